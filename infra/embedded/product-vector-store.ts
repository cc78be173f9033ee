import type { Database } from './database.ts';
import type { QuantizedVector } from './product-index/quantize.ts';

/** Who made vectors: those of two models, or of two lengths, are never mixed. */
export interface VectorModel {
  readonly model: string;
  readonly dimension: number;
}

/** The vector of a product, with a key of the text that it was made from. */
export interface ProductVector {
  readonly id: string;
  readonly textKey: string;
  readonly vector: QuantizedVector;
}

/** The products' vectors on disk, beside the catalogue. A product has one vector; a new one takes its place. */
export interface ProductVectorStore {
  /** Vectors that this model made of the products among `ids`. */
  read(by: VectorModel, ids: readonly string[]): readonly ProductVector[];
  write(by: VectorModel, vectors: readonly ProductVector[]): void;
}

/** The vector store in an embedded database that was opened with `catalogueMigrations`. */
export function createProductVectorStore(database: Database): ProductVectorStore {
  const sql = (text: string) => database.statement(text);
  return {
    read({ model, dimension }, ids) {
      const select = sql(
        'SELECT text_key, scale, vector FROM product_vectors WHERE id = ? AND model = ? AND dimension = ?',
      );
      return ids.flatMap((id) => {
        const row = select.get(id, model, dimension);
        if (row === undefined || !(row.vector instanceof Uint8Array)) return [];
        const values = new Int8Array(row.vector);
        return values.length === dimension
          ? [{ id, textKey: String(row.text_key), vector: { values, scale: Number(row.scale) } }]
          : [];
      });
    },
    write({ model, dimension }, vectors) {
      database.transaction(() => {
        for (const { id, textKey, vector } of vectors) {
          sql(`
            INSERT INTO product_vectors (id, model, dimension, text_key, scale, vector)
            SELECT id, ?, ?, ?, ?, ? FROM products WHERE id = ? AND record IS NOT NULL
            ON CONFLICT (id) DO UPDATE SET
              model = excluded.model, dimension = excluded.dimension, text_key = excluded.text_key,
              scale = excluded.scale, vector = excluded.vector
          `).run(model, dimension, textKey, vector.scale, new Uint8Array(vector.values.buffer), id);
        }
      });
    },
  };
}
