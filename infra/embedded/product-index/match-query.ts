import { grow } from './grow.ts';
import type { ProductColumns } from './product-columns.ts';
import { MAX_IMPACT } from './product-terms.ts';
import type { TermGroup } from './query-plan.ts';
import type { Ranking } from './ranking.ts';
import { FIELD, type TermPostings } from './term-postings.ts';

/** Fields in which a word makes a product match by contract: name, brand, category, aliases. */
const STRONG = FIELD.name | FIELD.alias | FIELD.brand | FIELD.category;
/** Where a word says what kind of thing a product is, and products that must have it to tell. */
const KIND_FIELDS = FIELD.head | FIELD.shelfHead;
const KIND_NEEDS = 3;
/** What a word counts for that stands only in the department or a cuisine. */
const IN_DEPARTMENT = 0.7;
/** A neighbour in letters covers a query word at most by this much, at alpha 1. */
const NEAR_COVERS = 0.3;
/** An alternative below this is a guess, not the word. */
export const SURE = 0.6;
/** What having the words at all counts for, and what kind of thing it is when the query is one word. */
const FLOOR = 0.1;
const KIND = { head: 0.2, categoryShare: 0.2, shelfName: 0.1 };
const ALL_KIND = KIND.head + KIND.categoryShare + KIND.shelfName;

/**
 * Scores every product that has a word of the query, in scratch arrays that one query after the other uses: valid
 * until the next `run`.
 */
export class QueryMatcher {
  /** Relevance in [0, 1] by slot. */
  score: Float32Array<ArrayBuffer> = new Float32Array(1024);
  /** Share of the query that a product covers, by slot. */
  coverage: Float32Array<ArrayBuffer> = new Float32Array(1024);
  /** Slots that have any word of the query; the first `count` are valid. */
  touched: Uint32Array<ArrayBuffer> = new Uint32Array(1024);
  count = 0;
  bestCoverage = 0;
  /** Products that cover about as much as the best one. */
  bestCount = 0;
  #words = new Float32Array(1024);
  #bits = new Uint32Array(1024);
  #heads = new Uint32Array(1024);
  #shelfHeads = new Uint32Array(1024);
  #seen = new Uint8Array(1024);
  #groupCover = new Float32Array(1024);
  #groupWords = new Float32Array(1024);
  #groupNear = new Float32Array(1024);
  #inGroup = new Uint32Array(1024);
  readonly #inWeak: number;
  readonly #kindWord: number;
  #full = 0;
  #share = new Float32Array(0);
  #bestShare = 0;

  constructor({ inWeak, kindWord }: Ranking) {
    this.#inWeak = inWeak;
    this.#kindWord = kindWord;
  }

  run(plan: readonly TermGroup[], alpha: number, columns: ProductColumns, postings: TermPostings): void {
    this.#reset(columns.length);
    // Of two words both are meant; of many, the thing itself more than each word about it.
    const kindWord = this.#kindWord * Math.max(0, 1 - 2 / plan.length);
    const weights = plan.map((group) => group.idf * (1 + kindWord * kindShare(group, postings)));
    const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
    this.#full = plan.length === 32 ? 0xffff_ffff : (1 << plan.length) - 1;
    const key = plan.map((group) => group.read).join(' ');
    const departments = columns.departments.keys.map((it) => it === key);
    const placeOf = (slot: number, fields: number) => {
      if ((fields & STRONG) !== 0) return 1;
      if ((fields & FIELD.department) === 0) return this.#inWeak;
      return departments[columns.department[slot] as number] ? 1 : IN_DEPARTMENT;
    };
    plan.forEach((group, at) => {
      this.#runGroup(group, 1 << at, alpha, (weights[at] as number) / total, columns, postings, placeOf);
    });
    this.#combine(plan.length, key, departments, columns);
  }

  /** Takes in a product that has no word of the query. */
  touch(slot: number): void {
    if (this.#seen[slot] === 1) return;
    this.#seen[slot] = 1;
    this.touched[this.count] = slot;
    this.count += 1;
  }

  /** Whether every word of the query is in the product's name, brand, category or aliases. */
  matchesAll(slot: number): boolean {
    return this.#full !== 0 && this.#bits[slot] === this.#full;
  }

  /** Whether a category has no far smaller part of its products in the query than the best category. */
  isLikelyShelf(category: number): boolean {
    return (this.#share[category] ?? 0) * 10 >= this.#bestShare;
  }

  #reset(length: number): void {
    for (let at = 0; at < this.count; at += 1) {
      const slot = this.touched[at] as number;
      this.score[slot] = 0;
      this.coverage[slot] = 0;
      this.#words[slot] = 0;
      this.#bits[slot] = 0;
      this.#heads[slot] = 0;
      this.#shelfHeads[slot] = 0;
      this.#seen[slot] = 0;
    }
    this.count = 0;
    this.bestCoverage = 0;
    this.bestCount = 0;
    if (length <= this.score.length) return;
    this.score = grow(this.score, length);
    this.coverage = grow(this.coverage, length);
    this.touched = grow(this.touched, length);
    this.#words = grow(this.#words, length);
    this.#bits = grow(this.#bits, length);
    this.#heads = grow(this.#heads, length);
    this.#shelfHeads = grow(this.#shelfHeads, length);
    this.#seen = grow(this.#seen, length);
    this.#groupCover = grow(this.#groupCover, length);
    this.#groupWords = grow(this.#groupWords, length);
    this.#groupNear = grow(this.#groupNear, length);
    this.#inGroup = grow(this.#inGroup, length);
  }

  #runGroup(
    group: TermGroup,
    bit: number,
    alpha: number,
    share: number,
    columns: ProductColumns,
    postings: TermPostings,
    placeOf: (slot: number, fields: number) => number,
  ): void {
    let found = 0;
    const visit = (slot: number, cover: number, words: number, near: number) => {
      if ((this.#groupNear[slot] as number) === 0) {
        this.#inGroup[found] = slot;
        found += 1;
      }
      if (cover > (this.#groupCover[slot] as number)) this.#groupCover[slot] = cover;
      if (words > (this.#groupWords[slot] as number)) this.#groupWords[slot] = words;
      if (near > (this.#groupNear[slot] as number)) this.#groupNear[slot] = near;
    };
    for (const { term, weight } of group.alternatives) {
      const { from, to } = postings.range(term);
      for (let at = from; at < to; at += 1) {
        const slot = postings.slots[at] as number;
        if (columns.alive[slot] !== 1) continue;
        const fields = postings.fields[at] as number;
        const strong = (fields & STRONG) !== 0;
        const place = placeOf(slot, fields);
        visit(slot, weight * place, (weight * (postings.impacts[at] as number)) / MAX_IMPACT, weight * place);
        if (strong && weight >= SURE) this.#bits[slot] = (this.#bits[slot] as number) | bit;
        if ((fields & FIELD.head) !== 0) this.#heads[slot] = (this.#heads[slot] as number) | bit;
        if ((fields & FIELD.shelfHead) !== 0)
          this.#shelfHeads[slot] = (this.#shelfHeads[slot] as number) | bit;
      }
    }
    for (const { term, weight } of group.near) {
      const { from, to } = postings.range(term);
      for (let at = from; at < to; at += 1) {
        const slot = postings.slots[at] as number;
        if (columns.alive[slot] !== 1 || ((postings.fields[at] as number) & STRONG) === 0) continue;
        visit(slot, weight * alpha * NEAR_COVERS, 0, weight);
      }
    }
    for (let at = 0; at < found; at += 1) {
      const slot = this.#inGroup[at] as number;
      if (this.#seen[slot] === 0) {
        this.#seen[slot] = 1;
        this.touched[this.count] = slot;
        this.count += 1;
      }
      const words =
        (1 - alpha) * (this.#groupWords[slot] as number) + alpha * (this.#groupNear[slot] as number);
      this.coverage[slot] = (this.coverage[slot] as number) + share * (this.#groupCover[slot] as number);
      this.#words[slot] = (this.#words[slot] as number) + share * words;
      this.#groupCover[slot] = 0;
      this.#groupWords[slot] = 0;
      this.#groupNear[slot] = 0;
    }
  }

  /**
   * Joins the parts. How large a part of its category a query matches tells what kind of thing is meant: nearly all
   * of "Milk" is milk, little of "Chocolate" is.
   */
  #combine(groups: number, key: string, departments: readonly boolean[], columns: ProductColumns): void {
    const lastBit = 1 << Math.max(0, groups - 1);
    for (let at = 0; at < this.count; at += 1) {
      const cover = this.coverage[this.touched[at] as number] as number;
      if (cover > this.bestCoverage) this.bestCoverage = cover;
    }
    const matched = new Float32Array(columns.categories.texts.length);
    for (let at = 0; at < this.count; at += 1) {
      const slot = this.touched[at] as number;
      if ((this.coverage[slot] as number) < this.bestCoverage * 0.95) continue;
      const category = columns.category[slot] as number;
      matched[category] = (matched[category] as number) + 1;
      this.bestCount += 1;
    }
    this.#bestShare = 0;
    this.#share = matched.map((count, category) => count / ((columns.inCategory[category] ?? 0) + 1));
    for (const share of this.#share) if (share > this.#bestShare) this.#bestShare = share;
    // The more words a query has, the less there is to guess of the kind of thing that is meant.
    const guessed = 1 / Math.max(1, groups) ** 2;
    const named = columns.categories.keys.map((it) => it === key);
    for (let at = 0; at < this.count; at += 1) {
      const slot = this.touched[at] as number;
      const category = columns.category[slot] as number;
      const heads = this.#heads[slot] as number;
      const cover = this.coverage[slot] as number;
      const kind =
        KIND.head *
          ((heads & lastBit) !== 0
            ? 1
            : (heads | ((this.#shelfHeads[slot] as number) & lastBit)) !== 0
              ? 0.5
              : 0) +
        KIND.categoryShare * (this.#share[category] as number) +
        (named[category] || departments[columns.department[slot] as number] ? KIND.shelfName : 0);
      this.score[slot] =
        cover *
        cover *
        (FLOOR + (1 - FLOOR - guessed * ALL_KIND) * (this.#words[slot] as number) + guessed * kind);
    }
  }
}

/** Of the products that have a word in their name or shelf, the share of which it says what kind of thing they are. */
function kindShare({ alternatives: [best] }: TermGroup, postings: TermPostings): number {
  if (best === undefined) return 0;
  const { from, to } = postings.range(best.term);
  let [kinds, strong] = [0, 0];
  for (let at = from; at < to; at += 1) {
    const fields = postings.fields[at] as number;
    if ((fields & STRONG) !== 0) strong += 1;
    if ((fields & KIND_FIELDS) !== 0) kinds += 1;
  }
  return strong < KIND_NEEDS ? 0 : kinds / strong;
}
