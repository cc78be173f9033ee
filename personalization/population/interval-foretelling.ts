import type { IntervalPosterior } from '#personalization/learning/interval-posterior.ts';
import { type Histogram, type Histograms, NOTHING_SEEN, shareOf } from './histograms.ts';
import { type ListwiseNetwork, networkScores, softmax } from './listwise-network.ts';

/** What was learned over everybody, to foretell when something is bought again. */
export interface IntervalForetelling {
  readonly intervals: Histograms;
  readonly network: ListwiseNetwork;
}

export interface IntervalQuestion {
  readonly productId: string;
  /** Days between the shopper's purchases of it, oldest first; at least one. */
  readonly earlier: readonly number[];
  /** Intervals of all that the shopper buys, by bin. */
  readonly shopper: Histogram;
  /** Days between the shopper's orders, typically. */
  readonly daysBetweenOrders: number;
}

/** The last day of each bin of intervals: days apart while weeks have a rhythm, then ever wider. */
export const BIN_ENDS: readonly number[] = binEnds();
const CENTRES = BIN_ENDS.map((end, bin) => Math.log((end + (BIN_ENDS[bin - 1] ?? 0) + 1) / 2));
const WIDTHS = BIN_ENDS.map((end, bin) => end - (BIN_ENDS[bin - 1] ?? 0));

export const INTERVAL_INPUTS = 19;
const LATEST = 24;
const BANDWIDTHS = [0.2, 0.5] as const;
const FADE = 0.75;

function binEnds(): readonly number[] {
  const ends: number[] = [];
  for (let end = 1; end < 2_000; end = Math.max(end + 1, Math.round(end * 1.14))) ends.push(end);
  return ends;
}

/** The bin of an interval in days. */
export function binOf(days: number): number {
  const bin = BIN_ENDS.findIndex((end) => days <= end);
  return bin < 0 ? BIN_ENDS.length - 1 : bin;
}

/** The posterior of the next interval. */
export function foretellInterval(
  { intervals, network }: IntervalForetelling,
  question: IntervalQuestion,
): IntervalPosterior {
  const shares = softmax(networkScores(network, intervalEvidence(intervals, question)));
  const within: number[] = [];
  for (const share of shares) within.push((within.at(-1) ?? 0) + share);
  const shareWithin = (days: number) => {
    if (days < 1) return 0;
    const bin = binOf(days);
    const before = BIN_ENDS[bin - 1] ?? 0;
    const part = Math.min(1, (days - before) / (WIDTHS[bin] as number));
    return Math.min(1, (within[bin - 1] ?? 0) + part * (shares[bin] as number));
  };
  return { typicalDays: likeliestDays(shareWithin), intervals: question.earlier.length, shareWithin };
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
  { productId, earlier, shopper, daysBetweenOrders }: IntervalQuestion,
): Float32Array {
  const logs = earlier.slice(-LATEST).map((days) => Math.log(Math.max(1, days)));
  const last = logs.at(-1) ?? 0;
  const mean = logs.reduce((sum, log) => sum + log, 0) / Math.max(1, logs.length);
  const median = [...logs].sort((a, b) => a - b)[Math.floor(logs.length / 2)] ?? 0;
  const spread = Math.sqrt((logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) + 1) / (logs.length + 1));
  const weights = logs.map((_, index) => FADE ** (logs.length - 1 - index));
  const even = logs.map(() => 1);
  const product = products.get(productId) ?? NOTHING_SEEN;
  const rows = new Float32Array(BIN_ENDS.length * INTERVAL_INPUTS);
  const trip = Math.log(Math.max(1, daysBetweenOrders));
  CENTRES.forEach((centre, bin) => {
    const overall = shareOf(all, bin, { share: 1 / BIN_ENDS.length, strength: BIN_ENDS.length / 2 });
    const byProduct = shareOf(product, bin, { share: overall, strength: 10 });
    const byShopper = shareOf(shopper, bin, { share: overall, strength: 10 });
    const width = Math.log(WIDTHS[bin] as number) - centre;
    rows.set(
      [
        ...BANDWIDTHS.flatMap((bandwidth) => [
          Math.log(density(logs, even, centre, bandwidth) + 0.01) + width,
          Math.log(density(logs, weights, centre, bandwidth) + 0.01) + width,
        ]),
        Math.log(overall),
        Math.log(byProduct),
        Math.log(byShopper),
        centre - mean,
        Math.abs(centre - mean) / spread,
        ((centre - mean) / spread) ** 2 / 4,
        centre - last,
        Math.abs(centre - last),
        Math.abs(centre - median),
        centre - trip,
        centre,
        Math.log(logs.length + 1),
        spread,
        width,
        Math.log(logs.length + 1) * Math.abs(centre - mean),
      ],
      bin * INTERVAL_INPUTS,
    );
  });
  return rows;
}

function density(
  logs: readonly number[],
  weights: readonly number[],
  centre: number,
  bandwidth: number,
): number {
  let sum = 0;
  let total = 0;
  logs.forEach((log, index) => {
    const weight = weights[index] as number;
    sum += weight * Math.exp(-(((log - centre) / bandwidth) ** 2) / 2);
    total += weight;
  });
  return total === 0 ? 0 : sum / total / bandwidth / Math.sqrt(2 * Math.PI);
}
