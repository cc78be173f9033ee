import { ProductIndexUnavailable } from '#agents/search/product-index.ts';
import { WeaviateFailure } from './connection.ts';

/** What the port throws for a failure of Weaviate; any other error is the caller's. */
export function unavailable(error: unknown): unknown {
  return error instanceof WeaviateFailure
    ? new ProductIndexUnavailable(error.message, { cause: error })
    : error;
}
