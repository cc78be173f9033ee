import { buildVocabulary } from '#agents/supervisor/build-vocabulary.ts';
import type { CatalogueVocabulary } from '#agents/supervisor/vocabulary.ts';
import { readShippedProducts } from '#infra/catalogue/shipped-catalogue.ts';
import { readShippedOccasions } from '#infra/catalogue/shipped-occasions.ts';
import { readShippedRecipes } from '#infra/catalogue/shipped-recipes.ts';
import { readShippedSynonyms } from '#infra/catalogue/shipped-synonyms.ts';

/** The words of the shipped catalogue and recipes. */
export async function shippedVocabulary(): Promise<CatalogueVocabulary> {
  return buildVocabulary({
    products: await readShippedProducts(),
    recipes: await readShippedRecipes(),
    synonyms: await readShippedSynonyms(),
    occasions: await readShippedOccasions(),
  });
}
