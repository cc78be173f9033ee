import { COMPANION_INPUTS, type CompanionQuestion, companionEvidence } from './companion-evidence.ts';
import {
  gatherParts,
  LEAST_LISTS,
  type LearningRun,
  PARTS,
  type ShopperHistory,
} from './learn-basket-ranking.ts';
import { type LabelledList, type ListwiseNetwork, trainNetwork } from './listwise-network.ts';
import { sharesOf } from './network-ensemble.ts';
import { gatherPopulation, type PopulationStatistics } from './population-statistics.ts';
import { basketsOf, historyBefore } from './purchase-history.ts';

/** What was learned over everybody, to tell what goes with a basket. */
export interface CompanionRanking {
  readonly population: PopulationStatistics;
  readonly network: ListwiseNetwork;
}

export interface Companion {
  readonly productId: string;
  /** Of all that may go with the basket, the share that speaks for this one. */
  readonly share: number;
  /** The product of the basket that it goes with best, and in how many orders they met; "" when none did. */
  readonly with: string;
  readonly orders: number;
  /** Whether they met more often than by chance; else it is only likely to be bought as well. */
  readonly goesWith: boolean;
  /** What it stands on: weights learned over everybody, the shopper's own orders, or a common fact with its lift. */
  readonly basis:
    | { readonly kind: 'learned' }
    | { readonly kind: 'own' }
    | { readonly kind: 'common'; readonly lift: number };
}

/** With fewer products an order says nothing of what goes with what. */
const LEAST_PRODUCTS = 3;
const ORDERS_PER_SHOPPER = 12;
const MOST_LISTS = 6_000;
const HIDDEN = 12;
const PASSES = 8;

/** What goes with the basket, best first. */
export function companionsOf(
  { population, network }: CompanionRanking,
  question: CompanionQuestion,
): readonly Companion[] {
  const evidence = companionEvidence(population, question);
  const shares = sharesOf([network], evidence);
  return evidence.productIds
    .map((productId, index) => ({
      productId,
      share: shares[index] as number,
      with: evidence.with[index]?.productId ?? '',
      orders: evidence.with[index]?.orders ?? 0,
      goesWith: evidence.with[index]?.goesWith ?? false,
      basis: { kind: 'learned' } as const,
    }))
    .sort((a, b) => b.share - a.share);
}

/** Hides one product of each of the latest orders and learns to find it again from the others. */
export async function learnCompanions(
  shoppers: readonly ShopperHistory[],
  run: LearningRun,
): Promise<CompanionRanking | null> {
  const { random, breathe } = run;
  const parts = await gatherParts(shoppers, breathe);
  const lists: LabelledList[] = [];
  for (let back = 1; back <= ORDERS_PER_SHOPPER && lists.length < MOST_LISTS; back += 1) {
    for (const [index, { history }] of shoppers.entries()) {
      const place = history.trips.length - back;
      if (place < 0 || lists.length >= MOST_LISTS) continue;
      const basket = basketsOf(history)[place] ?? [];
      if (basket.length < LEAST_PRODUCTS) continue;
      const hidden = basket[Math.floor(random() * basket.length)] as string;
      const { productIds, rows } = companionEvidence(parts[index % PARTS] as PopulationStatistics, {
        history: historyBefore(history, place),
        basket: basket.filter((productId) => productId !== hidden),
      });
      if (productIds.includes(hidden)) {
        lists.push({
          rows,
          chosen: Uint8Array.from(productIds, (productId) => (productId === hidden ? 1 : 0)),
        });
      }
      await breathe();
    }
  }
  if (lists.length < LEAST_LISTS) return null;
  const network = await trainNetwork(lists, COMPANION_INPUTS, { hidden: HIDDEN, passes: PASSES, ...run });
  const population = gatherPopulation();
  for (const { shopperId, history } of shoppers) population.add(shopperId, history);
  return { population: population.finish(), network };
}
