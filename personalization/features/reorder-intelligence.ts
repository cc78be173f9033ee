import {
  type IntervalPosterior,
  intervalsOf,
  lastedBeyond,
} from '#personalization/learning/interval-posterior.ts';
import type { Outlook } from '#personalization/outlooks.ts';
import { commonInterval } from '#personalization/population/common-interval.ts';
import { dayOf, type ProductHabit, type ShopperProfile } from '#personalization/profile.ts';
import type { FeatureReport } from './feature.ts';
import type { FeatureContext } from './feature-context.ts';
import { abstained, applied, counted, unavailable } from './feature-report.ts';
import { nextInterval } from './next-interval.ts';
import { type TripTiming, timingOf } from './trip-timing.ts';

export type ReorderStatus = 'due' | 'soon' | 'not_yet';

export interface ReorderItem {
  readonly productId: string;
  readonly name: string;
  readonly status: ReorderStatus;
  /** Posterior that it has run out by now. */
  readonly probability: number;
  readonly evidence: string;
  /** Something else is due, and this would likely run out before the order after that: taken along, it saves a trip. */
  readonly savesTrip: boolean;
}

export interface ReorderAdvice {
  readonly said: string;
  readonly items: readonly ReorderItem[];
  /** Why nothing can be said, when `items` is empty. */
  readonly abstention: string | null;
  /** What was asked about and is bought, but goes against what the shopper told: in its place this is said. */
  readonly leftOut?: { readonly productId: string; readonly name: string; readonly why: string };
}

/** Purchase days before an interval is spoken of: two intervals, the fewest that can disagree. */
const MIN_PURCHASES = 3;
/** Items named unasked. */
const MAX_ITEMS = 5;

/** What runs out when: for all that the shopper buys, and for what they asked about. */
export function reorderIntelligence(
  profile: ShopperProfile,
  context: Pick<FeatureContext, 'now' | 'products' | 'asked'>,
): {
  readonly report: FeatureReport;
  readonly items: readonly ReorderItem[];
  /** Null when nothing was asked. */
  readonly advice: ReorderAdvice | null;
} {
  const { asked, now, products } = context;
  const out = unavailable('reorder_intelligence', profile, 'graph_memory');
  if (out !== null) {
    const abstention = out.status === 'off' ? 'You switched off that I foresee what runs out.' : out.reason;
    const advice = asked === null ? null : { said: asked.said, items: [], abstention };
    return { report: out, items: [], advice };
  }
  const timing = timingOf(profile, now);
  const judged = profile.products.flatMap((habit, place) => {
    const product = products.get(habit.productId);
    if (product === undefined) return [];
    const fits = product.unfit === null;
    const judgement = judge([habit], product.name, profile, timing, place);
    if (judgement !== null) return [{ ...judgement, active: habit.recurrence.active, fits, own: true }];
    const expected = judgeByOthers([habit], product.name, profile, timing);
    if (expected === null) return [];
    // Of what was tried once it is not known whether it is wanted again: others tell that too.
    const again = profile.common?.liked.get(habit.productId)?.repeatRate ?? 0;
    return [{ ...expected, active: Math.min(habit.recurrence.active, again), fits, own: false }];
  });
  const items = judged
    // Unasked only what likely runs out before the next order, the surest first.
    .filter(({ beforeNextTrip, active, fits }) => fits && beforeNextTrip >= 0.5 && active >= 0.5)
    .sort((a, b) => isDue(b) - isDue(a) || b.beforeNextTrip - a.beforeNextTrip)
    .slice(0, MAX_ITEMS)
    .map(({ item, beforeTripAfter }, _, all) => {
      const isTripDue = all.some((other) => other.item.status === 'due');
      return { ...item, savesTrip: isTripDue && item.status === 'soon' && beforeTripAfter >= 0.5 };
    });
  const advice = asked === null ? null : asked.said === '' ? all(items) : advise(asked, profile, context);
  const observations = profile.products.reduce((sum, { days }) => sum + Math.max(0, days.length - 1), 0);
  if (judged.length === 0) {
    const reason = `You have bought nothing on ${MIN_PURCHASES} days yet, so I can't tell what runs out when.`;
    return {
      report: abstained('reorder_intelligence', observations, reason),
      items,
      advice: asked?.said === '' ? { said: '', items, abstention: reason } : advice,
    };
  }
  // How sure each call is: the posterior of the side it comes down on.
  const byOthers = judged.filter(({ own }) => !own).length;
  const sureness = judged.map(({ item: { probability } }) => Math.max(probability, 1 - probability));
  return {
    report: applied(
      'reorder_intelligence',
      sureness.reduce((sum, value) => sum + value, 0) / sureness.length,
      observations,
      byOthers === 0
        ? `I can tell when ${counted(judged.length, 'product')} will run out from how often you buy them.`
        : `I can tell when ${counted(judged.length, 'product')} will run out, for ${byOthers} of them from how often shoppers buy it.`,
    ),
    items,
    advice,
  };
}

const isDue = ({ item }: Judgement) => Number(item.status === 'due');

/** "What do I need?": whatever runs out. */
function all(items: readonly ReorderItem[]): ReorderAdvice {
  const abstention = items.length === 0 ? 'Nothing that you buy regularly runs out right now.' : null;
  return { said: '', items, abstention };
}

/** Answers for what was asked as one thing: any of the matching products fills the need. */
function advise(
  asked: NonNullable<FeatureContext['asked']>,
  profile: ShopperProfile,
  { products, now }: Pick<FeatureContext, 'products' | 'now'>,
): ReorderAdvice {
  const wanted = new Set(asked.productIds);
  const bought = profile.products.filter(({ productId }) => wanted.has(productId));
  // What goes against a diet or an allergy does not fill the need any more.
  const matching = bought.filter(({ productId }) => (products.get(productId)?.unfit ?? null) === null);
  const [likeliest] = matching;
  if (likeliest === undefined) {
    const [{ productId = '' } = {}] = bought;
    const { name, unfit = null } = products.get(productId) ?? {};
    if (name !== undefined && unfit !== null) {
      return { said: asked.said, items: [], abstention: null, leftOut: { productId, name, why: unfit } };
    }
    return { said: asked.said, items: [], abstention: `You haven't bought ${asked.said} here yet.` };
  }
  const name = products.get(likeliest.productId)?.name ?? asked.said;
  const timing = timingOf(profile, now);
  const judgement = judge(matching, name, profile, timing) ?? judgeByOthers(matching, name, profile, timing);
  if (judgement === null) {
    const days = unionOfDays(matching).length;
    const abstention = `You have bought ${asked.said} on ${counted(days, 'day')}; I need ${MIN_PURCHASES} to see a rhythm.`;
    return { said: asked.said, items: [], abstention };
  }
  return { said: asked.said, items: [judgement.item], abstention: null };
}

interface Judgement {
  readonly item: ReorderItem;
  /** Probability that it runs out before the next order. */
  readonly beforeNextTrip: number;
  /** Probability that it runs out before the order after the next. */
  readonly beforeTripAfter: number;
}

/** Null when the purchases are too few. */
function judge(
  habits: readonly ProductHabit[],
  name: string,
  profile: ShopperProfile,
  timing: TripTiming,
  /** Of a habit judged by itself, in the profile. */
  place?: number,
): Judgement | null {
  const [likeliest] = habits;
  const days = unionOfDays(habits);
  const last = days.at(-1);
  if (likeliest === undefined || last === undefined || days.length < MIN_PURCHASES) return null;
  const elapsed = Math.max(0, timing.today - last);
  const { toBridge, between } = timing;
  const lasted = daysItLasted(habits, profile, last, elapsed);
  const work = () => {
    const foretold = nextInterval(likeliest.productId, days, profile);
    if (foretold === null) return null;
    const posterior = lasted === null ? foretold : lastedBeyond(foretold, lasted);
    return outlookOf(posterior, { elapsed, toBridge, between });
  };
  const outlook =
    place === undefined ? work() : profile.outlooks.at(place, { passed: elapsed, toBridge }, work);
  if (outlook === null) return null;
  const { byNow: probability, typicalDays } = outlook;
  const status = statusOf(probability, outlook.beforeNextTrip);
  const rhythm = `about every ${counted(Math.max(1, Math.round(typicalDays)), 'day')}`;
  const purchases = habits.every(({ daysComplete }) => daysComplete)
    ? days.length
    : habits.reduce((sum, { recurrence }) => sum + recurrence.purchases, 0);
  const ago = agoWords(elapsed);
  const still = lasted === null ? '' : `; you still had some ${agoWords(elapsed - lasted)}`;
  const lapsed = habits.every(({ recurrence }) => recurrence.active < 0.5);
  const evidence = lapsed
    ? `You used to buy it ${rhythm}, but last ${ago}: you may have stopped.`
    : `You buy it ${rhythm} (${counted(purchases, 'purchase')}), last ${ago}${still}.`;
  const item = {
    productId: likeliest.productId,
    name,
    status,
    probability: uncertain(probability),
    evidence,
    savesTrip: false,
  };
  return { item, beforeNextTrip: outlook.beforeNextTrip, beforeTripAfter: outlook.beforeTripAfter };
}

function agoWords(days: number): string {
  return days === 0 ? 'today' : `${counted(days, 'day')} ago`;
}

/** After how many days since the last purchase it had not run out, as the shopper let know since; null when they did not. */
function daysItLasted(
  habits: readonly ProductHabit[],
  { notYet }: ShopperProfile,
  last: number,
  elapsed: number,
): number | null {
  const told = habits.flatMap(({ productId }) => {
    const at = notYet.get(productId);
    return at === undefined ? [] : [dayOf(at) - last];
  });
  const lasted = Math.max(...told.filter((days) => days >= 0 && days <= elapsed), -1);
  return lasted < 0 ? null : lasted;
}

/** What was bought too seldom for a rhythm of its own, by how soon shoppers buy it again; null when that is not known. */
function judgeByOthers(
  habits: readonly ProductHabit[],
  name: string,
  profile: ShopperProfile,
  timing: TripTiming,
): Judgement | null {
  const [likeliest] = habits;
  const days = unionOfDays(habits);
  const last = days.at(-1);
  if (likeliest === undefined || last === undefined || days.length >= MIN_PURCHASES) return null;
  const known = profile.common?.intervals.get(likeliest.productId);
  if (known === undefined) return null;
  const elapsed = Math.max(0, timing.today - last);
  const posterior = commonInterval(known, intervalsOf(days));
  const { byNow, beforeNextTrip, beforeTripAfter } = outlookOf(posterior, {
    elapsed,
    toBridge: timing.toBridge,
    between: timing.between,
  });
  const every = counted(Math.max(1, Math.round(known.typicalDays)), 'day');
  const often = days.length === 1 ? 'once' : 'twice';
  const item = {
    productId: likeliest.productId,
    name,
    status: statusOf(byNow, beforeNextTrip),
    probability: uncertain(byNow),
    evidence: `Shoppers buy it again after about ${every} (${counted(known.intervals, 'interval')}); you bought it ${often}, last ${agoWords(elapsed)}.`,
    savesTrip: false,
  };
  return { item, beforeNextTrip, beforeTripAfter };
}

/** Never certain: nobody's habits are. */
function uncertain(probability: number): number {
  return Math.min(0.999, Math.max(0.001, Math.round(probability * 1000) / 1000));
}

function outlookOf(
  posterior: IntervalPosterior,
  {
    elapsed,
    toBridge,
    between,
  }: { readonly elapsed: number; readonly toBridge: number; readonly between: number },
): Outlook {
  return {
    typicalDays: posterior.typicalDays,
    byNow: posterior.shareWithin(elapsed),
    beforeNextTrip: posterior.shareWithin(elapsed + toBridge),
    // Without a rhythm of orders there is no trip to save.
    beforeTripAfter: between === 0 ? 0 : posterior.shareWithin(elapsed + between),
  };
}

/** Due: more likely out than not. Soon: past the lower quartile of its interval, or likely out before the next order. */
function statusOf(probability: number, beforeNextTrip: number): ReorderStatus {
  if (probability >= 0.5) return 'due';
  return probability >= 0.25 || beforeNextTrip >= 0.5 ? 'soon' : 'not_yet';
}

/** All days on which one of them was bought; only as far back as each of them is remembered in full. */
function unionOfDays(habits: readonly ProductHabit[]): readonly number[] {
  // Days of one product are in order, each once.
  if (habits.length === 1) return habits[0]?.days ?? [];
  const since = Math.max(...habits.map(({ days, daysComplete }) => (daysComplete ? 0 : (days[0] ?? 0))));
  return [...new Set(habits.flatMap(({ days }) => days.filter((day) => day >= since)))].sort((a, b) => a - b);
}
