import { createHash } from 'node:crypto';
import type { GraphEdge } from '#personalization/learning/edge.ts';
import { statementNode } from '#personalization/learning/graph-change.ts';
import type { PreferenceGraph } from '#personalization/learning/preference-graph.ts';
import type { PriceShelf } from '#personalization/prices/price-shelf.ts';
import { learnCompanions } from './companions.ts';
import { learnBasketRanking, type ShopperHistory } from './learn-basket-ranking.ts';
import { learnIntervals, learnQuantities } from './learn-habits.ts';
import { learnHouseholds } from './learn-households.ts';
import { learnPrices } from './learn-prices.ts';
import { POPULATION_PARTS, type Population, type PopulationPart } from './population.ts';
import { purchaseHistory } from './purchase-history.ts';

export interface PopulationRun {
  readonly graph: Pick<PreferenceGraph, 'neighbourhood'>;
  /** Starts a stream of numbers in [0, 1) anew, so that the same facts give the same population. */
  readonly random: () => () => number;
  /** Lets other work run; called between small pieces. */
  readonly breathe: () => Promise<void>;
  /** What is learned; everything unless told. */
  readonly parts?: readonly PopulationPart[];
  /** Says of what kind products are; without it nothing is learned of prices and households. */
  readonly shelf?: PriceShelf | null;
}

/** A shopper with orders, and the version of what is known of these and of what they stated. */
export interface KnownShopper {
  readonly shopperId: string;
  readonly version: number;
}

/** Shoppers learned from in one run: statistics of so many hardly change with more. */
const MOST_SHOPPERS = 10_000;
/** Of fewer shoppers nothing is learned: what is said of all would be said of somebody. */
export const LEAST_SHOPPERS = 20;
const PAGE = 500;
/** Products of one shopper, latest bought first. */
const MOST_PRODUCTS = 600;

/** Learns everything anew from what is known of these shoppers. */
export async function learnPopulation(
  known: readonly KnownShopper[],
  { graph, random, breathe, parts = POPULATION_PARTS, shelf = null }: PopulationRun,
): Promise<Omit<Population, 'version'>> {
  const histories: ShopperHistory[] = [];
  for (const { shopperId } of known) {
    const { edges } = await graph.neighbourhood(shopperId, {
      kinds: ['BOUGHT', 'SHOPPED', 'STATED'],
      limit: MOST_PRODUCTS,
    });
    const history = purchaseHistory(edges);
    if (history !== null) histories.push({ shopperId, history, householdSize: statedHousehold(edges) });
    await breathe();
  }
  const run = { random: random(), breathe };
  const enough = histories.length >= LEAST_SHOPPERS;
  const learns = (part: PopulationPart) => enough && parts.includes(part);
  return {
    shoppers: histories.length,
    basket: learns('basket') ? await learnBasketRanking(histories, run) : null,
    quantities: learns('quantities') ? await learnQuantities(histories, run) : null,
    intervals: learns('intervals') ? await learnIntervals(histories, run) : null,
    companions: learns('companions') ? await learnCompanions(histories, run) : null,
    prices: learns('prices') ? await learnPrices(histories, shelf, run) : null,
    households: learns('households') ? await learnHouseholds(histories, shelf, run) : null,
  };
}

/** Who has ordered, by id. What they stated may be taken back while nobody orders. */
export async function everybody(
  graph: Pick<PreferenceGraph, 'shoppersWith'>,
): Promise<readonly KnownShopper[]> {
  const stated = new Map(
    (await shoppersWith(graph, 'STATED')).map(({ shopperId, version }) => [shopperId, version]),
  );
  return (await shoppersWith(graph, 'SHOPPED')).map(({ shopperId, version }) => ({
    shopperId,
    version: version + (stated.get(shopperId) ?? 0),
  }));
}

async function shoppersWith(
  graph: Pick<PreferenceGraph, 'shoppersWith'>,
  kind: 'SHOPPED' | 'STATED',
): Promise<readonly KnownShopper[]> {
  const found: KnownShopper[] = [];
  while (found.length < MOST_SHOPPERS) {
    const after = found.at(-1)?.shopperId;
    const page = await graph.shoppersWith(kind, {
      limit: PAGE,
      ...(after !== undefined && { after }),
    });
    found.push(...page);
    if (page.length < PAGE) break;
  }
  return found;
}

/** The size of household that the shopper states as things are; null when they state none. */
function statedHousehold(edges: readonly GraphEdge[]): number | null {
  const stated = edges.find(
    ({ kind, targetId }) => kind === 'STATED' && targetId === statementNode('household'),
  );
  const size = stated?.props.holds === true ? Number(stated.props.value) : Number.NaN;
  return Number.isInteger(size) && size > 0 ? size : null;
}

/** A text that is another when somebody came, went, ordered or stated something. */
export function factsSeen(known: readonly KnownShopper[]): string {
  const hash = createHash('sha256');
  for (const { shopperId, version } of known) hash.update(`${JSON.stringify(shopperId)}${version}\n`);
  return hash.digest('base64url');
}
