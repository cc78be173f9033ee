import type { Product } from '#agents/search/product.ts';
import { compoundParts } from './compound-parts.ts';
import type { Packed } from './packed-file.ts';
import { ProductColumns } from './product-columns.ts';
import { productTerms } from './product-terms.ts';
import { ProductVectors } from './product-vectors.ts';
import type { QuantizedVector } from './quantize.ts';
import type { Vocabulary } from './query-plan.ts';
import { Spelling } from './spelling.ts';
import { FIELD, TermPostings } from './term-postings.ts';

interface SegmentParts {
  readonly columns: ProductColumns;
  readonly postings: TermPostings;
  readonly spelling: Spelling;
  readonly vectors: ProductVectors | null;
}

/** Compounds remembered at once. */
const MAX_REMEMBERED = 2000;

/**
 * Everything the index knows of the products, in memory: words, spelling, facts and exact names. A changed product
 * takes a new slot and its old one is buried.
 */
export class ProductSegment {
  readonly columns: ProductColumns;
  readonly postings: TermPostings;
  readonly spelling: Spelling;
  /** Null in an index without embeddings. */
  readonly vectors: ProductVectors | null;
  /** The catalogue's version that the segment has caught up with. */
  version = 0;
  /** Counts every change of a product or a vector. */
  changes = 0;
  #exact = new Map<string, number[]>();
  #slotOf = new Map<string, number>();
  /** Products alive that have a vector. */
  #withVector = 0;
  #parts = new Map<string, readonly string[]>();

  /** `dimension` of the vectors; 0 for an index without them. */
  constructor(dimension: number, parts: SegmentParts | null = null) {
    this.columns = parts?.columns ?? new ProductColumns();
    this.postings = parts?.postings ?? new TermPostings();
    this.spelling = parts?.spelling ?? new Spelling();
    this.vectors = parts?.vectors ?? (dimension === 0 ? null : new ProductVectors(dimension));
  }

  /** Everything in the segment, in parts. */
  *pack(): Generator<[string, Packed]> {
    yield ['columns', this.columns.pack()];
    yield ['postings', this.postings.pack()];
    yield ['spelling', this.spelling.pack()];
    if (this.vectors !== null) yield ['vectors', this.vectors.pack(this.columns.length)];
    const keys = [...this.#exact.keys()];
    const ends: number[] = [];
    const slots: number[] = [];
    for (const list of this.#exact.values()) {
      slots.push(...list);
      ends.push(slots.length);
    }
    const numbers = { ends: Uint32Array.from(ends), slots: Uint32Array.from(slots) };
    yield ['exact', { plain: { keys, version: this.version }, numbers }];
  }

  /** The segment of such parts. Vectors of another dimension stay out. */
  static unpack(parts: Readonly<Record<string, Packed>>, dimension: number): ProductSegment {
    const { columns, postings, spelling, exact, vectors } = parts as Record<string, Packed>;
    const words = TermPostings.unpack(postings as Packed);
    const segment = new ProductSegment(dimension, {
      columns: ProductColumns.unpack(columns as Packed),
      postings: words,
      spelling: Spelling.unpack(spelling as Packed, words.terms),
      vectors: vectors === undefined || dimension === 0 ? null : ProductVectors.unpack(vectors, dimension),
    });
    const { keys, version } = (exact as Packed).plain as { keys: string[]; version: number };
    const { ends, slots } = (exact as Packed).numbers as { ends: Uint32Array; slots: Uint32Array };
    keys.forEach((key, at) => {
      segment.#exact.set(key, [...slots.subarray(ends[at - 1] ?? 0, ends[at])]);
    });
    segment.version = version;
    for (let slot = 0; slot < segment.columns.length; slot += 1) {
      if (segment.columns.alive[slot] !== 1) continue;
      segment.#slotOf.set(segment.columns.ids[slot] ?? '', slot);
      if (segment.vectors?.has(slot)) segment.#withVector += 1;
    }
    return segment;
  }

  /** Products alive that have no vector. */
  withoutVector(): readonly string[] {
    const { vectors } = this;
    if (vectors === null || this.#withVector === this.columns.aliveCount) return [];
    return [...this.#slotOf].filter(([, slot]) => !vectors.has(slot)).map(([id]) => id);
  }

  /** The words of a compound as the names of the catalogue write it; remembered until the catalogue changes. */
  partsOf = (token: string): readonly string[] => {
    let parts = this.#parts.get(token);
    if (parts === undefined) {
      const { postings, spelling, columns } = this;
      parts = compoundParts(token, {
        postings,
        spelling,
        names: columns.names,
        shelves: columns.categories.texts,
      });
      if (this.#parts.size >= MAX_REMEMBERED) this.#parts.clear();
      this.#parts.set(token, parts);
    }
    return parts;
  };

  get vocabulary(): Vocabulary {
    const { postings, spelling, partsOf, columns } = this;
    return { postings, spelling, partsOf, productCount: columns.aliveCount };
  }

  put(product: Product): void {
    this.remove(product.id);
    this.changes += 1;
    this.#parts.clear();
    const slot = this.columns.add(product);
    this.#slotOf.set(product.id, slot);
    const { terms, exactKeys } = productTerms(product);
    for (const [term, weight] of terms) {
      const id = this.postings.add(term, slot, weight);
      if (weight.fields !== FIELD.weak) this.spelling.add(term, id);
    }
    for (const key of exactKeys) {
      const slots = this.#exact.get(key);
      if (slots === undefined) this.#exact.set(key, [slot]);
      else slots.push(slot);
    }
  }

  remove(id: string): void {
    const slot = this.#slotOf.get(id);
    if (slot === undefined) return;
    this.changes += 1;
    this.columns.bury(slot);
    if (this.vectors?.has(slot)) this.#withVector -= 1;
    this.#slotOf.delete(id);
  }

  /** Gives a product that is here its vector. */
  putVector(id: string, vector: QuantizedVector): void {
    const slot = this.#slotOf.get(id);
    if (slot === undefined || this.vectors === null) return;
    if (!this.vectors.has(slot)) this.#withVector += 1;
    this.changes += 1;
    this.vectors.put(slot, vector);
  }

  /** Slots of the products of which `key` is the whole name or an alias. */
  exactSlots(key: string): ReadonlySet<number> {
    return new Set((this.#exact.get(key) ?? []).filter((slot) => this.columns.alive[slot] === 1));
  }

  /** Whether nearly every product has a vector, so that comparing meanings is fair. */
  get meaningKnown(): boolean {
    const { vectors, columns } = this;
    return vectors !== null && columns.aliveCount > 0 && this.#withVector >= 0.9 * columns.aliveCount;
  }

  /** Whether buried products outweigh those alive, so that building anew pays. */
  get worn(): boolean {
    const buried = this.columns.length - this.columns.aliveCount;
    return buried > 1000 && buried > this.columns.aliveCount;
  }
}
