import { type Assortment, countAssortment } from '#agents/search/assortment.ts';
import type { Product } from '#agents/search/product.ts';
import { buildVocabulary } from '#agents/supervisor/build-vocabulary.ts';
import type {
  CatalogueVocabulary,
  VocabularyProduct,
  VocabularySources,
} from '#agents/supervisor/vocabulary.ts';
import type { CatalogueStore } from '#infra/embedded/catalogue-store.ts';

/** Products read from disk at once. */
const BATCH = 5_000;

export interface CatalogueRead {
  readonly vocabulary: CatalogueVocabulary;
  readonly assortment: Assortment;
}

/** The words of the catalogue as it is on disk, and how common what its labels say is. */
export function readCatalogue(
  store: Pick<CatalogueStore, 'changedSince'>,
  words: Omit<VocabularySources, 'products'>,
): CatalogueRead {
  const assortment = countAssortment();
  const vocabulary = buildVocabulary({ products: everyProduct(store, assortment.add), ...words });
  return { vocabulary, assortment };
}

function* everyProduct(
  store: Pick<CatalogueStore, 'changedSince'>,
  seen: (product: Product) => void,
): Iterable<VocabularyProduct> {
  let version = 0;
  for (;;) {
    const changes = store.changedSince(version, BATCH);
    for (const { product } of changes) {
      if (product === null) continue;
      seen(product);
      yield product;
    }
    const last = changes.at(-1);
    if (last === undefined || changes.length < BATCH) return;
    version = last.version;
  }
}
