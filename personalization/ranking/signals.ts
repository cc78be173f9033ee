/**
 * What may speak for or against a candidate of a list. Numbers of about one unit; 0 while nothing is known. `place` is
 * how far down it stood: it explains what was chosen, and is left out when a list is put in order.
 */
export const SIGNALS = [
  'relevance',
  'habit',
  'refused',
  'purchases',
  'recency',
  'novelty',
  'chosen',
  'brand',
  'category',
  'popularity',
  'cheapness',
  'priceFit',
  'place',
] as const;
export type Signal = (typeof SIGNALS)[number];

/** One number a signal, in the order of `SIGNALS`, without `place`. */
export type Signals = readonly number[];

/** One number for each of `SIGNALS`. */
export type Weights = readonly number[];

export const WEIGHTS = SIGNALS.length;
const PLACE = SIGNALS.indexOf('place');

/** What weights are before a shopper's own choices say more: normal, each by itself. */
export interface WeightPrior {
  readonly mean: Weights;
  readonly variance: Weights;
}

/** How much a weight may differ between shoppers before anything is known of that. Chosen in decision 0044. */
const FIRST_VARIANCE = 0.5;
/** Relevance and place fall together while lists are shown in their plain order: what cannot be told apart is place. */
const RELEVANCE_VARIANCE = 0.01;
const PLACE_VARIANCE = 1;

/** The signal is half of log(1 + purchases). */
const PURCHASES_IN_PROPORTION = 2;

/**
 * The weights before anybody chose. Relevance and the next order's posterior joined by a noisy or, less what was turned
 * down, is a sum of logarithms: each of the three has weight one. Among things alike, one is taken in proportion to one
 * more than how often it was before (Pólya's urn). A place is looked at inversely to its rank (Joachims, Swaminathan and
 * Schnabel, WSDM 2017, with a severity of one). All else is neutral.
 */
export const FIRST_PRIOR: WeightPrior = {
  mean: SIGNALS.map((signal) => {
    if (signal === 'refused') return -1;
    if (signal === 'purchases') return PURCHASES_IN_PROPORTION;
    return signal === 'relevance' || signal === 'habit' || signal === 'place' ? 1 : 0;
  }),
  variance: SIGNALS.map((signal) => {
    if (signal === 'relevance') return RELEVANCE_VARIANCE;
    return signal === 'place' ? PLACE_VARIANCE : FIRST_VARIANCE;
  }),
};

/** How much is looked at the place of a list, counted from 1: the logarithm, less than 0 for all but the first. */
export function placeSignal(rank: number): number {
  return -Math.log(rank);
}

/** What speaks for a candidate wherever it stands. */
export function scoreOf(weights: Weights, signals: Signals): number {
  let score = 0;
  for (let at = 0; at < PLACE; at += 1) score += (weights[at] ?? 0) * (signals[at] ?? 0);
  return score;
}

export function weightOf(weights: Weights, signal: Signal): number {
  return weights[SIGNALS.indexOf(signal)] ?? 0;
}
