import type { ShopperProfile } from '#personalization/profile.ts';
import type { FeatureReport } from './feature.ts';
import type { Candidate, FeatureContext } from './feature-context.ts';
import { abstained, applied, counted, unavailable } from './feature-report.ts';
import { usualAmountReason } from './quantity-memory.ts';

export interface RankedCandidate {
  readonly productId: string;
  readonly score: number;
  /** Counted from 1. */
  readonly rank: number;
  readonly unpersonalizedRank: number;
  /** Why it stands where it does, for the shopper; empty when nothing personal moved it. */
  readonly reasons: readonly string[];
}

interface Scored extends RankedCandidate {
  readonly pinned: boolean;
  readonly disliked: boolean;
}

/**
 * Puts what the shopper buys first: a product is what they want if the words say so or their orders do (noisy or of
 * relevance and the posterior of the next order), less the share of times that they turned it down. An exact match
 * never loses its place, and nothing is taken out.
 */
export function smartRanking(
  profile: ShopperProfile,
  { candidates, view }: Pick<FeatureContext, 'candidates' | 'view'>,
): { readonly report: FeatureReport; readonly ranked: readonly RankedCandidate[] } {
  const plain = candidates.map(({ productId, score }, index) => ({
    productId,
    score,
    rank: index + 1,
    unpersonalizedRank: index + 1,
    reasons: [],
  }));
  const out = unavailable('smart_ranking', profile, 'graph_memory');
  if (out !== null) return { report: out, ranked: plain };
  const purchases = profile.products.reduce((sum, { recurrence }) => sum + recurrence.purchases, 0);
  if (view === 'all') {
    const reason = 'You asked to see everything in the plain order.';
    return { report: abstained('smart_ranking', purchases, reason), ranked: plain };
  }
  const scored = candidates.map((candidate, index) => score(candidate, index, profile));
  const known = scored.filter(({ reasons }) => reasons.length > 0);
  if (known.length === 0) {
    const reason =
      purchases === 0
        ? 'No orders yet, so the order is the same for everybody.'
        : 'None of these is something you bought before.';
    return { report: abstained('smart_ranking', purchases, reason), ranked: plain };
  }
  const ranked = inOrder(scored);
  const confidence = Math.max(...known.map(({ productId }) => sureness(productId, profile)));
  const reason = `${counted(known.length, 'product')} here placed by what you bought or turned down before.`;
  return { report: applied('smart_ranking', confidence, purchases, reason), ranked };
}

function score(candidate: Candidate, index: number, profile: ShopperProfile): Scored {
  const habit = profile.products.find(({ productId }) => productId === candidate.productId);
  const wanted = habit?.recurrence.probability ?? 0;
  const turnedDown = profile.turnedDown.get(candidate.productId) ?? 0;
  const refusal = turnedDown / (turnedDown + (habit?.recurrence.purchases ?? 0) + 1);
  const dislike = profile.settings?.dislikes.find((words) => names(candidate.name, words)) ?? null;
  const reasons = [
    ...(habit === undefined ? [] : [boughtReason(habit)]),
    ...(habit === undefined || usualAmountReason(habit) === null ? [] : [usualAmountReason(habit) ?? '']),
    ...(turnedDown > (habit?.recurrence.purchases ?? 0) ? ['You turned it down before'] : []),
    ...(dislike === null ? [] : [`You don't like ${dislike}`]),
  ];
  return {
    productId: candidate.productId,
    score: (1 - (1 - candidate.score) * (1 - wanted)) * (1 - refusal),
    rank: index + 1,
    unpersonalizedRank: index + 1,
    reasons,
    pinned: candidate.exactName,
    disliked: dislike !== null,
  };
}

/** Best first, disliked last; each exact match is put back where it stood if others went before it. */
function inOrder(scored: readonly Scored[]): readonly RankedCandidate[] {
  const order = [...scored].sort(
    (a, b) =>
      Number(a.disliked) - Number(b.disliked) ||
      b.score - a.score ||
      a.unpersonalizedRank - b.unpersonalizedRank,
  );
  for (const exact of scored.filter(({ pinned }) => pinned)) {
    const at = order.indexOf(exact);
    if (at < exact.unpersonalizedRank) continue;
    order.splice(at, 1);
    order.splice(exact.unpersonalizedRank - 1, 0, exact);
  }
  return order.map(({ productId, score, unpersonalizedRank, reasons }, index) => ({
    productId,
    score: Math.round(score * 1e4) / 1e4,
    rank: index + 1,
    unpersonalizedRank,
    reasons,
  }));
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
