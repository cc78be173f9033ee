import { createHash } from 'node:crypto';
import type { WeaviateClass } from 'weaviate-client';
import type { NamedEmbeddings } from '#infra/models/named-embeddings.ts';
import type { ProductDocument } from './product-document.ts';

/** Raised whenever the properties below, or how they are filled, change. */
const SCHEMA_VERSION = 2;

/** Every index costs time when products are written: each property has only those that a question needs. */
type PropertyKind =
  | 'kept'
  | 'searched'
  | 'searchedAndAsked'
  | 'counted'
  | 'key'
  | 'keys'
  | 'truth'
  | 'range'
  | 'sorted'
  | 'amount';

const PROPERTIES: Readonly<Record<keyof ProductDocument, PropertyKind>> = {
  productId: 'key',
  hash: 'kept',
  record: 'kept',
  nameWords: 'searched',
  headWord: 'searched',
  aliasWords: 'searched',
  brandWords: 'searched',
  categoryWords: 'searched',
  departmentWords: 'searchedAndAsked',
  weakWords: 'searchedAndAsked',
  strong: 'keys',
  exact: 'keys',
  said: 'keys',
  dairyByName: 'truth',
  brand: 'counted',
  category: 'counted',
  department: 'counted',
  brandKey: 'key',
  categoryKey: 'key',
  departmentKey: 'key',
  dietsYes: 'keys',
  dietsNo: 'keys',
  allergensYes: 'keys',
  allergensNo: 'keys',
  organic: 'key',
  inStock: 'truth',
  priceKnown: 'truth',
  priceBand: 'counted',
  priceUp: 'range',
  priceDown: 'sorted',
  rate: 'amount',
  rateUnit: 'key',
  sortName: 'counted',
  packAmount: 'amount',
  packUnit: 'kept',
  packCount: 'sorted',
};

/** What each field weighs in BM25F; the same as in the embedded index. */
export const FIELD_WEIGHTS = [
  { name: 'nameWords', weight: 3 },
  { name: 'aliasWords', weight: 3 },
  { name: 'headWord', weight: 2 },
  { name: 'categoryWords', weight: 2 },
  { name: 'brandWords', weight: 1.5 },
  { name: 'departmentWords', weight: 0.8 },
  { name: 'weakWords', weight: 0.3 },
] as const satisfies readonly { name: keyof ProductDocument; weight: number }[];

const COLLECTION = 'LeafLoafProducts';

/**
 * The collection of one version of the schema and one model. Another model or version has a collection of its own, so
 * vectors of two models never stand side by side, and processes of the old and the new version run at the same time.
 */
export function productCollectionName({ model, dimension }: NamedEmbeddings): string {
  const digest = createHash('sha256').update(`${model}\n${dimension}`).digest('hex').slice(0, 10);
  return `${COLLECTION}_v${SCHEMA_VERSION}_${digest}`;
}

export function isProductCollection(name: string): boolean {
  return name.startsWith(`${COLLECTION}_`);
}

export function productCollection(embeddings: NamedEmbeddings): WeaviateClass {
  return {
    class: productCollectionName(embeddings),
    description: `Products of LeafLoaf, schema ${SCHEMA_VERSION}, vectors of ${embeddings.model} (${embeddings.dimension})`,
    vectorConfig: {
      default: {
        vectorizer: { none: {} },
        vectorIndexType: 'hnsw',
        vectorIndexConfig: { distance: 'cosine' },
      },
    },
    // The words are chosen already; a stop word that is left is meant.
    invertedIndexConfig: { bm25: { k1: 1.2, b: 0.5 }, stopwords: { preset: 'none' } },
    properties: Object.entries(PROPERTIES).map(([name, kind]) => ({ name, ...PROPERTY_KINDS[kind] })),
  };
}

const PROPERTY_KINDS: Readonly<Record<PropertyKind, NonNullable<WeaviateClass['properties']>[number]>> = {
  kept: { dataType: ['text'], indexFilterable: false, indexSearchable: false },
  searched: { dataType: ['text'], tokenization: 'whitespace', indexFilterable: false, indexSearchable: true },
  searchedAndAsked: {
    dataType: ['text'],
    tokenization: 'whitespace',
    indexFilterable: true,
    indexSearchable: true,
  },
  counted: { dataType: ['text'], tokenization: 'field', indexFilterable: false, indexSearchable: false },
  key: { dataType: ['text'], tokenization: 'field', indexFilterable: true, indexSearchable: false },
  keys: { dataType: ['text[]'], tokenization: 'field', indexFilterable: true, indexSearchable: false },
  truth: { dataType: ['boolean'], indexFilterable: true },
  range: { dataType: ['int'], indexFilterable: false, indexRangeFilters: true },
  sorted: { dataType: ['int'], indexFilterable: false },
  amount: { dataType: ['number'], indexFilterable: false },
};
