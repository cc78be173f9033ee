import { hash } from 'node:crypto';
import { setImmediate as nextTick } from 'node:timers/promises';
import type { Product } from '#agents/search/product.ts';
import type { ProductVectorStore } from '#infra/embedded/product-vector-store.ts';
import type { NamedEmbeddings } from '#infra/models/named-embeddings.ts';
import type { ProductSegment } from './product-segment.ts';
import { productText } from './product-text.ts';
import { quantize } from './quantize.ts';

/** How far the products' vectors are: of `total` products `embedded` have one by this model. */
export interface VectorProgress {
  readonly model: string;
  readonly embedded: number;
  readonly total: number;
}

export interface ProductEmbedderOptions {
  readonly embeddings: NamedEmbeddings;
  readonly vectors: ProductVectorStore;
  /** The segment that answers now. */
  readonly segment: () => ProductSegment;
  readonly read: (ids: readonly string[]) => readonly Product[];
  /** Told when embedding stopped for trouble; what is left is tried again by a later call of `run`. */
  readonly onError: (error: unknown) => void;
  /** Milliseconds from an arbitrary start. */
  readonly elapsed: () => number;
}

/** Gives products their vectors: stored ones at once, missing and outdated ones in the background. */
export interface ProductEmbedder {
  /** Puts the stored vectors of these products into the segment, and notes those that need one. */
  restore(segment: ProductSegment, products: readonly Product[]): void;
  /** Notes products that need a vector. */
  await(ids: readonly string[]): void;
  forget(id: string): void;
  /**
   * Embeds what is missing, a batch at a time; answers when nothing is left or trouble came. One run at a time. After
   * trouble a run does nothing until a pause has passed, which doubles with every failure in a row.
   */
  run(): Promise<void>;
  waiting(): number;
  close(): void;
}

/** Texts embedded at once, so that turns are answered between two batches. */
const BATCH = 32;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 300_000;

export function createProductEmbedder(options: ProductEmbedderOptions): ProductEmbedder {
  const { embeddings, vectors, read, onError, elapsed } = options;
  const pending = new Set<string>();
  let running: Promise<void> | null = null;
  let closed = false;
  let failures = 0;
  let pausedUntil = Number.NEGATIVE_INFINITY;

  async function embedBatch(): Promise<void> {
    const ids = [...pending].slice(0, BATCH);
    const products = read(ids);
    const texts = products.map(productText);
    const embedded = texts.length === 0 ? [] : await embeddings.embedDocuments(texts);
    if (closed) return;
    const made = products.map(({ id }, at) => ({
      id,
      textKey: keyOf(texts[at] ?? ''),
      vector: quantize(embedded[at] ?? []),
    }));
    vectors.write(embeddings, made);
    // A product may have changed meanwhile: its vector is put in only where the text is still the same.
    const now = new Map(read(ids).map((product) => [product.id, keyOf(productText(product))]));
    const segment = options.segment();
    for (const { id, textKey, vector } of made) {
      if (now.get(id) !== textKey) continue;
      segment.putVector(id, vector);
      pending.delete(id);
    }
    for (const id of ids) if (!now.has(id)) pending.delete(id);
  }

  async function embedAll(): Promise<void> {
    if (elapsed() < pausedUntil) return;
    try {
      while (pending.size > 0 && !closed) {
        await embedBatch();
        failures = 0;
        await nextTick();
      }
    } catch (error) {
      pausedUntil = elapsed() + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
      failures += 1;
      if (!closed) onError(error);
    }
  }

  return {
    restore(segment, products) {
      const stored = new Map(
        vectors
          .read(
            embeddings,
            products.map(({ id }) => id),
          )
          .map((it) => [it.id, it]),
      );
      for (const product of products) {
        const known = stored.get(product.id);
        if (known !== undefined && known.textKey === keyOf(productText(product))) {
          segment.putVector(product.id, known.vector);
          pending.delete(product.id);
        } else {
          pending.add(product.id);
        }
      }
    },
    await(ids) {
      for (const id of ids) pending.add(id);
    },
    forget: (id) => pending.delete(id),
    async run() {
      running ??= embedAll().finally(() => {
        running = null;
      });
      await running;
    },
    waiting: () => pending.size,
    close() {
      closed = true;
    },
  };
}

function keyOf(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 32);
}
