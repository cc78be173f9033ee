import type { ShopperProfile } from '#personalization/profile.ts';
import { candidateSignals, chanceOf, type ListReader } from '#personalization/ranking/candidate-signals.ts';
import { type Signals, scoreOf } from '#personalization/ranking/signals.ts';
import type { FeatureReport } from './feature.ts';
import type { Candidate, FeatureContext } from './feature-context.ts';
import { abstained, applied, counted, unavailable } from './feature-report.ts';
import { usualAmountReason } from './quantity-memory.ts';
import { learnedReason } from './ranking-reasons.ts';

export interface RankedCandidate {
  readonly productId: string;
  readonly score: number;
  /** Counted from 1. */
  readonly rank: number;
  readonly unpersonalizedRank: number;
  /** Why it stands where it does, for the shopper; empty when nothing personal moved it. */
  readonly reasons: readonly string[];
  /** What speaks for it, to learn from what is chosen; null when the shopper could not be read. */
  readonly signals: Signals | null;
}

interface Scored extends RankedCandidate {
  readonly signals: Signals;
  readonly pinned: boolean;
  readonly disliked: boolean;
  /** By the learned weights; what a list is ordered by. */
  readonly worth: number;
}

type Needs = Pick<FeatureContext, 'candidates' | 'view' | 'now' | 'products'>;

/**
 * Puts first what the shopper is likeliest to choose: signals of each candidate, weighed by what was learned over
 * everybody and, the more they chose, over this shopper (decision 0044). Before anybody chose, a product is wanted if
 * the words say so or their orders do. An exact match never loses its place, and nothing is taken out.
 */
export function smartRanking(
  profile: ShopperProfile,
  context: Needs,
): { readonly report: FeatureReport; readonly ranked: readonly RankedCandidate[] } {
  const { candidates, view } = context;
  const out = unavailable('smart_ranking', profile, 'graph_memory');
  if (out !== null) return { report: out, ranked: candidates.map((one, at) => plain(one, at, null)) };
  const signals = candidateSignals(candidates, readerOf(profile, context));
  const unmoved = candidates.map((one, at) => plain(one, at, signals[at] ?? null));
  const purchases = profile.products.reduce((sum, { recurrence }) => sum + recurrence.purchases, 0);
  const { choices } = profile.ranking;
  const observations = purchases + choices;
  const abstain = (reason: string) => ({
    report: abstained('smart_ranking', observations, reason),
    ranked: unmoved,
  });
  if (view === 'all') return abstain('You asked to see everything in the plain order.');
  if (!isKnown(profile, purchases)) return abstain('No orders yet, so the order is the same for everybody.');
  if (candidates.length === 0 && choices > 0) {
    return abstain(`There is no list here; I learned how to order lists from ${counted(choices, 'choice')}.`);
  }
  const scored = candidates.map((one, at) => score(one, at, signals[at] ?? [], profile));
  const ordered = inOrder(scored);
  const ranked = withLearnedReasons(ordered, signals, profile);
  const known = scored.filter(({ reasons }) => reasons.length > 0);
  const moved = ranked.filter(({ rank, unpersonalizedRank }) => rank !== unpersonalizedRank);
  if (known.length === 0 && moved.length === 0) {
    return abstain(
      purchases === 0
        ? 'No orders yet, so the order is the same for everybody.'
        : 'None of these is something you bought before.',
    );
  }
  const confidence = Math.max(
    profile.ranking.sureness,
    ...known.map(({ productId }) => sureness(productId, profile)),
  );
  const reasons = [
    ...(known.length > 0
      ? [`${counted(known.length, 'product')} here placed by what you bought or turned down before.`]
      : []),
    ...(choices > 0
      ? [`The order follows ${counted(choices, 'choice')} you made from lists.`]
      : known.length === 0
        ? ['The order follows what shoppers choose from lists.']
        : []),
  ];
  return { report: applied('smart_ranking', confidence, observations, reasons.join(' ')), ranked };
}

/** Whether anything is known by which a list could be this shopper's own. */
function isKnown({ turnedDown, ranking, settings }: ShopperProfile, purchases: number): boolean {
  return (
    purchases > 0 ||
    turnedDown.size > 0 ||
    ranking.choices > 0 ||
    ranking.chosen.size > 0 ||
    (settings?.dislikes.length ?? 0) > 0
  );
}

function plain({ productId, score }: Candidate, index: number, signals: Signals | null): RankedCandidate {
  return { productId, score, rank: index + 1, unpersonalizedRank: index + 1, reasons: [], signals };
}

function readerOf(profile: ShopperProfile, { now, products }: Needs): ListReader {
  return {
    now,
    habits: new Map(profile.products.map((habit) => [habit.productId, habit])),
    bought: profile.products.flatMap(({ productId, recurrence: { purchases } }) => {
      const { brand = null, category = null } = products.get(productId) ?? {};
      return brand === null && category === null ? [] : [{ productId, brand, category, purchases }];
    }),
    turnedDown: profile.turnedDown,
    chosen: profile.ranking.chosen,
    reachOf: (productId) => profile.common?.liked.get(productId)?.reach ?? null,
  };
}

function score(candidate: Candidate, index: number, signals: Signals, profile: ShopperProfile): Scored {
  const habit = profile.products.find(({ productId }) => productId === candidate.productId);
  const turnedDown = profile.turnedDown.get(candidate.productId) ?? 0;
  const dislike = profile.settings?.dislikes.find((words) => names(candidate.name, words)) ?? null;
  const reasons = [
    ...(habit === undefined ? [] : [boughtReason(habit)]),
    ...(habit === undefined || usualAmountReason(habit) === null ? [] : [usualAmountReason(habit) ?? '']),
    ...(turnedDown > (habit?.recurrence.purchases ?? 0) ? ['You turned it down before'] : []),
    ...(dislike === null ? [] : [`You don't like ${dislike}`]),
  ];
  const worth = scoreOf(profile.ranking.weights, signals);
  return {
    productId: candidate.productId,
    score: chanceOf(worth),
    worth,
    rank: index + 1,
    unpersonalizedRank: index + 1,
    reasons,
    signals,
    pinned: candidate.exactName,
    disliked: dislike !== null,
  };
}

/** Best first, disliked last; each exact match is put back where it stood if others went before it. */
function inOrder(scored: readonly Scored[]): readonly Scored[] {
  const order = [...scored].sort(
    (a, b) =>
      Number(a.disliked) - Number(b.disliked) ||
      b.worth - a.worth ||
      a.unpersonalizedRank - b.unpersonalizedRank,
  );
  for (const exact of scored.filter(({ pinned }) => pinned)) {
    const at = order.indexOf(exact);
    if (at < exact.unpersonalizedRank) continue;
    order.splice(at, 1);
    order.splice(exact.unpersonalizedRank - 1, 0, exact);
  }
  return order.map((one, index) => ({ ...one, rank: index + 1 }));
}

/** What rose is told why, also when it was never bought. */
function withLearnedReasons(
  ordered: readonly Scored[],
  all: readonly Signals[],
  { ranking }: ShopperProfile,
): readonly RankedCandidate[] {
  const average = (all[0] ?? []).map(
    (_, at) => all.reduce((sum, signals) => sum + (signals[at] ?? 0), 0) / all.length,
  );
  return ordered.map(({ productId, score, rank, unpersonalizedRank, reasons, signals }) => {
    const learned = rank < unpersonalizedRank ? learnedReason(signals, average, ranking) : null;
    return {
      productId,
      score: Math.round(score * 1e4) / 1e4,
      rank,
      unpersonalizedRank,
      reasons: learned === null ? reasons : [...reasons, learned],
      signals,
    };
  });
}

function boughtReason({ recurrence: { purchases } }: ShopperProfile['products'][number]): string {
  return purchases === 1 ? 'You bought it once' : `You bought it ${purchases} times`;
}

/** With how many purchases or refusals the posterior moved away from knowing nothing: n of n + 2. */
function sureness(productId: string, profile: ShopperProfile): number {
  const habit = profile.products.find((product) => product.productId === productId);
  const acts = (habit?.recurrence.purchases ?? 0) + (profile.turnedDown.get(productId) ?? 0);
  return acts / (acts + 2);
}

/** Whether a product's name has every word of what is disliked, whole words, in singular or plural. */
function names(productName: string, words: string): boolean {
  const present = new Set(tokens(productName));
  const wanted = tokens(words);
  return wanted.length > 0 && wanted.every((token) => present.has(token));
}

function tokens(text: string): readonly string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  ).map((token) => (token.length > 3 ? token.replace(/(?:es|s)$/u, '') : token));
}
