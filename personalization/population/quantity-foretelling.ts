import { DAY_MS } from '#personalization/learning/evidence.ts';
import { commonest, type Histogram, type Histograms, NOTHING_SEEN, shareOf } from './histograms.ts';
import { type Evidence, type ListwiseNetwork, NEW_ROOMS, sameRooms } from './listwise-network.ts';
import { sharesOf } from './network-ensemble.ts';
import { type ShopperAmounts, type Since, stayingShare } from './shopper-amounts.ts';

/** What was learned over everybody, to foretell how many packs are bought this time. */
export interface QuantityForetelling {
  readonly quantities: Histograms;
  readonly networks: readonly ListwiseNetwork[];
}

export interface QuantityQuestion {
  readonly productId: string;
  /** Packs of the shopper's purchases of it, oldest first; at least one. */
  readonly earlier: readonly number[];
  /** When the latest of these was, and when the next one is; milliseconds since the epoch. */
  readonly lastAt: number;
  readonly at: number;
  readonly shopper: ShopperAmounts;
}

export interface ForetoldQuantity {
  readonly packs: number;
  /** That it is exactly so many. */
  readonly probability: number;
}

/** Inputs of each candidate, and those that all of them share. */
const CANDIDATE_INPUTS = 31;
const SHARED_INPUTS = 17;
export const QUANTITY_INPUTS = CANDIDATE_INPUTS + SHARED_INPUTS;
/** How fast earlier purchases lose their say. */
const FADES = [0.4, 0.7, 0.9] as const;
const LATEST = 12;
const FROM_PRODUCT = 4;
const FROM_SHOPPER = 2;
const NOT_RANKED = 9;
const ROOMS = sameRooms();
const NOTHING_SINCE: Since = { pairs: 0, again: 0, change: 0 };

/** The likeliest number of packs. */
export function foretellQuantity(
  { quantities, networks }: QuantityForetelling,
  question: QuantityQuestion,
): ForetoldQuantity {
  const { candidates, evidence } = quantityEvidence(quantities, question, ROOMS);
  const shares = sharesOf(networks, evidence);
  let best = 0;
  for (let index = 1; index < shares.length; index += 1) {
    if ((shares[index] as number) > (shares[best] as number)) best = index;
  }
  return { packs: candidates[best] ?? 1, probability: shares[best] ?? 0 };
}

/** What speaks for each number of packs that it may be. */
export function quantityEvidence(
  { products, after, all }: Histograms,
  { productId, earlier, lastAt, at, shopper }: QuantityQuestion,
  rooms = NEW_ROOMS,
): { readonly candidates: readonly number[]; readonly evidence: Evidence } {
  const latest = earlier.slice(-LATEST);
  const product = products.get(productId) ?? NOTHING_SEEN;
  const last = latest.at(-1) ?? 1;
  const next = after.get(last) ?? NOTHING_SEEN;
  const usual = product.middle ?? last;
  const { ranked } = product;
  const { pairs, again, change } = shopper.since.get(lastAt) ?? NOTHING_SINCE;
  const changed = change / (pairs + 1);
  const { staying, latelyStaying, latestStaying, size, latestSize } = shopper;
  const { candidates, counts, places } = told(latest);
  const most = Math.max(...counts);
  addNew(candidates, ranked, FROM_PRODUCT);
  addNew(candidates, commonestOf(shopper.packs), FROM_SHOPPER);
  addNew(candidates, commonestOf(next), FROM_SHOPPER);
  let sum = 0;
  let largest = last;
  let smallest = last;
  let run = 0;
  for (let index = 0; index < latest.length; index += 1) {
    const packs = latest[index] as number;
    sum += packs;
    largest = Math.max(largest, packs);
    smallest = Math.min(smallest, packs);
    run = packs === last ? run + 1 : 0;
  }
  const mean = Math.log(1 + sum / latest.length);
  const logRun = Math.log(run);
  const secondLast = latest.at(-2);
  const thirdLast = latest.at(-3);
  const rows = rooms.rows(candidates.length * CANDIDATE_INPUTS);
  putFadedShares(rows, candidates.length, places);
  let row = 0;
  for (let index = 0; index < candidates.length; index += 1) {
    const packs = candidates[index] as number;
    const own = counts[index] ?? 0;
    const overall = shareOf(all, packs, { share: 0.01, strength: 10 });
    const byProduct = shareOf(product, packs, { share: overall, strength: 5 });
    const byShopper = shareOf(shopper.packs, packs, { share: overall, strength: 5 });
    const following = shareOf(next, packs, { share: overall, strength: 5 });
    const overLast = Math.log2(packs / last);
    const overMean = Math.log(packs + 1) - mean;
    const overUsual = Math.log(packs / usual);
    const overChanged = Math.log(packs / last) - changed;
    const rank = ranked.indexOf(packs);
    rows[row] = own / latest.length;
    rows[row + 4] = packs === last ? 1 : 0;
    rows[row + 5] = packs === secondLast ? 1 : 0;
    rows[row + 6] = packs === thirdLast ? 1 : 0;
    rows[row + 7] = own === most ? 1 : 0;
    rows[row + 8] = own === 0 ? 1 : 0;
    rows[row + 9] = overLast;
    rows[row + 10] = Math.abs(overLast);
    rows[row + 11] = Math.log(byProduct);
    rows[row + 12] = Math.log(byShopper);
    rows[row + 13] = Math.log(overall);
    rows[row + 14] = byProduct;
    rows[row + 15] = byShopper;
    rows[row + 16] = Math.log(following);
    rows[row + 17] = following;
    rows[row + 18] = overMean;
    rows[row + 19] = Math.abs(overMean);
    rows[row + 20] = Math.log(packs);
    rows[row + 21] = packs === last ? logRun : 0;
    rows[row + 22] = packs >= largest ? 1 : packs <= smallest ? -1 : 0;
    rows[row + 23] = overUsual;
    rows[row + 24] = overUsual - size;
    rows[row + 25] = overUsual - latestSize;
    rows[row + 26] = rank < 0 ? NOT_RANKED : rank;
    rows[row + 27] = ranked[0] === undefined ? 0 : Math.log(packs / ranked[0]);
    rows[row + 28] = overChanged;
    rows[row + 29] = Math.abs(overChanged);
    rows[row + 30] = Math.log(shareOf(shopper.places, rank, { share: 0.2, strength: 4 }));
    row += CANDIDATE_INPUTS;
  }
  const bySelf = { pairs: latest.length - 1, again: repeatsIn(latest) };
  const staysMostly = stayingShare(staying, { share: 0.5, strength: 4 });
  const shared = rooms.shared(SHARED_INPUTS);
  shared[0] = Math.log(latest.length);
  shared[1] = staysMostly;
  shared[2] = stayingShare(latelyStaying, { share: 0.5, strength: 2 });
  shared[3] = staying.pairs;
  shared[4] = stayingShare(product, { share: 0.5, strength: 6 });
  shared[5] = bySelf.again;
  shared[6] = bySelf.pairs;
  shared[7] = stayingShare(bySelf, { share: staysMostly, strength: 2 });
  shared[8] = latestStaying.pairs === 0 ? -1 : latestStaying.again / latestStaying.pairs;
  shared[9] = latestStaying.pairs;
  shared[10] = Math.log(last / usual) - latestSize;
  shared[11] = size;
  shared[12] = latestSize;
  shared[13] = stayingShare({ pairs, again }, { share: staysMostly, strength: 2 });
  shared[14] = Math.log(pairs + 1);
  shared[15] = changed;
  shared[16] = Math.log(1 + Math.max(0, at - lastAt) / DAY_MS);
  return { candidates, evidence: { rows, shared } };
}

const commonestKnown = new WeakMap<Histogram, readonly number[]>();

/** Asked for once a product, of a few histograms. */
function commonestOf(histogram: Histogram): readonly number[] {
  const known = commonestKnown.get(histogram);
  if (known !== undefined) return known;
  const found = commonest(histogram, FROM_SHOPPER);
  commonestKnown.set(histogram, found);
  return found;
}

function repeatsIn(values: readonly number[]): number {
  let repeats = 0;
  for (let at = 1; at < values.length; at += 1) if (values[at] === values[at - 1]) repeats += 1;
  return repeats;
}

/** Each number of packs once, how often it was taken, and for each purchase which of them it took. */
function told(latest: readonly number[]) {
  const candidates: number[] = [];
  const counts: number[] = [];
  const places: number[] = [];
  for (let index = 0; index < latest.length; index += 1) {
    const packs = latest[index] as number;
    let place = 0;
    while (place < candidates.length && candidates[place] !== packs) place += 1;
    if (place === candidates.length) {
      candidates.push(packs);
      counts.push(0);
    }
    counts[place] = (counts[place] as number) + 1;
    places.push(place);
  }
  return { candidates, counts, places };
}

function addNew(values: number[], more: readonly number[], limit: number): void {
  const until = Math.min(limit, more.length);
  for (let at = 0; at < until; at += 1) {
    const value = more[at] as number;
    if (!values.includes(value)) values.push(value);
  }
}

/** What purchases weigh by each fade, the latest first, and so many of the latest together. */
const FADED = FADES.map((fade) => {
  const weights = new Float64Array(LATEST);
  const totals = new Float64Array(LATEST + 1);
  let weight = 1;
  for (let age = 0; age < LATEST; age += 1) {
    weights[age] = weight;
    totals[age + 1] = (totals[age] as number) + weight;
    weight *= fade;
  }
  return { weights, totals };
});

const FADED_SHARES = 1;
const HELD = new Float64Array(LATEST + FROM_PRODUCT + 2 * FROM_SHOPPER);

/** The share of the purchases that took each number of packs, by each fade. */
function putFadedShares(rows: Float32Array, candidates: number, places: readonly number[]): void {
  const { length } = places;
  for (let fade = 0; fade < FADED.length; fade += 1) {
    const { weights, totals } = FADED[fade] as (typeof FADED)[number];
    HELD.fill(0, 0, candidates);
    for (let age = 0; age < length; age += 1) {
      const place = places[length - 1 - age] as number;
      HELD[place] = (HELD[place] as number) + (weights[age] as number);
    }
    for (let index = 0; index < candidates; index += 1) {
      rows[index * CANDIDATE_INPUTS + FADED_SHARES + fade] =
        (HELD[index] as number) / (totals[length] as number);
    }
  }
}
