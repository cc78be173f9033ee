import type { BasketRanking } from './basket-ranking.ts';
import type { CompanionRanking } from './companions.ts';
import type { HouseholdForetelling } from './household-foretelling.ts';
import type { IntervalForetelling } from './interval-foretelling.ts';
import type { PriceForetelling } from './price-foretelling.ts';
import type { QuantityForetelling } from './quantity-foretelling.ts';

/** Everything learned over all shoppers, at hand in memory; never changed, only replaced by a newer one. */
export interface Population {
  /** Rises with every newer one. */
  readonly version: number;
  readonly shoppers: number;
  /** Each part is null while there is too little to learn it from. */
  readonly basket: BasketRanking | null;
  readonly quantities: QuantityForetelling | null;
  readonly intervals: IntervalForetelling | null;
  readonly companions: CompanionRanking | null;
  readonly prices: PriceForetelling | null;
  readonly households: HouseholdForetelling | null;
}

/** The parts of a population that are learned each by themselves. */
export const POPULATION_PARTS = [
  'basket',
  'quantities',
  'intervals',
  'companions',
  'prices',
  'households',
] as const;
export type PopulationPart = (typeof POPULATION_PARTS)[number];
