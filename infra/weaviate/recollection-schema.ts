import { createHash } from 'node:crypto';
import type { WeaviateClass } from 'weaviate-client';

/** Raised whenever the properties below, or how they are filled, change. */
const SCHEMA_VERSION = 1;
type Property = NonNullable<WeaviateClass['properties']>[number];

const COLLECTION = 'LeafLoafRecollections';

/** The collection of one model and schema; what another model embedded lies in another one until it is moved. */
export function recollectionCollectionName(model: string): string {
  const digest = createHash('sha256').update(model).digest('hex').slice(0, 10);
  return `${COLLECTION}_v${SCHEMA_VERSION}_${digest}`;
}

export function isRecollectionCollection(name: string): boolean {
  return name.startsWith(`${COLLECTION}_`);
}

/**
 * A tenant is a shopper: a shard of its own, so that no query can see another's, and forgetting one is removing its
 * shard. The flat index keeps no vectors in memory, which many small tenants would pay for.
 */
export function recollectionCollection(model: string): WeaviateClass {
  const kept: Property = { dataType: ['text'], indexFilterable: false, indexSearchable: false };
  const searched: Property = { dataType: ['text'], tokenization: 'whitespace', indexFilterable: false };
  const key: Property = { dataType: ['text'], tokenization: 'field', indexSearchable: false };
  return {
    class: recollectionCollectionName(model),
    description: `What LeafLoaf remembers of conversations, schema ${SCHEMA_VERSION}, vectors of ${model}`,
    multiTenancyConfig: { enabled: true, autoTenantCreation: true, autoTenantActivation: true },
    vectorConfig: {
      default: {
        vectorizer: { none: {} },
        vectorIndexType: 'flat',
        vectorIndexConfig: { distance: 'cosine' },
      },
    },
    invertedIndexConfig: { bm25: { k1: 1.2, b: 0.75 }, stopwords: { preset: 'none' } },
    properties: [
      { name: 'recollectionId', ...key },
      { name: 'conversationId', ...key },
      { name: 'turnId', ...key },
      { name: 'text', ...kept },
      { name: 'words', ...searched },
      { name: 'wordsBefore', ...searched },
      { name: 'recordedAt', dataType: ['number'], indexFilterable: true, indexRangeFilters: true },
    ],
  };
}

/** The name of a shopper's tenant: the id itself may have letters that a tenant's name may not. */
export function tenantOf(shopperId: string): string {
  return createHash('sha256').update(`leafloaf shopper ${shopperId}`).digest('hex').slice(0, 40);
}
