import { suggestedBy } from './kindred.ts';
import { ownEvidence, shopperRhythm } from './own-evidence.ts';
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
  const own = new Map(history.products.map((product) => [product.productId, product]));
  const nameOf = (place: number) => population.productIds[place] as string;
  const productIds = [
    ...new Set([
      ...own.keys(),
      ...strongest(suggested.found, FROM_KINDRED, (place) => suggested.kindred[place] ?? 0).map(nameOf),
      ...strongestOf(suggested.follows).map(nameOf),
      ...strongestOf(suggested.beside).map(nameOf),
      ...population.popular.slice(0, FROM_POPULAR).map(nameOf),
      ...population.popularLately.slice(0, FROM_LATELY).map(nameOf),
    ]),
  ];
  const rows = new Float32Array(productIds.length * EVIDENCE_INPUTS);
  let most = 1e-9;
  for (const place of suggested.found) most = Math.max(most, suggested.kindred[place] as number);
  productIds.forEach((productId, index) => {
    const row = rows.subarray(index * EVIDENCE_INPUTS, (index + 1) * EVIDENCE_INPUTS);
    const place = population.places.get(productId) ?? -1;
    const product = own.get(productId);
    const statistics = population.products[place] ?? UNKNOWN_PRODUCT;
    const ownWeight = suggested.own.get(productId) ?? 0;
    const count = product?.count ?? 0;
    const typicalLogDays =
      (statistics.logDays + RHYTHM_PRIOR * Math.log(rhythm.daysBetween * RHYTHM_ORDERS + 1)) /
      (statistics.intervals + RHYTHM_PRIOR);
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
    row.set(
      [
        Math.sqrt(kindred),
        kindred ** 0.25,
        Math.sqrt(kindred / most),
        (kindred / most) ** 0.25,
        Math.sqrt(suggested.closest[place] ?? 0),
        ...roots(suggested.follows.get(place) ?? 0),
        ...roots(suggested.beside.get(place) ?? 0),
        (statistics.rebought + 0.5) / (statistics.chances + 5),
        (statistics.repeaters + 1) / (statistics.buyers + 4),
        Math.log1p(statistics.orders) - Math.log1p(population.orders / 100),
        Math.sqrt(statistics.orders / Math.max(1, population.orders)),
        Math.log1p(statistics.recent) - Math.log1p(population.shoppers / 10),
        typicalLogDays - Math.log(rhythm.daysBetween + 1),
        Math.log(Math.max(1, history.meanProducts)),
        Math.log(history.orders),
        rhythm.repeats,
        rhythm.logDaysSince,
        ...MIXTURES.map((own) => Math.log(own * ownWeight + (1 - own) * kindred + LEAST_MIXED)),
        ...MIXTURES.map((own) => Math.log((own * count) / history.orders + (1 - own) * ever + LEAST_MIXED)),
        Math.log(
          (count + statistics.orders / Math.max(1, population.orders)) / (history.orders + 1) + LEAST_MIXED,
        ),
      ],
      OWN_INPUTS,
    );
  });
  return { productIds, rows };
}

/** Where the logarithms of shares stand in a row of own evidence; a share of nothing has this logarithm. */
const LOGS_FROM = 22;
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

const roots = (value: number) => [Math.sqrt(value), value ** 0.25];

const strongestOf = (scores: ReadonlyMap<number, number>) =>
  strongest(scores.keys(), FROM_RELATED, (place) => scores.get(place) ?? 0);

function strongest(
  places: Iterable<number>,
  count: number,
  scoreOf: (place: number) => number,
): readonly number[] {
  const best: { readonly place: number; readonly score: number }[] = [];
  for (const place of places) {
    const score = scoreOf(place);
    if (best.length === count && score <= (best.at(-1)?.score ?? 0)) continue;
    const at = best.findIndex((other) => other.score < score);
    best.splice(at < 0 ? best.length : at, 0, { place, score });
    if (best.length > count) best.length = count;
  }
  return best.map(({ place }) => place);
}
