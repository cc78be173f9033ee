import type { Allergen, Diet } from '#agents/search/product.ts';

const ALLERGEN_WORDS: ReadonlyMap<string, readonly Allergen[]> = new Map(
  (
    [
      ['milk', ['milk']],
      ['dairy', ['milk']],
      ['egg', ['egg']],
      ['fish salmon tuna cod', ['fish']],
      ['shellfish shrimp prawn crab lobster crustacean mollusc oyster clam mussel scallop', ['shellfish']],
      ['almond cashew walnut pecan pistachio hazelnut macadamia treenut', ['tree_nut']],
      ['nut', ['tree_nut', 'peanut']],
      ['peanut groundnut', ['peanut']],
      ['wheat', ['wheat']],
      ['gluten', ['gluten']],
      ['soy soya soybean', ['soy']],
      ['sesame tahini', ['sesame']],
      ['mustard', ['mustard']],
      ['celery', ['celery']],
      ['sulphite sulfite sulphites sulfites', ['sulphites']],
      ['lupin lupine', ['lupin']],
    ] as const
  ).flatMap(([words, allergens]) => words.split(' ').map((word) => [word, allergens] as const)),
);

/** What is in a thing that one is allergic to; empty when it is no declared allergen. "nuts" means both kinds. */
export function allergensOf(lemmas: readonly string[]): readonly Allergen[] {
  if (lemmas.length === 2 && lemmas[0] === 'tree' && lemmas[1] === 'nut') return ['tree_nut'];
  if (lemmas.length === 2 && lemmas[1] === 'nut') return ALLERGEN_WORDS.get(lemmas[0] ?? '') ?? [];
  if (lemmas.length === 2 && lemmas[1] === 'product') return ALLERGEN_WORDS.get(lemmas[0] ?? '') ?? [];
  return lemmas.length === 1 ? (ALLERGEN_WORDS.get(lemmas[0] ?? '') ?? []) : [];
}

/** Diets by the words that name them, longest first. */
const DIET_PHRASES: readonly (readonly [readonly string[], Diet])[] = (
  [
    ['vegan', 'vegan'],
    ['plant based', 'vegan'],
    ['vegetarian', 'vegetarian'],
    ['meat free', 'vegetarian'],
    ['meatfree', 'vegetarian'],
    ['meatless', 'vegetarian'],
    ['veggie', 'vegetarian'],
    ['pescatarian', 'pescatarian'],
    ['pescetarian', 'pescatarian'],
    ['gluten free', 'gluten_free'],
    ['glutenfree', 'gluten_free'],
    ['gf', 'gluten_free'],
    ['dairy free', 'dairy_free'],
    ['non dairy', 'dairy_free'],
    ['nondairy', 'dairy_free'],
    ['milk free', 'dairy_free'],
    ['lactose free', 'lactose_free'],
    ['nut free', 'nut_free'],
    ['halal', 'halal'],
    ['kosher', 'kosher'],
    ['keto', 'keto'],
    ['ketogenic', 'keto'],
    ['keto friendly', 'keto'],
    ['low sodium', 'low_sodium'],
    ['low salt', 'low_sodium'],
    ['reduced sodium', 'low_sodium'],
    ['sugar free', 'sugar_free'],
    ['sugarless', 'sugar_free'],
    ['no sugar', 'sugar_free'],
  ] as const
)
  .map(([words, diet]) => [words.split(' '), diet] as const)
  .sort((left, right) => right[0].length - left[0].length);

/** Every word that names a diet or an allergen. */
export const FOOD_FACT_WORDS: readonly string[] = [
  ...ALLERGEN_WORDS.keys(),
  ...DIET_PHRASES.flatMap(([words]) => words),
  'tree',
];

export interface DietReading {
  readonly diet: Diet;
  readonly length: number;
}

/** A diet named at `at`. "kosher salt" and "veggie burger" are kinds of food, which the caller keeps as words. */
export function dietAt(lemmas: readonly string[], at: number): DietReading | null {
  const next = lemmas[at + 1];
  if (lemmas[at] === 'kosher' && (next === 'salt' || next === 'dill')) return null;
  if (lemmas[at] === 'veggie' && next !== undefined) return null;
  for (const [words, diet] of DIET_PHRASES)
    if (words.every((word, offset) => lemmas[at + offset] === word)) return { diet, length: words.length };
  return null;
}

/** The diet that leaves something out ("without gluten", "lactose intolerant"); null when no diet does. */
export function dietWithout(lemma: string): Diet | null {
  const diets: Readonly<Record<string, Diet>> = {
    gluten: 'gluten_free',
    dairy: 'dairy_free',
    lactose: 'lactose_free',
    sugar: 'sugar_free',
    meat: 'vegetarian',
  };
  return diets[lemma] ?? null;
}
