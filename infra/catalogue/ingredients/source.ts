import type { Allergen } from '#agents/search/product.ts';

/**
 * Where an ingredient comes from. `plant` stands for all that no animal gave: plants, fungi, microbes, minerals and what
 * is made by synthesis. `open` may be of an animal or not. `form` says how something is made and nothing of its origin.
 */
export type Origin = 'plant' | 'dairy' | 'egg' | 'bee' | 'fish' | 'meat' | 'open' | 'form';

/** What one word or group of words of an ingredient list stands for. */
export interface Source {
  readonly origin: Origin;
  readonly contains: readonly Allergen[];
  /** Allergens that it may stand for without naming them, as "lecithin" does for soy. */
  readonly open: readonly Allergen[];
  /**
   * `always`: it counts wherever it stands. `alone`: it counts when nothing else in the phrase and no list of parts says
   * of what it is, as "flour" or "emulsifier". `undivided`: it counts when no list of parts follows, as "bread".
   */
  readonly counts: 'always' | 'alone' | 'undivided';
  /** True for what grows, as against additives: "flour (rice)" is of rice, "flour (niacin)" says nothing of its grain. */
  readonly grown?: boolean;
}

/** Sources that share their facts. */
export interface SourceGroup extends Partial<Omit<Source, 'origin'>> {
  readonly origin: Origin;
  /** Words or groups of words, separated by commas; singular or plural, in either spelling of English. */
  readonly names: string;
}
