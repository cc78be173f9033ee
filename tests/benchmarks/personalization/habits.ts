import { nextInterval } from '#personalization/features/next-interval.ts';
import { intervalsOf } from '#personalization/learning/interval-posterior.ts';
import { dayOf, type ShopperProfile } from '#personalization/profile.ts';
import type { BenchOptions, BenchResult, Figure } from '#tests/benchmarks/figure.ts';
import { type Basket, type BasketSet, type History, readBasketSet } from './basket-sets.ts';
import { openEngine, purchase } from './engine.ts';

/** Purchase days of a product before its last interval is judged, by data/README.md. */
const LEAST_DAYS: Partial<Record<BasketSet, number>> = { coop100: 6, onlineretail: 4 };
/** A set's own shoppers are judged in so many parts, each by what was learned of the others. */
const PARTS = 5;

interface Judged {
  quantities: number;
  exact: number;
  lastExact: number;
  intervals: number;
  within: number;
  medianWithin: number;
  covered: number;
}

/** How many, and when again: the latest purchase of every product foretold from the ones before. */
export async function benchHabits({ dataDir, split }: BenchOptions): Promise<BenchResult> {
  const figures: Figure[] = [];
  const skipped: string[] = [];
  for (const set of ['onlineretail', 'coop100'] as const) {
    const population = readBasketSet(dataDir, set, 'public');
    const judged = split === 'public' ? population : readBasketSet(dataDir, set, split);
    if (population === null || judged === null) {
      skipped.push(`habits of baskets/${set}.${split}.jsonl.gz`);
      continue;
    }
    const sums: Judged = {
      quantities: 0,
      exact: 0,
      lastExact: 0,
      intervals: 0,
      within: 0,
      medianWithin: 0,
      covered: 0,
    };
    for (let part = 0; part < (split === 'public' ? PARTS : 1); part += 1) {
      const [learned, foretold] =
        split === 'public'
          ? [population.filter((_, at) => at % PARTS !== part), judged.filter((_, at) => at % PARTS === part)]
          : [population, judged];
      await judge(set, { learned, foretold, sums });
    }
    figures.push(...figuresOf(set, sums));
  }
  return { figures, skipped };
}

async function judge(
  set: BasketSet,
  {
    learned,
    foretold,
    sums,
  }: { readonly learned: readonly History[]; readonly foretold: readonly History[]; readonly sums: Judged },
): Promise<void> {
  const engine = openEngine({
    parts: set === 'onlineretail' ? ['quantities', 'intervals'] : ['intervals'],
  });
  try {
    for (const { user, baskets, targets } of learned) {
      await engine.learn([...baskets, ...targets].map((basket) => purchase(user, basket)));
    }
    await engine.learnOverall();
    for (const { user, baskets, targets } of foretold) {
      const all = [...baskets, ...targets];
      const purchases = purchasesOf(all);
      let told = 0;
      for (const [index, basket] of all.entries()) {
        const due = basket.lines.flatMap(({ productId }) => {
          const own = purchases.get(productId) ?? [];
          return own.length > 1 && own.at(-1)?.at === basket.at ? [{ productId, own }] : [];
        });
        if (due.length === 0) continue;
        await engine.learn(all.slice(told, index).map((one) => purchase(user, one)));
        told = index;
        const profile = await engine.profile(user, basket.at);
        for (const one of due) judgeProduct(set, profile, { ...one, sums });
      }
    }
  } finally {
    engine.close();
  }
}

interface Purchase {
  readonly at: number;
  readonly quantity: number;
}

function judgeProduct(
  set: BasketSet,
  profile: ShopperProfile,
  {
    productId,
    own,
    sums,
  }: { readonly productId: string; readonly own: readonly Purchase[]; readonly sums: Judged },
): void {
  const habit = profile.products.find((product) => product.productId === productId);
  const target = own.at(-1) as Purchase;
  if (set === 'onlineretail') {
    sums.quantities += 1;
    if (habit?.quantity.packs === target.quantity) sums.exact += 1;
    if (own.at(-2)?.quantity === target.quantity) sums.lastExact += 1;
  }
  const days = [...new Set(own.map(({ at }) => dayOf(at)))];
  const intervals = intervalsOf(days);
  const interval = intervals.at(-1);
  if (interval === undefined || days.length < (LEAST_DAYS[set] ?? 2)) return;
  sums.intervals += 1;
  if (withinTwo(median(intervals.slice(0, -1)), interval)) sums.medianWithin += 1;
  const posterior = habit === undefined ? null : nextInterval(productId, habit.days, profile);
  if (posterior === null) return;
  if (withinTwo(posterior.typicalDays, interval)) sums.within += 1;
  // A day is a whole one: half of its own chance lies before it.
  const reached = (posterior.shareWithin(interval) + posterior.shareWithin(interval - 1)) / 2;
  if (reached >= 0.1 && reached <= 0.9) sums.covered += 1;
}

function figuresOf(set: BasketSet, sums: Judged): readonly Figure[] {
  const { quantities, intervals } = sums;
  const medianWithin = sums.medianWithin / intervals;
  return [
    ...(quantities === 0
      ? []
      : [
          {
            name: `quantity.${set}.exact`,
            value: sums.exact / quantities,
            reference: sums.lastExact / quantities,
            aim: 0.55,
          },
          { name: `quantity.${set}.lastExact`, value: sums.lastExact / quantities },
          { name: `quantity.${set}.purchases`, value: quantities },
        ]),
    {
      name: `reorder.${set}.within2x`,
      value: sums.within / intervals,
      reference: medianWithin,
      aim: set === 'coop100' ? 0.42 : 0.6,
    },
    { name: `reorder.${set}.medianWithin2x`, value: medianWithin },
    { name: `reorder.${set}.coverage80`, value: sums.covered / intervals, aim: 0.8 },
    { name: `reorder.${set}.intervals`, value: intervals },
  ];
}

function purchasesOf(baskets: readonly Basket[]): ReadonlyMap<string, readonly Purchase[]> {
  const purchases = new Map<string, Purchase[]>();
  for (const { at, lines } of baskets) {
    for (const { productId, quantity } of lines) {
      const own = purchases.get(productId) ?? [];
      own.push({ at, quantity });
      purchases.set(productId, own);
    }
  }
  return purchases;
}

function withinTwo(foretold: number, actual: number): boolean {
  return Math.abs(Math.log2(foretold / actual)) <= 1;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
