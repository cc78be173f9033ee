import type { PreferenceGraph } from '#personalization/learning/preference-graph.ts';
import { learnCompanions } from './companions.ts';
import { learnBasketRanking, type ShopperHistory } from './learn-basket-ranking.ts';
import { learnIntervals, learnQuantities } from './learn-habits.ts';
import { POPULATION_PARTS, type Population, type PopulationPart } from './population.ts';
import { purchaseHistory } from './purchase-history.ts';

/** Learns over everybody, behind the turns, and holds what was learned ready for them. */
export interface PopulationLearner {
  /** Null until first learned. */
  current(): Population | null;
  /** Learns anew when shoppers bought since; answers whether it did. Throws when the graph cannot be asked. */
  refresh(): Promise<boolean>;
}

/** Shoppers learned from in one run: statistics of so many hardly change with more. */
const MOST_SHOPPERS = 10_000;
/** Of fewer shoppers nothing is learned: what is said of all would be said of somebody. */
const LEAST_SHOPPERS = 20;
const PAGE = 500;
/** Products of one shopper, latest bought first. */
const MOST_PRODUCTS = 600;

export function createPopulationLearner({
  graph,
  random,
  breathe,
  parts = POPULATION_PARTS,
}: {
  readonly graph: Pick<PreferenceGraph, 'shoppersWith' | 'neighbourhood'>;
  /** Starts a stream of numbers in [0, 1) anew, so that the same facts give the same population. */
  readonly random: () => () => number;
  readonly breathe: () => Promise<void>;
  /** What is learned; everything unless told. */
  readonly parts?: readonly PopulationPart[];
}): PopulationLearner {
  let current: Population | null = null;
  let learnedFrom = '';
  return {
    current: () => current,
    async refresh() {
      const known = await everybody(graph);
      const seen = `${known.length}/${known.reduce((sum, { version }) => sum + version, 0)}`;
      if (seen === learnedFrom) return false;
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
      current = {
        version: (current?.version ?? 0) + 1,
        shoppers: histories.length,
        basket: learns('basket') ? await learnBasketRanking(histories, run) : null,
        quantities: learns('quantities') ? await learnQuantities(histories, run) : null,
        intervals: learns('intervals') ? await learnIntervals(histories, run) : null,
        companions: learns('companions') ? await learnCompanions(histories, run) : null,
      };
      learnedFrom = seen;
      return true;
    },
  };
}

async function everybody(graph: Pick<PreferenceGraph, 'shoppersWith'>) {
  const found: { readonly shopperId: string; readonly version: number }[] = [];
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
