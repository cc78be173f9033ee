import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { Candidate } from '#personalization/features/feature-context.ts';
import { smartRanking } from '#personalization/features/smart-ranking.ts';
import type { Interaction } from '#personalization/learning/interaction.ts';
import type { ShopperProfile } from '#personalization/profile.ts';
import { FIRST_PRIOR, type Signals, scoreOf, type Weights } from '#personalization/ranking/signals.ts';
import type { BenchOptions, BenchResult, Figure } from '#tests/benchmarks/figure.ts';
import { type Basket, type History, itemsOf, readBasketSet } from './basket-sets.ts';
import { type Engine, openEngine, purchase } from './engine.ts';
import { benchTastes } from './made-tastes.ts';

/** Candidates of a made list, and lists made of one basket. */
const LIST = 12;
const LEAST_LIST = 5;
const LISTS_A_BASKET = 4;
/** Households are dealt into two: of one half is learned what all choose by, the other is judged. */
const HALVES = 2;

interface Shelf {
  readonly typeOf: ReadonlyMap<string, string>;
  readonly record: ReadonlyMap<string, Pick<Candidate, 'brand' | 'category' | 'priceCents'>>;
}

/** How far up each way of ordering puts what was bought. */
export const WAYS = ['plain', 'fixed', 'population', 'adapted'] as const;
export type Way = (typeof WAYS)[number];
export interface Place {
  readonly way: Way;
  readonly rank: number;
  /** Choices of this shopper that were learned before. */
  readonly choices: number;
}

/**
 * Where lists are put in order, what was bought stands how far up? Households' real baskets; the lists are made, since
 * nobody recorded what was shown: the twelve products of the bought one's type that most households of the other half
 * bought, in that order, their relevance falling evenly. Predicted before it is learned.
 */
export async function benchRanking(options: BenchOptions): Promise<BenchResult> {
  const { dataDir, split } = options;
  const shelf = readShelf(dataDir);
  const population = readBasketSet(dataDir, 'completejourney11w', 'public');
  const judged = split === 'public' ? population : readBasketSet(dataDir, 'completejourney11w', split);
  if (shelf === null || population === null || judged === null) {
    return { figures: await benchTastes(), skipped: ['household/ and baskets/completejourney11w'] };
  }
  const inHalf = (half: number) => (_: History, index: number) => index % HALVES === half;
  const learned = split === 'public' ? population.filter(inHalf(0)) : population;
  const asked = split === 'public' ? judged.filter(inHalf(1)) : judged;
  const places = await judge({ learned, asked, shelf });
  return {
    figures: [...figuresOf('ranking', places), ...(await benchTastes())],
    skipped: [],
  };
}

async function judge({
  learned,
  asked,
  shelf,
}: {
  readonly learned: readonly History[];
  readonly asked: readonly History[];
  readonly shelf: Shelf;
}): Promise<readonly Place[]> {
  const listOf = listsBy(learned, shelf);
  const engine = openEngine({ parts: ['basket'] });
  try {
    for (const history of learned) await shop(engine, history, { shelf, listOf });
    await engine.learnRanking();
    await engine.learnOverall();
    const places: Place[] = [];
    for (const history of asked) places.push(...(await shop(engine, history, { shelf, listOf })));
    return places;
  } finally {
    engine.close();
  }
}

/** One household shops: of each basket some lists are shown, ordered in each way, and then it buys. */
async function shop(
  engine: Engine,
  { user, baskets, targets }: History,
  { shelf, listOf }: { readonly shelf: Shelf; readonly listOf: (productId: string) => readonly Candidate[] },
): Promise<readonly Place[]> {
  const places: Place[] = [];
  for (const basket of [...baskets, ...targets]) {
    const profile = await engine.profile(user, basket.at);
    const shown: Interaction[] = [];
    for (const { bought, candidates } of listsOfBasket(basket, listOf)) {
      const signals = signalsOf(profile, candidates, { now: basket.at, record: shelf.record });
      places.push(
        ...placesOf(bought, { candidates, signals, profile, assumed: engine.assumed()?.mean ?? null }),
      );
      shown.push(impression(user, basket.at - 1_000 + shown.length, { candidates, signals }));
    }
    await engine.learn([...shown, purchase(user, basket)]);
  }
  return places;
}

export function signalsOf(
  profile: ShopperProfile,
  candidates: readonly Candidate[],
  { now, record }: { readonly now: number; readonly record: Shelf['record'] },
): readonly Signals[] {
  const { ranked } = smartRanking(profile, {
    candidates,
    view: 'all',
    now,
    products: { get: (id: string) => ({ name: id, ...record.get(id) }) } as Parameters<
      typeof smartRanking
    >[1]['products'],
  });
  return ranked.map(({ signals }) => signals ?? []);
}

export function impression(
  shopperId: string,
  at: number,
  {
    candidates,
    signals,
  }: { readonly candidates: readonly Candidate[]; readonly signals: readonly Signals[] },
): Interaction {
  const shown = candidates.map(({ productId }, index) => ({
    productId,
    place: index + 1,
    signals: signals[index] ?? [],
  }));
  return { eventId: `${shopperId}/${at}/shown`, shopperId, kind: 'impression', at, shown, source: 'bench' };
}

/** Where what was bought stands in each way of ordering; of equals the plain order decides. */
export function placesOf(
  bought: string,
  {
    candidates,
    signals,
    profile,
    assumed,
  }: {
    readonly candidates: readonly Candidate[];
    readonly signals: readonly Signals[];
    readonly profile: ShopperProfile;
    readonly assumed: Weights | null;
  },
): readonly Place[] {
  const index = candidates.findIndex(({ productId }) => productId === bought);
  const rankBy = (weights: Weights) => {
    const scores = signals.map((one) => scoreOf(weights, one));
    const own = scores[index] ?? 0;
    return 1 + scores.filter((score, at) => score > own || (score === own && at < index)).length;
  };
  // The lists of who is not known keep their plain order.
  const isKnown = profile.products.length > 0 || profile.ranking.choices > 0;
  const ranks: Readonly<Record<Way, number>> = {
    plain: index + 1,
    fixed: isKnown ? rankBy(FIRST_PRIOR.mean) : index + 1,
    population: isKnown ? rankBy(assumed ?? FIRST_PRIOR.mean) : index + 1,
    adapted: isKnown ? rankBy(profile.ranking.weights) : index + 1,
  };
  return WAYS.map((way) => ({ way, rank: ranks[way], choices: profile.ranking.choices }));
}

/** Mean reciprocal rank and NDCG of each way, and of who had chosen often before. */
export function figuresOf(name: string, places: readonly Place[]): readonly Figure[] {
  const scores = (some: readonly Place[], way: Way) => {
    const ranks = some.filter((place) => place.way === way).map(({ rank }) => rank);
    return {
      mrr: mean(ranks.map((rank) => 1 / rank)),
      ndcg: mean(ranks.map((rank) => 1 / Math.log2(1 + rank))),
    };
  };
  const practised = places.filter(({ choices }) => choices >= 40);
  return [
    ...WAYS.flatMap((way) => {
      const { mrr, ndcg } = scores(places, way);
      return [
        { name: `${name}.${way}.mrr`, value: mrr },
        { name: `${name}.${way}.ndcg`, value: ndcg },
        { name: `${name}.${way}.after40.mrr`, value: scores(practised, way).mrr },
      ];
    }),
    { name: `${name}.lists`, value: places.length / WAYS.length },
    { name: `${name}.lists.after40`, value: practised.length / WAYS.length },
  ];
}

/** A few of the basket's products, by a hash, each with the list it could have been chosen from. */
function listsOfBasket(basket: Basket, listOf: (productId: string) => readonly Candidate[]) {
  const seen = new Set<readonly Candidate[]>();
  return itemsOf(basket)
    .map((bought) => ({ bought, hash: createHash('sha256').update(`${basket.at}${bought}`).digest('hex') }))
    .sort((a, b) => (a.hash < b.hash ? -1 : 1))
    .flatMap(({ bought }) => {
      const candidates = listOf(bought);
      if (candidates.length < LEAST_LIST || seen.has(candidates)) return [];
      if (!candidates.some(({ productId }) => productId === bought)) return [];
      seen.add(candidates);
      return [{ bought, candidates }];
    })
    .slice(0, LISTS_A_BASKET);
}

/** The products of a type that most households bought, as a list. */
function listsBy(histories: readonly History[], { typeOf, record }: Shelf) {
  const buyers = new Map<string, number>();
  for (const { baskets, targets } of histories) {
    for (const id of new Set([...baskets, ...targets].flatMap(itemsOf))) {
      buyers.set(id, (buyers.get(id) ?? 0) + 1);
    }
  }
  const ofType = Map.groupBy(
    [...buyers].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)).map(([id]) => id),
    (id) => typeOf.get(id) ?? '',
  );
  const lists = new Map(
    [...ofType].map(([type, ids]) => [
      type,
      ids.slice(0, LIST).map(
        (productId, index): Candidate => ({
          productId,
          name: productId,
          score: 0.9 - 0.02 * index,
          exactName: false,
          ...record.get(productId),
        }),
      ),
    ]),
  );
  return (productId: string) => lists.get(typeOf.get(productId) ?? '') ?? [];
}

/** Types, brands and categories of the products, and their median price over all households. */
function readShelf(dataDir: string): Shelf | null {
  const files = ['products', 'lines.public'].map((name) => join(dataDir, `household/${name}.csv.gz`));
  if (!files.every(existsSync)) return null;
  const [products = [], lines = []] = files.map((file): readonly Readonly<Record<string, string>>[] =>
    parse(gunzipSync(readFileSync(file)), { columns: true }),
  );
  const prices = Map.groupBy(lines, ({ product_id: id }) => id ?? '');
  return {
    typeOf: new Map(products.map((row) => [row.product_id ?? '', row.product_type ?? ''])),
    record: new Map(
      products.map((row) => [
        row.product_id ?? '',
        {
          brand: `${row.manufacturer_id}`,
          category: row.product_category ?? null,
          priceCents: medianCents(prices.get(row.product_id ?? '') ?? []),
        },
      ]),
    ),
  };
}

function medianCents(lines: readonly Readonly<Record<string, string>>[]): number | null {
  const cents = lines
    .map((row) => Math.round((100 * Number(row.sales_value)) / Number(row.quantity)))
    .filter((value) => Number.isFinite(value) && value > 0)
    .sort((a, b) => a - b);
  return cents[Math.floor(cents.length / 2)] ?? null;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
