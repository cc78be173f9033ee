import { grow } from './grow.ts';
import type { Packed } from './packed-file.ts';

/** Where in a product a word stands; the bits of a posting. */
export const FIELD = {
  name: 1,
  head: 2,
  alias: 4,
  brand: 8,
  category: 16,
  department: 32,
  weak: 64,
  shelfHead: 128,
} as const;

/** One word of one product: its BM25F weight before idf, and the fields it stands in. */
export interface TermWeight {
  readonly impact: number;
  readonly fields: number;
}

/** The places of one term's postings in the pool. */
export interface PostingRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The inverted index: for every term the slots of the products that have it, in one pool of typed arrays. A term's
 * range doubles when it is full; the pool is rebuilt as a whole when too much of it is dead.
 */
export class TermPostings {
  slots: Uint32Array<ArrayBuffer> = new Uint32Array(1 << 12);
  impacts: Float32Array<ArrayBuffer> = new Float32Array(1 << 12);
  fields: Uint8Array<ArrayBuffer> = new Uint8Array(1 << 12);
  terms: string[] = [];
  #ids = new Map<string, number>();
  #from = new Uint32Array(1 << 10);
  #length = new Uint32Array(1 << 10);
  #capacity = new Uint32Array(1 << 10);
  #end = 0;

  /** The number of a term, −1 when no product has ever had it. */
  idOf(term: string): number {
    return this.#ids.get(term) ?? -1;
  }

  /** How many products have the term, replaced ones included. */
  frequency(id: number): number {
    return id < 0 ? 0 : (this.#length[id] as number);
  }

  range(id: number): PostingRange {
    const from = this.#from[id] as number;
    return { from, to: from + (this.#length[id] as number) };
  }

  /** Notes that the product in `slot` has the term; answers the term's number. */
  add(term: string, slot: number, weight: TermWeight): number {
    const id = this.#idFor(term);
    const length = this.#length[id] as number;
    if (length === (this.#capacity[id] as number)) this.#move(id, length);
    const at = (this.#from[id] as number) + length;
    this.slots[at] = slot;
    this.impacts[at] = weight.impact;
    this.fields[at] = weight.fields;
    this.#length[id] = length + 1;
    return id;
  }

  pack(): Packed {
    const count = this.terms.length;
    return {
      plain: { terms: this.terms },
      numbers: {
        slots: this.slots.slice(0, this.#end),
        impacts: this.impacts.slice(0, this.#end),
        fields: this.fields.slice(0, this.#end),
        from: this.#from.slice(0, count),
        length: this.#length.slice(0, count),
        capacity: this.#capacity.slice(0, count),
      },
    };
  }

  static unpack({ plain, numbers }: Packed): TermPostings {
    const postings = new TermPostings();
    const { terms } = plain as { terms: string[] };
    const it = numbers as Record<string, Uint32Array<ArrayBuffer>>;
    postings.terms = terms;
    postings.#ids = new Map(terms.map((term, id) => [term, id]));
    postings.slots = it.slots as Uint32Array<ArrayBuffer>;
    postings.impacts = numbers.impacts as Float32Array<ArrayBuffer>;
    postings.fields = numbers.fields as Uint8Array<ArrayBuffer>;
    postings.#from = it.from as Uint32Array<ArrayBuffer>;
    postings.#length = it.length as unknown as Uint32Array<ArrayBuffer>;
    postings.#capacity = it.capacity as Uint32Array<ArrayBuffer>;
    postings.#end = postings.slots.length;
    return postings;
  }

  #idFor(term: string): number {
    const known = this.#ids.get(term);
    if (known !== undefined) return known;
    const id = this.terms.length;
    this.terms.push(term);
    this.#ids.set(term, id);
    this.#from = grow(this.#from, id + 1);
    this.#length = grow(this.#length, id + 1);
    this.#capacity = grow(this.#capacity, id + 1);
    return id;
  }

  #move(id: number, length: number): void {
    const capacity = Math.max(2, length * 2);
    const target = this.#end;
    this.#end += capacity;
    this.slots = grow(this.slots, this.#end);
    this.impacts = grow(this.impacts, this.#end);
    this.fields = grow(this.fields, this.#end);
    const from = this.#from[id] as number;
    this.slots.copyWithin(target, from, from + length);
    this.impacts.copyWithin(target, from, from + length);
    this.fields.copyWithin(target, from, from + length);
    this.#from[id] = target;
    this.#capacity[id] = capacity;
  }
}
