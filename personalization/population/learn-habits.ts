import { DAY_MS } from '#personalization/learning/evidence.ts';
import { intervalsOf } from '#personalization/learning/interval-posterior.ts';
import { gatherHistograms, type Histogram, type Histograms, histogramOf } from './histograms.ts';
import {
  BIN_ENDS,
  binOf,
  INTERVAL_INPUTS,
  type IntervalForetelling,
  intervalEvidence,
} from './interval-foretelling.ts';
import type { LearningRun, ShopperHistory } from './learn-basket-ranking.ts';
import { LEAST_LISTS } from './learn-basket-ranking.ts';
import { type LabelledList, type ListwiseNetwork, trainNetwork } from './listwise-network.ts';
import { historyBefore, type PurchaseHistory } from './purchase-history.ts';
import { QUANTITY_INPUTS, type QuantityForetelling, quantityEvidence } from './quantity-foretelling.ts';

/** What one shopper's purchases of one product are in: how many packs, or how many days apart. */
interface Series {
  readonly productId: string;
  readonly values: readonly number[];
  /** When each value came to be known, milliseconds since the epoch. */
  readonly knownAt: readonly number[];
}

interface Kind<T> {
  readonly seriesOf: (history: PurchaseHistory) => readonly Series[];
  /** The value as a histogram counts it. */
  readonly counted: (value: number) => number;
  readonly exampleOf: (
    statistics: Histograms,
    question: {
      readonly productId: string;
      readonly earlier: readonly number[];
      readonly shopper: Histogram;
      readonly history: PurchaseHistory;
      readonly target: number;
    },
  ) => LabelledList | null;
  readonly inputs: number;
  readonly mostLists: number;
  /** Latest values of one series that are foretold, each from the ones before. */
  readonly targets: number;
  readonly finish: (statistics: Histograms, network: ListwiseNetwork) => T;
}

const PARTS = 3;
const HIDDEN = 12;
const PASSES = 8;

const QUANTITIES: Kind<QuantityForetelling> = {
  seriesOf: ({ products }) =>
    products.map(({ productId, quantities, times }) => ({ productId, values: quantities, knownAt: times })),
  counted: (packs) => packs,
  exampleOf: (statistics, { target, ...question }) => {
    const { candidates, rows } = quantityEvidence(statistics, question);
    if (!candidates.includes(target)) return null;
    return { rows, chosen: Uint8Array.from(candidates, (packs) => (packs === target ? 1 : 0)) };
  },
  inputs: QUANTITY_INPUTS,
  mostLists: 24_000,
  targets: 3,
  finish: (quantities, network) => ({ quantities, network }),
};

const INTERVALS: Kind<IntervalForetelling> = {
  seriesOf: ({ products }) =>
    products.map(({ productId, times }) => {
      const days = times.map((at) => Math.floor(at / DAY_MS));
      const firstOfDay = times.filter((_, index) => days[index] !== days[index - 1]);
      return { productId, values: intervalsOf(days), knownAt: firstOfDay.slice(1) };
    }),
  counted: binOf,
  exampleOf: (statistics, { target, history, ...question }) => ({
    rows: intervalEvidence(statistics, { ...question, daysBetweenOrders: daysBetweenOrders(history) }),
    chosen: Uint8Array.from(BIN_ENDS, (_, bin) => (bin === binOf(target) ? 1 : 0)),
  }),
  inputs: INTERVAL_INPUTS,
  mostLists: 8_000,
  targets: 1,
  finish: (intervals, network) => ({ intervals, network }),
};

export function daysBetweenOrders({ orders, trips, firstAt }: PurchaseHistory): number {
  return orders < 2 ? 7 : ((trips.at(-1) ?? firstAt) - firstAt) / DAY_MS / (orders - 1);
}

/** How often the shopper took each number of packs, and how often each interval passed. */
export const quantitiesOf = (history: PurchaseHistory) =>
  seenIn(QUANTITIES.seriesOf(history), QUANTITIES.counted);
export const intervalBinsOf = (history: PurchaseHistory) =>
  seenIn(INTERVALS.seriesOf(history), INTERVALS.counted);

export function learnQuantities(shoppers: readonly ShopperHistory[], run: LearningRun) {
  return learnSeries(QUANTITIES, shoppers, run);
}

export function learnIntervals(shoppers: readonly ShopperHistory[], run: LearningRun) {
  return learnSeries(INTERVALS, shoppers, run);
}

/** Foretells the latest values of each series from the ones before, with statistics over other shoppers. */
async function learnSeries<T>(
  kind: Kind<T>,
  shoppers: readonly ShopperHistory[],
  { random, breathe }: LearningRun,
): Promise<T | null> {
  const parts = Array.from({ length: PARTS }, gatherHistograms);
  const whole = gatherHistograms();
  const questions: { readonly shopper: number; readonly series: Series; readonly place: number }[] = [];
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
  const known = knownBefore(kind, shoppers);
  for (const { shopper, series, place } of questions) {
    if (random() >= share) continue;
    const before = known(shopper, series.knownAt[place] as number);
    if (before === null) continue;
    const target = series.values[place] as number;
    const list = kind.exampleOf(finished[shopper % PARTS] as Histograms, {
      productId: series.productId,
      earlier: series.values.slice(0, place),
      ...before,
      target,
    });
    if (list !== null) lists.push(list);
    if (lists.length % 64 === 0) await breathe();
  }
  if (lists.length < LEAST_LISTS) return null;
  const network = await trainNetwork(lists, kind.inputs, { hidden: HIDDEN, passes: PASSES, random, breathe });
  return kind.finish(whole.finish(), network);
}

/** What a shopper's orders before a moment said, worked out once for each order; null before the first. */
function knownBefore<T>(kind: Kind<T>, shoppers: readonly ShopperHistory[]) {
  const kept = new Map<string, { readonly history: PurchaseHistory; readonly shopper: Histogram } | null>();
  return (shopper: number, at: number) => {
    const key = `${shopper}/${at}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const { history } = shoppers[shopper] as ShopperHistory;
    const before = historyBefore(history, history.trips.indexOf(at));
    const found =
      before === null ? null : { history: before, shopper: seenIn(kind.seriesOf(before), kind.counted) };
    kept.set(key, found);
    return found;
  };
}

function seenIn(series: readonly Series[], counted: (value: number) => number): Histogram {
  return histogramOf(series.flatMap(({ values }) => values.map(counted)));
}
