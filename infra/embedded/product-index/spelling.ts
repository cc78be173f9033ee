import { editDistance } from '#agents/search/edit-distance.ts';
import { grow } from './grow.ts';
import type { Packed } from './packed-file.ts';

/** A word of the catalogue near to a written one; similarity in (0, 1]. */
export interface NearTerm {
  readonly term: number;
  readonly similarity: number;
}

export interface Correction extends NearTerm {
  readonly distance: number;
}

const MAX_CORRECTIONS = 3;
/** Dice overlap of letter trigrams below which two words have nothing in common. */
const LEAST_OVERLAP = 0.4;
/** Words compared letter by letter after the trigrams have chosen them. */
const MAX_COMPARED = 200;

/**
 * The spelling of the catalogue's words: letter trigrams point to the words that have them. It finds misspelt words
 * and words with a common part; it knows nothing of meaning.
 */
export class Spelling {
  #terms = new Map<number, string>();
  #ids = new Map<string, number>();
  /** Read from a file they are typed arrays until a word is added. */
  #postings = new Map<string, number[] | Uint32Array>();
  #shared: Uint8Array<ArrayBuffer> = new Uint8Array(1 << 10);

  add(term: string, id: number): void {
    if (this.#terms.has(id) || !/^\p{L}[\p{L}\p{M}]+$/u.test(term)) return;
    this.#terms.set(id, term);
    this.#ids.set(term, id);
    this.#shared = grow(this.#shared, id + 1);
    for (const trigram of trigramsOf(term)) {
      const list = this.#postings.get(trigram);
      if (Array.isArray(list)) list.push(id);
      else this.#postings.set(trigram, [...(list ?? []), id]);
    }
  }

  pack(): Packed {
    const trigrams = [...this.#postings.keys()];
    const lists = [...this.#postings.values()];
    const ends = new Uint32Array(lists.length);
    let end = 0;
    lists.forEach((list, at) => {
      end += list.length;
      ends[at] = end;
    });
    const ids = new Uint32Array(end);
    lists.forEach((list, at) => {
      ids.set(list, (ends[at] as number) - list.length);
    });
    return { plain: { trigrams }, numbers: { ends, ids, terms: Uint32Array.from(this.#terms.keys()) } };
  }

  /** `words` are the catalogue's, by their numbers. */
  static unpack({ plain, numbers }: Packed, words: readonly string[]): Spelling {
    const spelling = new Spelling();
    const { trigrams } = plain as { trigrams: readonly string[] };
    const { ends, ids, terms } = numbers as Record<string, Uint32Array>;
    for (const id of terms ?? []) {
      spelling.#terms.set(id, words[id] ?? '');
      spelling.#ids.set(words[id] ?? '', id);
    }
    trigrams.forEach((trigram, at) => {
      spelling.#postings.set(trigram, (ids as Uint32Array).subarray(ends?.[at - 1] ?? 0, ends?.[at]));
    });
    spelling.#shared = grow(spelling.#shared, words.length);
    return spelling;
  }

  /** Words with a common part, most alike first, by the Dice overlap of trigrams. */
  near(word: string, limit: number): readonly NearTerm[] {
    return this.#overlaps(word, LEAST_OVERLAP).slice(0, limit);
  }

  /**
   * Words that `word` may be a misspelling of: one slip up to five letters, two from six on; only the nearest
   * distance, `popularity` breaking ties.
   */
  corrections(word: string, popularity: (term: number) => number): readonly Correction[] {
    const length = [...word].length;
    if (length < 4 || !/^[\p{L}\p{M}]+$/u.test(word)) return [];
    const limit = length < 6 ? 1 : 2;
    const found: Correction[] = [];
    for (const { term, similarity } of this.#overlaps(word, 0.2).slice(0, MAX_COMPARED)) {
      const distance = editDistance(word, this.#terms.get(term) ?? '', limit);
      if (distance <= limit && popularity(term) > 0) found.push({ term, similarity, distance });
    }
    for (const swapped of swapsOf(word)) {
      const term = this.#ids.get(swapped);
      if (term === undefined || popularity(term) === 0 || found.some((it) => it.term === term)) continue;
      found.push({ term, similarity: 1 - 1 / length, distance: 1 });
    }
    const nearest = Math.min(...found.map((it) => it.distance));
    const sameStart = (it: Correction) => (this.#terms.get(it.term)?.[0] === word[0] ? 1 : 0);
    return found
      .filter((it) => it.distance === nearest)
      .sort((a, b) => sameStart(b) - sameStart(a) || popularity(b.term) - popularity(a.term))
      .slice(0, MAX_CORRECTIONS);
  }

  #overlaps(word: string, least: number): NearTerm[] {
    const trigrams = trigramsOf(word);
    const touched: number[] = [];
    for (const trigram of trigrams) {
      for (const id of this.#postings.get(trigram) ?? []) {
        if (this.#shared[id] === 0) touched.push(id);
        this.#shared[id] = (this.#shared[id] as number) + 1;
      }
    }
    const found: NearTerm[] = [];
    for (const id of touched) {
      const size = this.#terms.get(id)?.length ?? 0;
      const similarity = (2 * (this.#shared[id] as number)) / (trigrams.length + size);
      this.#shared[id] = 0;
      if (similarity >= least) found.push({ term: id, similarity: Math.min(1, similarity) });
    }
    return found.sort((a, b) => b.similarity - a.similarity);
  }
}

/** Trigrams of the word between marks of its start and end: "tea" gives ^te, tea, ea$, each once. */
function trigramsOf(word: string): readonly string[] {
  const marked = `^${word}$`;
  const trigrams = new Set<string>();
  for (let at = 0; at + 3 <= marked.length; at += 1) trigrams.add(marked.slice(at, at + 3));
  return [...trigrams];
}

/** The word with two neighbouring letters changed: a slip that leaves a short word no trigram. */
function swapsOf(word: string): readonly string[] {
  return Array.from(
    { length: word.length - 1 },
    (_, at) => `${word.slice(0, at)}${word[at + 1] ?? ''}${word[at] ?? ''}${word.slice(at + 2)}`,
  );
}
