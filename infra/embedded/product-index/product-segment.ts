import type { Product } from '#agents/search/product.ts';
import { compoundParts } from './compound-parts.ts';
import { ProductColumns } from './product-columns.ts';
import { productTerms } from './product-terms.ts';
import type { Vocabulary } from './query-plan.ts';
import { Spelling } from './spelling.ts';
import { FIELD, TermPostings } from './term-postings.ts';

/** Compounds remembered at once. */
const MAX_REMEMBERED = 2000;

/**
 * Everything the index knows of the products, in memory: words, spelling, facts and exact names. A changed product
 * takes a new slot and its old one is buried.
 */
export class ProductSegment {
  readonly columns = new ProductColumns();
  readonly postings = new TermPostings();
  readonly spelling = new Spelling();
  /** The catalogue's version that the segment has caught up with. */
  version = 0;
  #exact = new Map<string, number[]>();
  #slotOf = new Map<string, number>();
  #parts = new Map<string, readonly string[]>();

  /** The words of a compound as the names of the catalogue write it; remembered until the catalogue changes. */
  partsOf = (token: string): readonly string[] => {
    let parts = this.#parts.get(token);
    if (parts === undefined) {
      const { postings, spelling, columns } = this;
      parts = compoundParts(token, { postings, spelling, names: columns.names });
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
    this.columns.bury(slot);
    this.#slotOf.delete(id);
  }

  /** Slots of the products of which `key` is the whole name or an alias. */
  exactSlots(key: string): ReadonlySet<number> {
    return new Set((this.#exact.get(key) ?? []).filter((slot) => this.columns.alive[slot] === 1));
  }

  /** Whether buried products outweigh those alive, so that building anew pays. */
  get worn(): boolean {
    const buried = this.columns.length - this.columns.aliveCount;
    return buried > 1000 && buried > this.columns.aliveCount;
  }
}
