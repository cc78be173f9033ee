import { createHash } from 'node:crypto';
import type { PreferenceGraph } from '#personalization/learning/preference-graph.ts';
import { learnCompanions } from './companions.ts';
import { learnBasketRanking, type ShopperHistory } from './learn-basket-ranking.ts';
import { learnIntervals, learnQuantities } from './learn-habits.ts';
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
}

/** A shopper with orders, and the version of what is known of these. */
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
  { graph, random, breathe, parts = POPULATION_PARTS }: PopulationRun,
): Promise<Omit<Population, 'version'>> {
  const histories: ShopperHistory[] = [];
  for (const { shopperId } of known) {
    const { edges } = await graph.neighbourhood(shopperId, {
      kinds: ['BOUGHT', 'SHOPPED'],
      limit: MOST_PRODUCTS,
    });
    const history = purchaseHistory(edges);
    if (history !== null) histories.push({ shopperId, history });
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
  };
}

/** Who has ordered, by id. */
export async function everybody(
  graph: Pick<PreferenceGraph, 'shoppersWith'>,
): Promise<readonly KnownShopper[]> {
  const found: KnownShopper[] = [];
  while (found.length < MOST_SHOPPERS) {
    const after = found.at(-1)?.shopperId;
    const page = await graph.shoppersWith('SHOPPED', {
      limit: PAGE,
      ...(after !== undefined && { after }),
    });
    found.push(...page);
    if (page.length < PAGE) break;
  }
  return found;
}

/** A text that is another when somebody came, went, or ordered. */
export function factsSeen(known: readonly KnownShopper[]): string {
  const hash = createHash('sha256');
  for (const { shopperId, version } of known) hash.update(`${JSON.stringify(shopperId)}${version}\n`);
  return hash.digest('base64url');
}
