import { ExponentialBackoff, handleType, retry } from 'cockatiel';
import type { Product } from '#agents/search/product.ts';
import { productText } from '#infra/embedded/product-index/product-text.ts';
import type { VectorEmbeddings } from '#infra/models/vector-embeddings.ts';
import { type WeaviateConnection, WeaviateFailure } from './connection.ts';
import { anyOf } from './filter.ts';
import { objectIdOf } from './object-id.ts';
import { type ProductDocument, productDocument } from './product-document.ts';
import { productCollectionName } from './product-schema.ts';

export interface RefusedProduct {
  readonly productId: string;
  readonly reason: string;
}

export interface WriteReport {
  readonly written: number;
  /** Products that the engine did not take though others were taken. */
  readonly refused: readonly RefusedProduct[];
}

export interface ProductWriter {
  /** Writes products; the same id again replaces. Rejects with `WeaviateFailure` when the server is out. */
  write(products: readonly Product[], signal?: AbortSignal): Promise<WriteReport>;
  remove(productIds: readonly string[], signal?: AbortSignal): Promise<void>;
}

/** Some products were not taken. */
export class WriteRefused extends WeaviateFailure {
  constructor({ refused }: WriteReport) {
    const [first] = refused;
    super('write products', `${refused.length} were not taken; ${first?.productId}: ${first?.reason}`, {
      refused: true,
    });
  }
}

const BATCH = 250;
const BATCH_WITHIN_MS = 30_000;
/** Further tries of one batch, with jitter. Ids are fixed, so writing twice does no harm. */
const RETRIES = { maxAttempts: 2, backoff: new ExponentialBackoff({ initialDelay: 200, maxDelay: 2_000 }) };

export function createProductWriter(parts: {
  readonly connection: WeaviateConnection;
  readonly embeddings: VectorEmbeddings;
}): ProductWriter {
  const { connection, embeddings } = parts;
  const collection = productCollectionName(embeddings);

  const writeOnce = async (documents: readonly WithVector[], signal: AbortSignal | undefined) => {
    const result = await connection.run(
      'write products',
      (client) =>
        client.collections.use(collection).data.insertMany(
          documents.map(({ document, vector }) => ({
            id: objectIdOf(`product ${document.productId}`),
            properties: { ...document },
            ...(vector === null ? {} : { vectors: vector }),
          })) as never,
        ),
      { withinMs: BATCH_WITHIN_MS, signal },
    );
    return Object.entries(result.errors).map(([at, { message }]) => ({
      document: documents[Number(at)] as WithVector,
      reason: message,
    }));
  };

  /** Tries again what was not taken; answers what was not taken in the end. */
  const writeBatch = async (documents: readonly WithVector[], signal: AbortSignal | undefined) => {
    let refused: Awaited<ReturnType<typeof writeOnce>> = [];
    const retries = retry(handleType(WeaviateFailure), RETRIES);
    try {
      let left = documents;
      await retries.execute(async () => {
        refused = [];
        refused = await writeOnce(left, signal);
        left = refused.map(({ document }) => document);
        if (refused.length > 0) throw new WriteRefused(reportOf(documents, refused));
      }, signal);
    } catch (error) {
      if (!(error instanceof WriteRefused)) throw error;
    }
    return refused;
  };

  return {
    async write(products, signal) {
      const refused: Refusal[] = [];
      for (let from = 0; from < products.length; from += BATCH) {
        signal?.throwIfAborted();
        const batch = products.slice(from, from + BATCH);
        const vectors = await embeddings.embed(batch.map(productText), { signal });
        const documents = batch.map((product, at) =>
          withVector(productDocument(product), vectors[at] ?? new Float32Array()),
        );
        refused.push(...(await writeBatch(documents, signal)));
      }
      return reportOf(products, refused);
    },
    async remove(productIds, signal) {
      for (let from = 0; from < productIds.length; from += BATCH) {
        const ids = productIds.slice(from, from + BATCH);
        await connection.run(
          'remove products',
          (client) => client.collections.use(collection).data.deleteMany(anyOf('productId', ids)),
          { withinMs: BATCH_WITHIN_MS, signal },
        );
      }
    },
  };
}

interface Refusal {
  readonly document: WithVector;
  readonly reason: string;
}

function reportOf(products: readonly unknown[], refused: readonly Refusal[]): WriteReport {
  return {
    written: products.length - refused.length,
    refused: refused.map(({ document, reason }) => ({ productId: document.document.productId, reason })),
  };
}

interface WithVector {
  readonly document: ProductDocument;
  /** Null where the model has nothing to say: the engine takes no vector of zeros for an angle. */
  readonly vector: readonly number[] | null;
}

function withVector(document: ProductDocument, vector: Float32Array): WithVector {
  return { document, vector: vector.some((value) => value !== 0) ? [...vector] : null };
}
