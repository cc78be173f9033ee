import { isEaten } from '#agents/search/is-eaten.ts';
import type { Diet, Product } from '#agents/search/product.ts';
import { deriveFacts } from './derive-facts.ts';

/**
 * Adds what the ingredient text of a product says and implies. What the catalogue states of a diet stays as it is; an
 * allergen that an ingredient names is always added. Nothing becomes free of an allergen unless the rule's condition
 * holds (`DerivedFacts.absenceKnown`).
 */
export function addDerivedFacts(product: Product): Product {
  const { ingredients } = product;
  if (ingredients === null || !isEaten(product)) return product;
  const facts = deriveFacts({ name: product.name, ingredients });
  const { diets, allergens } = product;
  const added: Partial<Record<Diet, 'yes' | 'no'>> = {};
  for (const diet of facts.stated.diets) {
    if (diets[diet] === undefined && facts[diet as 'vegan' | 'vegetarian'] !== 'no') added[diet] = 'yes';
  }
  const saysOfMeat = diets.vegan !== undefined || diets.vegetarian !== undefined;
  for (const diet of ['vegetarian', 'vegan'] as const) {
    if (saysOfMeat || added[diet] !== undefined || facts[diet] === 'unknown') continue;
    added[diet] = facts[diet];
  }
  const contains = facts.contains.filter((it) => !allergens.contains.includes(it));
  const mayContain = facts.mayContain.filter(
    (it) => ![...contains, ...allergens.contains, ...allergens.mayContain].includes(it),
  );
  const derived = {
    diets: (Object.keys(added) as Diet[]).filter((diet) => !facts.stated.diets.includes(diet)),
    allergens: contains.filter((it) => !facts.stated.allergens.includes(it)),
    freeOfOthers: !allergens.declared && facts.absenceKnown,
  };
  const anyDerived = derived.diets.length + derived.allergens.length > 0 || derived.freeOfOthers;
  return {
    ...product,
    diets: { ...diets, ...added },
    allergens: {
      contains: [...allergens.contains, ...contains],
      mayContain: [...allergens.mayContain, ...mayContain],
      declared: allergens.declared || facts.absenceKnown,
    },
    ...(anyDerived ? { derived } : {}),
  };
}
