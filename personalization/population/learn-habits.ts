import { DAY_MS } from '#personalization/learning/evidence.ts';
import { intervalsOf } from '#personalization/learning/interval-posterior.ts';
import { gatherHistograms, type Histograms } from './histograms.ts';
import {
  BIN_ENDS,
  binOf,
  INTERVAL_INPUTS,
  type IntervalForetelling,
  intervalEvidence,
} from './interval-foretelling.ts';
import { LEAST_LISTS, type LearningRun, type ShopperHistory } from './learn-basket-ranking.ts';
import { type LabelledList, type ListwiseNetwork, trainNetworks } from './listwise-network.ts';
import { type OrderRhythm, orderRhythm } from './order-rhythm.ts';
import { historyBefore, type PurchaseHistory } from './purchase-history.ts';
import { QUANTITY_INPUTS, type QuantityForetelling, quantityEvidence } from './quantity-foretelling.ts';
import { type ShopperAmounts, shopperAmounts } from './shopper-amounts.ts';

/** What one shopper's purchases of one product are in: how many packs, or how many days apart. */
interface Series {
  readonly productId: string;
  readonly values: readonly number[];
  /** When each value came to be known, milliseconds since the epoch. */
  readonly knownAt: readonly number[];
}

interface IntervalSeries extends Series {
  /** The days that the intervals lie between. */
  readonly days: readonly number[];
}

/** `K`: what else is known of the shopper. */
interface Kind<T, K, S extends Series = Series> {
  readonly seriesOf: (history: PurchaseHistory) => readonly S[];
  /** The value as a histogram counts it. */
  readonly counted: (value: number) => number;
  /** Answers what else was known at a moment; null where that is no longer remembered. */
  readonly knowing: (history: PurchaseHistory, statistics: Histograms) => (at: number) => K | null;
  /** The value at `place` as one of what it could have been; null when it could not. */
  readonly exampleOf: (
    statistics: Histograms,
    question: { readonly series: S; readonly place: number; readonly known: K },
  ) => LabelledList | null;
  readonly inputs: number;
  readonly hidden: number;
  readonly mostLists: number;
  /** Latest values of one series that are foretold, each from the ones before. */
  readonly targets: number;
  readonly finish: (statistics: Histograms, networks: readonly ListwiseNetwork[]) => T;
}

const PARTS = 3;
const NETWORKS = 4;
/** Every list is learned from so often; more often where there are few. */
const PASSES = 3;
const MOST_PASSES = 6;
const ENOUGH_VIEWS = 3_000;

const QUANTITIES: Kind<QuantityForetelling, ShopperAmounts> = {
  seriesOf: ({ products }) =>
    products.map(({ productId, quantities, times }) => ({ productId, values: quantities, knownAt: times })),
  counted: (packs) => packs,
  knowing: (history, { products }) => {
    const kept = new Map<number, ShopperAmounts | null>();
    return (at) => {
      const known = kept.get(at);
      if (known !== undefined) return known;
      const before = historyBefore(history, history.trips.indexOf(at));
      const found = before === null ? null : shopperAmounts(before, products);
      kept.set(at, found);
      return found;
    };
  },
  exampleOf: (statistics, { series: { productId, values, knownAt }, place, known }) => {
    const { candidates, evidence } = quantityEvidence(statistics, {
      productId,
      earlier: values.slice(0, place),
      lastAt: knownAt[place - 1] as number,
      at: knownAt[place] as number,
      shopper: known,
    });
    if (!candidates.includes(values[place] as number)) return null;
    return {
      ...evidence,
      chosen: Uint8Array.from(candidates, (packs) => (packs === values[place] ? 1 : 0)),
    };
  },
  inputs: QUANTITY_INPUTS,
  hidden: 16,
  mostLists: 40_000,
  targets: 3,
  finish: (quantities, networks) => ({ quantities, networks }),
};

const INTERVALS: Kind<IntervalForetelling, OrderRhythm, IntervalSeries> = {
  seriesOf: ({ products }) =>
    products.map(({ productId, times }) => {
      const all = times.map((at) => Math.floor(at / DAY_MS));
      const days = all.filter((day, index) => day !== all[index - 1]);
      const firstOfDay = times.filter((_, index) => all[index] !== all[index - 1]);
      return { productId, days, values: intervalsOf(days), knownAt: firstOfDay.slice(1) };
    }),
  counted: binOf,
  knowing: (history) => {
    // It can be asked as of each day.
    const rhythm = orderRhythm(history);
    return () => rhythm;
  },
  exampleOf: (statistics, { series: { productId, days, values }, place, known }) => ({
    ...intervalEvidence(statistics, { productId, days: days.slice(0, place + 1), rhythm: known }),
    chosen: Uint8Array.from(BIN_ENDS, (_, bin) => (bin === binOf(values[place] as number) ? 1 : 0)),
  }),
  inputs: INTERVAL_INPUTS,
  hidden: 12,
  mostLists: 16_000,
  targets: 1,
  finish: (intervals, networks) => ({ intervals, networks }),
};

export function learnQuantities(shoppers: readonly ShopperHistory[], run: LearningRun) {
  return learnSeries(QUANTITIES, shoppers, run);
}

export function learnIntervals(shoppers: readonly ShopperHistory[], run: LearningRun) {
  return learnSeries(INTERVALS, shoppers, run);
}

/** Foretells the latest values of each series from the ones before, with statistics over other shoppers. */
async function learnSeries<T, K, S extends Series>(
  kind: Kind<T, K, S>,
  shoppers: readonly ShopperHistory[],
  { random, breathe }: LearningRun,
): Promise<T | null> {
  const parts = Array.from({ length: PARTS }, gatherHistograms);
  const whole = gatherHistograms();
  const questions: { readonly shopper: number; readonly series: S; readonly place: number }[] = [];
  for (const [shopper, { history }] of shoppers.entries()) {
    const all = kind.seriesOf(history);
    for (const series of all) {
      for (const [place, value] of series.values.entries()) {
        const before = series.values[place - 1];
        const seen = {
          value: kind.counted(value),
          before: before === undefined ? null : kind.counted(before),
        };
        whole.add(series.productId, seen);
        parts.forEach((part, index) => {
          if (shopper % PARTS !== index) part.add(series.productId, seen);
        });
      }
      const { length } = series.values;
      for (let place = Math.max(1, length - kind.targets); place < length; place += 1) {
        questions.push({ shopper, series, place });
      }
    }
    await breathe();
  }
  const finished = parts.map((part) => part.finish());
  const share = kind.mostLists / Math.max(1, questions.length);
  const lists: LabelledList[] = [];
  const statisticsFor = (shopper: number) => finished[shopper % PARTS] as Histograms;
  const knowing = shoppers.map(({ history }, shopper) => kind.knowing(history, statisticsFor(shopper)));
  for (const { shopper, series, place } of questions) {
    if (random() >= share) continue;
    const known = knowing[shopper]?.(series.knownAt[place] as number) ?? null;
    if (known === null) continue;
    const list = kind.exampleOf(statisticsFor(shopper), { series, place, known });
    if (list !== null) lists.push(list);
    if (lists.length % 64 === 0) await breathe();
  }
  if (lists.length < LEAST_LISTS) return null;
  const { inputs, hidden } = kind;
  const passes = Math.min(MOST_PASSES, Math.max(PASSES, Math.ceil(ENOUGH_VIEWS / lists.length)));
  const training = { hidden, passes, networks: NETWORKS, random, breathe };
  return kind.finish(whole.finish(), await trainNetworks(lists, inputs, training));
}
