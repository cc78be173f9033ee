import { EVERYBODY, type GraphEdge } from '#personalization/learning/edge.ts';
import { productIdOf } from '#personalization/learning/graph-change.ts';
import type { PreferenceGraph } from '#personalization/learning/preference-graph.ts';
import type { Foretold } from './basket-ranking.ts';

/** What is bought with a product, over many shoppers (decision 0038). */
export interface Association {
  readonly productId: string;
  /** Orders that held both. */
  readonly orders: number;
  /** Share of the orders with the first that held the other too. */
  readonly confidence: number;
  readonly lift: number;
  /** The lift, drawn to one where it stands on few orders. */
  readonly score: number;
}

/** After how many days a product is bought again, over many shoppers: logarithms of intervals are normal. */
export interface CommonInterval {
  readonly typicalDays: number;
  /** Standard deviation of the logarithm. */
  readonly spread: number;
  readonly intervals: number;
}

/** How liked a product is. */
export interface Liking {
  /** Share of shoppers who bought it. */
  readonly reach: number;
  /** Share of those who bought it in more than one order. */
  readonly repeatRate: number;
  readonly shoppers: number;
}

/** The facts of the global graph that features fall back on, by product, at hand in memory. */
export interface CommonFacts {
  readonly goesWith: ReadonlyMap<string, readonly Association[]>;
  readonly intervals: ReadonlyMap<string, CommonInterval>;
  readonly liked: ReadonlyMap<string, Liking>;
  /** The products that most shoppers bought, the most liked first. */
  readonly likedMost: readonly string[];
}

export interface CommonFactsReader {
  /** Null until read for the first time, and while there are none. */
  current(): CommonFacts | null;
  /** Reads them anew when they changed; answers whether they did. Throws when the graph cannot be asked. */
  refresh(): Promise<boolean>;
}

const KINDS = ['GOES_WITH', 'REORDERED', 'PREFERRED'] as const;
/** Products whose associations are read in one go: so long do turns wait at most. */
const PRODUCTS_AT_ONCE = 100;
const LIKED_MOST = 100;
const SUGGESTIONS = 20;

/** Holds the common facts ready, so that no turn asks for them. */
export function createCommonFactsReader({
  graph,
  breathe,
}: {
  readonly graph: Pick<PreferenceGraph, 'neighbourhood' | 'version'>;
  readonly breathe: () => Promise<void>;
}): CommonFactsReader {
  let current: CommonFacts | null = null;
  let read = 0;
  return {
    current: () => current,
    async refresh() {
      const version = await graph.version(EVERYBODY, KINDS);
      if (version === read) return false;
      current = await readFacts(graph, breathe);
      read = version;
      return true;
    },
  };
}

/**
 * What many shoppers buy and this one never did, most liked first: of those who ever buy it, one who has not in so many
 * orders begins in the next with the chance that the rule of succession gives.
 */
export function likedUnbought(
  common: CommonFacts | null,
  { orders, bought }: { readonly orders: number; readonly bought: ReadonlySet<string> },
): readonly Foretold[] {
  return (common?.likedMost ?? [])
    .filter((productId) => !bought.has(productId))
    .slice(0, SUGGESTIONS)
    .map((productId) => ({
      productId,
      probability: (common?.liked.get(productId)?.reach ?? 0) / (orders + 2),
    }));
}

async function readFacts(
  graph: Pick<PreferenceGraph, 'neighbourhood'>,
  breathe: () => Promise<void>,
): Promise<CommonFacts | null> {
  const liked = await graph.neighbourhood(EVERYBODY, { kinds: ['PREFERRED'] });
  await breathe();
  const reordered = await graph.neighbourhood(EVERYBODY, { kinds: ['REORDERED'] });
  await breathe();
  // Whatever goes with something was bought by enough shoppers to be liked: no association begins elsewhere.
  const products = [...new Set([...liked.edges, ...reordered.edges].map(({ sourceId }) => sourceId))];
  const associations: GraphEdge[] = [];
  for (let from = 0; from < products.length; from += PRODUCTS_AT_ONCE) {
    const { edges } = await graph.neighbourhood(EVERYBODY, {
      kinds: ['GOES_WITH'],
      from: products.slice(from, from + PRODUCTS_AT_ONCE),
    });
    associations.push(...edges);
    await breathe();
  }
  if (products.length === 0) return null;
  const likings = new Map(liked.edges.map((edge) => [productIdOf(edge.sourceId), likingOf(edge)]));
  return {
    goesWith: byProduct(associations),
    intervals: new Map(reordered.edges.map((edge) => [productIdOf(edge.sourceId), intervalOf(edge)])),
    liked: likings,
    likedMost: [...likings]
      .sort(([a, one], [b, other]) => other.reach - one.reach || (a < b ? -1 : 1))
      .slice(0, LIKED_MOST)
      .map(([productId]) => productId),
  };
}

function byProduct(edges: readonly GraphEdge[]): CommonFacts['goesWith'] {
  const found = Map.groupBy(edges, ({ sourceId }) => productIdOf(sourceId));
  return new Map(
    [...found].map(([productId, own]) => [
      productId,
      own.map(associationOf).sort((a, b) => b.score - a.score || (a.productId < b.productId ? -1 : 1)),
    ]),
  );
}

function associationOf({ targetId, props }: GraphEdge): Association {
  return {
    productId: productIdOf(targetId),
    orders: Number(props.orders),
    confidence: Number(props.confidence),
    lift: Number(props.lift),
    score: Number(props.score),
  };
}

function intervalOf({ props }: GraphEdge): CommonInterval {
  return {
    typicalDays: Number(props.typicalDays),
    spread: Number(props.spread),
    intervals: Number(props.intervals),
  };
}

function likingOf({ props }: GraphEdge): Liking {
  return {
    reach: Number(props.reach),
    repeatRate: Number(props.repeatRate),
    shoppers: Number(props.shoppers),
  };
}
