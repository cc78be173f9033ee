/** Whether a fact holds. `unknown` is an answer of its own: it is never read as `yes` or `no`. */
export type TriState = 'yes' | 'no' | 'unknown';

export const ALLERGENS = [
  'milk',
  'egg',
  'fish',
  'shellfish',
  'tree_nut',
  'peanut',
  'wheat',
  'soy',
  'sesame',
  'gluten',
  'mustard',
  'celery',
  'sulphites',
  'lupin',
] as const;
export type Allergen = (typeof ALLERGENS)[number];

export const DIETS = [
  'vegan',
  'vegetarian',
  'pescatarian',
  'gluten_free',
  'dairy_free',
  'lactose_free',
  'nut_free',
  'halal',
  'kosher',
  'keto',
  'low_sodium',
  'sugar_free',
] as const;
export type Diet = (typeof DIETS)[number];

/** What the label says of allergens. Not listed and `declared` means free of it; not `declared` means unknown. */
export interface AllergenFacts {
  readonly contains: readonly Allergen[];
  readonly mayContain: readonly Allergen[];
  /** True when the whole allergen statement is known. */
  readonly declared: boolean;
}

/**
 * Which facts follow from the ingredient list by rule (docs/decisions/0030) instead of being stated by the catalogue or
 * on the label.
 */
export interface DerivedFromIngredients {
  readonly diets: readonly Diet[];
  /** Allergens contained or, with `freeOfOthers`, all that is not listed. */
  readonly allergens: readonly Allergen[];
  /** True when `allergens.declared` is the rule's. */
  readonly freeOfOthers: boolean;
}

/** The measures a pack is sold by: grams, millilitres or single items. */
export type BaseUnit = 'g' | 'ml' | 'each';

/** A pack size: `12 x 330 ml` is amount 3960, unit ml, count 12, text "12 x 330 ml". */
export interface PackSize {
  readonly text: string;
  readonly amount: number;
  readonly unit: BaseUnit;
  /** Single items in the pack; 1 when the label names none. */
  readonly count: number;
}

/** One product of the grocer's catalogue. Every fact the catalogue does not state is null or `unknown`. */
export interface Product {
  readonly id: string;
  readonly name: string;
  readonly brand: string | null;
  readonly department: string;
  readonly category: string;
  readonly size: PackSize | null;
  /** What one of it is called: "each", "bottle", "bag", "lb". */
  readonly unit: string;
  readonly priceCents: number | null;
  readonly currency: string;
  /** Units on the shelf; null when the catalogue does not say. */
  readonly stock: number | null;
  readonly organic: TriState;
  /** A diet absent from the record is unknown. */
  readonly diets: Readonly<Partial<Record<Diet, 'yes' | 'no'>>>;
  readonly allergens: AllergenFacts;
  /** Absent when every fact is stated. */
  readonly derived?: DerivedFromIngredients;
  /** Other names a shopper uses; an exact alias is the grocer's default for that word ("milk", "dal", "दाल"). */
  readonly aliases: readonly string[];
  readonly cuisines: readonly string[];
  readonly ingredients: string | null;
  readonly description: string | null;
  readonly ageRestricted: boolean;
  /** Name of an icon of the open set that the page draws; null lets the category decide. */
  readonly icon: string | null;
}
