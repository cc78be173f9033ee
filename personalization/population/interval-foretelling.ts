import { type IntervalPosterior, intervalsOf } from '#personalization/learning/interval-posterior.ts';
import { logOfWhole } from '#personalization/learning/log-of-whole.ts';
import { type Histogram, type Histograms, NOTHING_SEEN, shareOf } from './histograms.ts';
import { type Evidence, type ListwiseNetwork, NEW_ROOMS, sameRooms } from './listwise-network.ts';
import { sharesOf } from './network-ensemble.ts';
import { type OrderRhythm, ordersBetween, rhythmAsOf } from './order-rhythm.ts';

/** What was learned over everybody, to foretell when something is bought again. */
export interface IntervalForetelling {
  readonly intervals: Histograms;
  readonly networks: readonly ListwiseNetwork[];
}

/** Neither the moment that is asked at nor, where all orders are remembered, what was ordered after the last of `days`. */
export interface IntervalQuestion {
  readonly productId: string;
  /** Days of the shopper's purchases of it, oldest first; at least two. */
  readonly days: readonly number[];
  readonly rhythm: OrderRhythm;
}

/** The last day of each bin of intervals: days apart while weeks have a rhythm, then ever wider. */
export const BIN_ENDS: readonly number[] = binEnds();
const CENTRES = BIN_ENDS.map((end, bin) => Math.log((end + (BIN_ENDS[bin - 1] ?? 0) + 1) / 2));
const WIDTHS = BIN_ENDS.map((end, bin) => end - (BIN_ENDS[bin - 1] ?? 0));
const BIN_OF = Uint8Array.from({ length: BIN_ENDS.at(-1) ?? 0 }, (_, days) =>
  BIN_ENDS.findIndex((end) => days <= end),
);
const LOG_WIDTHS = WIDTHS.map(Math.log);

/** Inputs of each bin, and those that all bins share. */
const BIN_INPUTS = 21;
const SHARED_INPUTS = 23;
export const INTERVAL_INPUTS = BIN_INPUTS + SHARED_INPUTS;
/** Latest purchases that decide, as many as a profile holds. */
const LATEST = 16;
const ROOMS = sameRooms();
const FADE = 0.75;
const PRODUCT_PRIOR = 5;
/** How often everybody's share of a bin counts as seen beside a product's own. */
const OVERALL_STRENGTH = 10;
/** How near an earlier interval counts as the same again, and as within a factor of two, on the scale of logarithms. */
const CLOSE = 0.2;
const NEAR = Math.LN2;

function binEnds(): readonly number[] {
  const ends: number[] = [];
  for (let end = 1; end < 2_000; end = Math.max(end + 1, Math.round(end * 1.2))) ends.push(end);
  return ends;
}

/** The bin of an interval in days. */
export function binOf(days: number): number {
  const whole = Math.ceil(days);
  return whole < BIN_OF.length ? (BIN_OF[Math.max(0, whole)] as number) : BIN_ENDS.length - 1;
}

/** The posterior of the next interval. */
export function foretellInterval(
  { intervals, networks }: IntervalForetelling,
  question: IntervalQuestion,
): IntervalPosterior {
  const shares = sharesOf(networks, intervalEvidence(intervals, question, ROOMS));
  const within: number[] = [];
  let sum = 0;
  for (let bin = 0; bin < shares.length; bin += 1) {
    sum += shares[bin] as number;
    within.push(sum);
  }
  const shareWithin = (days: number) => {
    if (days < 1) return 0;
    const bin = binOf(days);
    const before = BIN_ENDS[bin - 1] ?? 0;
    const part = Math.min(1, (days - before) / (WIDTHS[bin] as number));
    return Math.min(1, (within[bin - 1] ?? 0) + part * (shares[bin] as number));
  };
  return {
    typicalDays: likeliestDays(shareWithin),
    intervals: intervalsOf(question.days).length,
    shareWithin,
  };
}

/** The day that most likely is within a factor of two of the interval. */
function likeliestDays(shareWithin: (days: number) => number): number {
  let best = { days: 1, share: 0 };
  for (const end of BIN_ENDS) {
    const share = shareWithin(2 * end) - shareWithin(Math.ceil(end / 2) - 1);
    if (share > best.share + 1e-9) best = { days: end, share };
  }
  return best.days;
}

/** What speaks for each bin that the next interval may lie in. */
export function intervalEvidence(
  { products, all }: Histograms,
  { productId, days, rhythm }: IntervalQuestion,
  rooms = NEW_ROOMS,
): Evidence {
  const latest = days.slice(-LATEST);
  const logs = intervalsOf(latest).map(logOfWhole);
  const orders = ordersBetween(latest, rhythm);
  const sorted = [...logs].sort((a, b) => a - b);
  const mean = meanOf(logs);
  const fadedMean = fadedMeanOf(logs);
  const last = logs.at(-1) ?? 0;
  let squares = 0;
  for (const log of logs) squares += (log - mean) ** 2;
  const spread = Math.sqrt((squares + 1) / (logs.length + 1));
  const product = products.get(productId) ?? NOTHING_SEEN;
  const overall = overallShares(all);
  const own = rhythmAsOf(rhythm, days.at(-1) ?? 0, overall.meanLog);
  const productLog = meanLog(product, overall.meanLog);
  // Where the interval is looked for: what each kind of evidence takes for likely, as a logarithm of days.
  const likely = [
    mean,
    last,
    quantile(sorted, 0.5),
    fadedMean,
    quantile(sorted, 0.25),
    quantile(sorted, 0.75),
    productLog,
    middleLog(product, productLog),
    own.intervals,
    own.latelyIntervals,
    fadedMeanOf(orders) + own.latelyBetweenOrders,
    own.latelyBetweenOrders,
  ];
  const rows = rooms.rows(BIN_ENDS.length * BIN_INPUTS);
  const strength = product.total + OVERALL_STRENGTH;
  let at = 0;
  for (let bin = 0; bin < BIN_ENDS.length; bin += 1) {
    const centre = CENTRES[bin] as number;
    const byProduct =
      ((product.counts.get(bin) ?? 0) + (overall.shares[bin] as number) * OVERALL_STRENGTH) / strength;
    const fromMean = (centre - mean) / spread;
    const fromFaded = (centre - fadedMean) / spread;
    rows[at] = overall.logs[bin] as number;
    rows[at + 1] = Math.log(byProduct);
    rows[at + 2] = centre;
    rows[at + 3] = (LOG_WIDTHS[bin] as number) - centre;
    rows[at + 4] = Math.abs(centre - mean) / spread;
    rows[at + 5] = fromMean ** 2 / 4;
    rows[at + 6] = fromFaded ** 2 / 4;
    let close = 0;
    let near = 0;
    for (let index = 0; index < logs.length; index += 1) {
      const distance = Math.abs((logs[index] as number) - centre);
      if (distance <= CLOSE) close += 1;
      if (distance <= NEAR) near += 1;
    }
    rows[at + 7] = close / Math.max(1, logs.length);
    rows[at + 8] = near / Math.max(1, logs.length);
    for (let index = 0; index < likely.length; index += 1) {
      rows[at + 9 + index] = Math.abs(centre - (likely[index] as number));
    }
    at += BIN_INPUTS;
  }
  const shared = rooms.shared(SHARED_INPUTS);
  shared.set(likely);
  shared[12] = Math.log(logs.length + 1);
  shared[13] = Math.sqrt(squares / Math.max(1, logs.length));
  shared[14] = logs.at(-2) ?? -1;
  shared[15] = Math.log(product.total + 1);
  shared[16] = own.spread;
  shared[17] = Math.log(own.products + 1);
  shared[18] = Math.log(own.meanProducts + 1);
  shared[19] = orders.at(-1) ?? 0;
  shared[20] = meanOf(orders);
  shared[21] = own.betweenOrders;
  shared[22] = spread;
  return { rows, shared };
}

interface OverallShares {
  readonly shares: Float64Array;
  readonly logs: Float64Array;
  /** Mean logarithm of all intervals. */
  readonly meanLog: number;
}

const overallOf = new WeakMap<Histogram, OverallShares>();

/** How everybody's intervals fall into bins: the same for every product of every shopper. */
function overallShares(all: Histogram): OverallShares {
  const known = overallOf.get(all);
  if (known !== undefined) return known;
  const bins = BIN_ENDS.length;
  const shares = Float64Array.from(BIN_ENDS, (_, bin) =>
    shareOf(all, bin, { share: 1 / bins, strength: bins / 2 }),
  );
  const found = { shares, logs: shares.map(Math.log), meanLog: meanLog(all, 0) };
  overallOf.set(all, found);
  return found;
}

function meanOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / Math.max(1, values.length);
}

function fadedMeanOf(values: readonly number[]): number {
  let sum = 0;
  let total = 0;
  for (const value of values) {
    sum = sum * FADE + value;
    total = total * FADE + 1;
  }
  return total === 0 ? 0 : sum / total;
}

/** Between the two nearest where it falls between them. */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  return below + ((sorted[Math.ceil(place)] ?? below) - below) * (place - Math.floor(place));
}

/** Mean logarithm of the intervals that were counted, shrunk to `prior`. */
function meanLog({ counts, total }: Histogram, prior: number): number {
  let sum = prior * PRODUCT_PRIOR;
  for (const [bin, count] of counts) sum += count * (CENTRES[bin] as number);
  return sum / (total + PRODUCT_PRIOR);
}

/** Logarithm of the interval in the middle of all that were counted. */
function middleLog({ middle }: Histogram, otherwise: number): number {
  return middle === null ? otherwise : (CENTRES[middle] ?? otherwise);
}
