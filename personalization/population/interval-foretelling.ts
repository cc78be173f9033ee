import { type IntervalPosterior, intervalsOf } from '#personalization/learning/interval-posterior.ts';
import { type Histogram, type Histograms, NOTHING_SEEN, shareOf } from './histograms.ts';
import { type Evidence, type ListwiseNetwork, sharesOf } from './listwise-network.ts';
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

/** Inputs of each bin, and those that all bins share. */
const BIN_INPUTS = 21;
const SHARED_INPUTS = 23;
export const INTERVAL_INPUTS = BIN_INPUTS + SHARED_INPUTS;
/** Latest purchases that decide, as many as a profile holds. */
const LATEST = 16;
const FADE = 0.75;
const PRODUCT_PRIOR = 5;
/** How near an earlier interval counts as the same again, and as within a factor of two, on the scale of logarithms. */
const NEAR = [0.2, Math.LN2] as const;

function binEnds(): readonly number[] {
  const ends: number[] = [];
  for (let end = 1; end < 2_000; end = Math.max(end + 1, Math.round(end * 1.2))) ends.push(end);
  return ends;
}

/** The bin of an interval in days. */
export function binOf(days: number): number {
  const bin = BIN_ENDS.findIndex((end) => days <= end);
  return bin < 0 ? BIN_ENDS.length - 1 : bin;
}

/** The posterior of the next interval. */
export function foretellInterval(
  { intervals, networks }: IntervalForetelling,
  question: IntervalQuestion,
): IntervalPosterior {
  const shares = sharesOf(networks, intervalEvidence(intervals, question));
  const within: number[] = [];
  for (const share of shares) within.push((within.at(-1) ?? 0) + share);
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
): Evidence {
  const latest = days.slice(-LATEST);
  const logs = intervalsOf(latest).map(Math.log);
  const orders = ordersBetween(latest, rhythm);
  const sorted = [...logs].sort((a, b) => a - b);
  const mean = meanOf(logs);
  const fadedMean = fadedMeanOf(logs);
  const last = logs.at(-1) ?? 0;
  const squares = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0);
  const spread = Math.sqrt((squares + 1) / (logs.length + 1));
  const product = products.get(productId) ?? NOTHING_SEEN;
  const overallLog = meanLog(all, 0);
  const own = rhythmAsOf(rhythm, days.at(-1) ?? 0, overallLog);
  const productLog = meanLog(product, overallLog);
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
  const rows = new Float32Array(BIN_ENDS.length * BIN_INPUTS);
  CENTRES.forEach((centre, bin) => {
    const overall = shareOf(all, bin, { share: 1 / BIN_ENDS.length, strength: BIN_ENDS.length / 2 });
    const byProduct = shareOf(product, bin, { share: overall, strength: 10 });
    const [close, near] = NEAR.map((distance) => shareNear(logs, centre, distance));
    rows.set(
      [
        Math.log(overall),
        Math.log(byProduct),
        centre,
        Math.log(WIDTHS[bin] as number) - centre,
        Math.abs(centre - mean) / spread,
        ((centre - mean) / spread) ** 2 / 4,
        ((centre - fadedMean) / spread) ** 2 / 4,
        close as number,
        near as number,
        ...likely.map((log) => Math.abs(centre - log)),
      ],
      bin * BIN_INPUTS,
    );
  });
  return {
    rows,
    shared: Float32Array.of(
      ...likely,
      Math.log(logs.length + 1),
      Math.sqrt(squares / Math.max(1, logs.length)),
      logs.at(-2) ?? -1,
      Math.log(product.total + 1),
      own.spread,
      Math.log(own.products + 1),
      Math.log(own.meanProducts + 1),
      orders.at(-1) ?? 0,
      meanOf(orders),
      own.betweenOrders,
      spread,
    ),
  };
}

function shareNear(logs: readonly number[], centre: number, distance: number): number {
  return logs.filter((log) => Math.abs(log - centre) <= distance).length / Math.max(1, logs.length);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
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
