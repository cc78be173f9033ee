import { buildVocabulary } from '#agents/supervisor/build-vocabulary.ts';
import type {
  CatalogueVocabulary,
  VocabularyProduct,
  VocabularyRecipe,
} from '#agents/supervisor/vocabulary.ts';
import type { CatalogueStore } from '#infra/embedded/catalogue-store.ts';

/** Products read from disk at once. */
const BATCH = 5_000;

/** The words of the catalogue as it is on disk. */
export function readVocabulary(
  store: Pick<CatalogueStore, 'changedSince'>,
  recipes: readonly VocabularyRecipe[],
): CatalogueVocabulary {
  return buildVocabulary({ products: everyProduct(store), recipes });
}

function* everyProduct(store: Pick<CatalogueStore, 'changedSince'>): Iterable<VocabularyProduct> {
  let version = 0;
  for (;;) {
    const changes = store.changedSince(version, BATCH);
    for (const { product } of changes) if (product !== null) yield product;
    const last = changes.at(-1);
    if (last === undefined || changes.length < BATCH) return;
    version = last.version;
  }
}
