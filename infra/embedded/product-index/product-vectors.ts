import { createDotKernel } from './dot-kernel.ts';
import { grow } from './grow.ts';
import type { Packed } from './packed-file.ts';
import type { QuantizedVector } from './quantize.ts';

const PAGE = 65_536;
/** Vectors of queries kept in the memory at once; the next one takes the place of the oldest. */
const QUERIES = 4;
/** Slots reserved at first, and the smallest growth. */
const SLOTS = 1024;
/** Numbers are read eight at a time. */
const LANES = 8;
/** Of a vector of zeros; the smallest numbers of 64 bits are 0 in 32. */
const LEAST_SCALE = 1e-30;

/** The vectors of the products by slot, a byte a number. A slot without one has no meaning yet, not a meaning of zero. */
export class ProductVectors {
  readonly dimension: number;
  readonly #kernel = createDotKernel();
  readonly #stride: number;
  #scales: Float32Array<ArrayBuffer> = new Float32Array(SLOTS);
  #capacity = 0;
  #queries = 0;

  constructor(dimension: number) {
    this.dimension = dimension;
    this.#stride = Math.ceil(dimension / LANES) * LANES;
    this.#reserve(SLOTS);
  }

  put(slot: number, { values, scale }: QuantizedVector): void {
    if (values.length !== this.dimension) {
      throw new Error(`A vector of ${values.length} numbers does not fit an index of ${this.dimension}.`);
    }
    this.#reserve(slot + 1);
    this.#scales = grow(this.#scales, slot + 1);
    new Int8Array(this.#kernel.memory.buffer, this.#placeOf(slot), this.dimension).set(values);
    // A vector of zeros says nothing about the product, but it is there.
    this.#scales[slot] = scale || LEAST_SCALE;
  }

  has(slot: number): boolean {
    return slot < this.#scales.length && (this.#scales[slot] as number) > 0;
  }

  /**
   * Cosines of the first `count` slots with a query of unit length, valid until the next call; 0 where a slot has no
   * vector.
   */
  cosines(query: QuantizedVector, count: number): Float32Array {
    const known = Math.min(count, this.#capacity);
    this.#kernel.dots(this.#load(query), this.#vectorsAt, known, this.#stride, this.#outAt);
    const dots = new Int32Array(this.#kernel.memory.buffer, this.#outAt, known);
    const cosines = new Float32Array(this.#kernel.memory.buffer, this.#outAt, known);
    const scales = this.#scales;
    for (let slot = 0; slot < known; slot += 1) {
      cosines[slot] = (dots[slot] as number) * query.scale * (scales[slot] ?? 0);
    }
    return cosines;
  }

  /** The cosine of single slots with a query, as long as not more than three other queries come between. */
  cosineWith(query: QuantizedVector): (slot: number) => number {
    const at = this.#load(query);
    const kernel = this.#kernel;
    // Behind the answers of a whole scan there is room for one.
    const out = this.#outAt + this.#capacity * 4;
    const answer = new Int32Array(kernel.memory.buffer, out, 1);
    return (slot) => {
      if (!this.has(slot)) return 0;
      kernel.dots(at, this.#placeOf(slot), 1, this.#stride, out);
      return (answer[0] as number) * query.scale * (this.#scales[slot] as number);
    };
  }

  /** Adds the slot's vector, `weight` times, to `sum`. */
  addTo(sum: Float32Array, slot: number, weight: number): void {
    if (!this.has(slot)) return;
    const values = new Int8Array(this.#kernel.memory.buffer, this.#placeOf(slot), this.dimension);
    const scale = weight * (this.#scales[slot] as number);
    for (let at = 0; at < sum.length; at += 1) {
      sum[at] = (sum[at] as number) + scale * (values[at] as number);
    }
  }

  pack(slots: number): Packed {
    this.#reserve(slots);
    const values = new Int8Array(this.#kernel.memory.buffer, this.#vectorsAt, slots * this.#stride);
    const scales = grow(this.#scales, slots).slice(0, slots);
    return { plain: {}, numbers: { values, scales } };
  }

  static unpack({ numbers }: Packed, dimension: number): ProductVectors {
    const vectors = new ProductVectors(dimension);
    const { values, scales } = numbers as { values: Int8Array; scales: Float32Array<ArrayBuffer> };
    vectors.#reserve(scales.length);
    new Int8Array(vectors.#kernel.memory.buffer, vectors.#vectorsAt, values.length).set(values);
    vectors.#scales = scales;
    return vectors;
  }

  // The memory: queries of 16-bit numbers, then the vectors, then the answers of a scan.
  get #vectorsAt(): number {
    return QUERIES * this.#stride * 2;
  }

  get #outAt(): number {
    return this.#vectorsAt + this.#capacity * this.#stride;
  }

  #placeOf(slot: number): number {
    return this.#vectorsAt + slot * this.#stride;
  }

  #load({ values }: QuantizedVector): number {
    if (values.length !== this.dimension) {
      throw new Error(`A query of ${values.length} numbers does not fit an index of ${this.dimension}.`);
    }
    const at = (this.#queries % QUERIES) * this.#stride * 2;
    this.#queries += 1;
    new Int16Array(this.#kernel.memory.buffer, at, this.dimension).set(values);
    return at;
  }

  #reserve(slots: number): void {
    if (slots <= this.#capacity) return;
    const { memory } = this.#kernel;
    const before = this.#outAt;
    this.#capacity = Math.max(slots, SLOTS, Math.ceil(this.#capacity * 1.5));
    const needed = this.#outAt + (this.#capacity + 1) * 4;
    if (needed > memory.buffer.byteLength) {
      memory.grow(Math.ceil((needed - memory.buffer.byteLength) / PAGE));
    }
    // Where answers stood there are vectors now.
    new Uint8Array(memory.buffer, before, needed - before).fill(0);
  }
}
