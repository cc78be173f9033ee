import { type Related, suggestedBy } from './kindred.ts';
import { LOGS_FROM, ownEvidence, shopperRhythm } from './own-evidence.ts';
import type { PopulationStatistics } from './population-statistics.ts';
import type { PurchaseHistory } from './purchase-history.ts';

/** What speaks for each product that a shopper's next order may hold. */
export interface BasketEvidence {
  readonly productIds: readonly string[];
  /** Rows of `EVIDENCE_INPUTS` numbers, one product after another. */
  readonly rows: Float32Array;
}

/** Numbers of a row that come from the shopper's own purchases, and from everybody's. */
const OWN_INPUTS = 33;
const SHARED_INPUTS = 24;
export const EVIDENCE_INPUTS = OWN_INPUTS + SHARED_INPUTS;

/** Products not bought yet that are considered, by what suggests them. */
const FROM_KINDRED = 40;
const FROM_RELATED = 20;
const FROM_POPULAR = 30;
const FROM_LATELY = 20;

export interface EvidenceQuestion {
  readonly shopperId: string;
  readonly history: PurchaseHistory;
  /** When the order is to be. */
  readonly at: number;
}

/** Evidence for the shopper's own products and for what others suggest. */
export function basketEvidence(
  population: PopulationStatistics,
  { shopperId, history, at }: EvidenceQuestion,
): BasketEvidence {
  const suggested = suggestedBy(population, shopperId, history);
  const rhythm = shopperRhythm(history, at);
  const nameOf = (place: number) => population.productIds[place] as string;
  const productIds = [
    ...new Set([
      ...history.products.map(({ productId }) => productId),
      ...strongest(suggested.found, FROM_KINDRED, suggested.kindred).map(nameOf),
      ...strongestOf(suggested.follows).map(nameOf),
      ...strongestOf(suggested.beside).map(nameOf),
      ...population.popular.slice(0, FROM_POPULAR).map(nameOf),
      ...population.popularLately.slice(0, FROM_LATELY).map(nameOf),
    ]),
  ];
  const rows = new Float32Array(productIds.length * EVIDENCE_INPUTS);
  let most = 1e-9;
  for (const place of suggested.found) most = Math.max(most, suggested.kindred[place] as number);
  const logOrders = Math.log1p(population.orders / 100);
  const logShoppers = Math.log1p(population.shoppers / 10);
  const logDaysBetween = Math.log(rhythm.daysBetween + 1);
  const usualLogDays = Math.log(rhythm.daysBetween * RHYTHM_ORDERS + 1);
  const logProducts = Math.log(Math.max(1, history.meanProducts));
  const logOwnOrders = Math.log(history.orders);
  productIds.forEach((productId, index) => {
    const row = rows.subarray(index * EVIDENCE_INPUTS, (index + 1) * EVIDENCE_INPUTS);
    const place = population.places.get(productId) ?? -1;
    // They come first, each once.
    const product = history.products[index];
    const statistics = population.products[place] ?? UNKNOWN_PRODUCT;
    const ownWeight = suggested.own.get(productId) ?? 0;
    const count = product?.count ?? 0;
    const typicalLogDays =
      (statistics.logDays + RHYTHM_PRIOR * usualLogDays) / (statistics.intervals + RHYTHM_PRIOR);
    if (product !== undefined) {
      ownEvidence(row, { product, history, at, rhythm, typicalLogDays });
      row[OWN_INPUTS - 2] = ownWeight;
      row[OWN_INPUTS - 1] = Math.log(ownWeight + 0.02);
    } else {
      row.fill(UNSEEN_LOG, LOGS_FROM, OWN_INPUTS - 2);
      row[OWN_INPUTS - 1] = UNSEEN_LOG;
    }
    const kindred = suggested.kindred[place] ?? 0;
    const ever = suggested.kindredEver[place] ?? 0;
    const follows = suggested.follows.strengths[place] ?? 0;
    const beside = suggested.beside.strengths[place] ?? 0;
    const overall = statistics.orders / Math.max(1, population.orders);
    const [shy, sure] = MIXTURES;
    row[33] = Math.sqrt(kindred);
    row[34] = Math.sqrt(Math.sqrt(kindred));
    row[35] = Math.sqrt(kindred / most);
    row[36] = Math.sqrt(Math.sqrt(kindred / most));
    row[37] = Math.sqrt(suggested.closest[place] ?? 0);
    row[38] = Math.sqrt(follows);
    row[39] = Math.sqrt(Math.sqrt(follows));
    row[40] = Math.sqrt(beside);
    row[41] = Math.sqrt(Math.sqrt(beside));
    row[42] = (statistics.rebought + 0.5) / (statistics.chances + 5);
    row[43] = (statistics.repeaters + 1) / (statistics.buyers + 4);
    row[44] = Math.log1p(statistics.orders) - logOrders;
    row[45] = Math.sqrt(overall);
    row[46] = Math.log1p(statistics.recent) - logShoppers;
    row[47] = typicalLogDays - logDaysBetween;
    row[48] = logProducts;
    row[49] = logOwnOrders;
    row[50] = rhythm.repeats;
    row[51] = rhythm.logDaysSince;
    row[52] = Math.log(shy * ownWeight + (1 - shy) * kindred + LEAST_MIXED);
    row[53] = Math.log(sure * ownWeight + (1 - sure) * kindred + LEAST_MIXED);
    row[54] = Math.log((shy * count) / history.orders + (1 - shy) * ever + LEAST_MIXED);
    row[55] = Math.log((sure * count) / history.orders + (1 - sure) * ever + LEAST_MIXED);
    row[56] = Math.log((count + overall) / (history.orders + 1) + LEAST_MIXED);
  });
  return { productIds, rows };
}

/** What a share of nothing has for a logarithm. */
const UNSEEN_LOG = Math.log(0.02);
/** What the shopper's own purchases weigh against those of their kindred (alpha of TIFU-KNN), from shy to sure. */
const MIXTURES = [0.15, 0.7] as const;
const LEAST_MIXED = 5e-4;
/** An unknown product is bought again about every third order, as if seen so often. */
const RHYTHM_ORDERS = 3;
const RHYTHM_PRIOR = 9;

const UNKNOWN_PRODUCT = {
  orders: 0,
  recent: 0,
  buyers: 0,
  repeaters: 0,
  chances: 0,
  rebought: 0,
  logDays: 0,
  intervals: 0,
};

const strongestOf = ({ found, strengths }: Related) => strongest(found, FROM_RELATED, strengths);

function strongest(places: readonly number[], count: number, strengths: Float64Array): readonly number[] {
  const best: number[] = [];
  let least = 0;
  for (const place of places) {
    const strength = strengths[place] as number;
    if (best.length === count && strength <= least) continue;
    let at = Math.min(best.length, count - 1);
    while (at > 0 && (strengths[best[at - 1] as number] as number) < strength) {
      best[at] = best[at - 1] as number;
      at -= 1;
    }
    best[at] = place;
    least = strengths[best.at(-1) as number] as number;
  }
  return best;
}
