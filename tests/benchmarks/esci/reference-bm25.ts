import { stem } from '#agents/search/stem.ts';
import type { EsciProduct } from './esci-data.ts';

/** Of the reference implementation in the data's README. */
const K1 = 1.2;
const B = 0.75;
const TITLE_WEIGHT = 3;

/** Ranks product ids for a query by plain BM25 over title ×3, brand, colour, bullets and description. */
export function referenceBm25(products: readonly EsciProduct[]): (query: string, limit: number) => string[] {
  const postings = new Map<string, Map<number, number>>();
  const lengths = products.map(({ title, brand, color, bullets, description }, at) => {
    const words = [
      ...Array.from({ length: TITLE_WEIGHT }, () => wordsOf(title)).flat(),
      ...wordsOf(`${brand} ${color} ${bullets} ${description}`),
    ];
    for (const word of words) {
      const counts = postings.get(word) ?? new Map<number, number>();
      counts.set(at, (counts.get(at) ?? 0) + 1);
      postings.set(word, counts);
    }
    return words.length;
  });
  const meanLength = lengths.reduce((sum, it) => sum + it, 0) / Math.max(1, lengths.length);
  return (query, limit) => {
    const scores = new Map<number, number>();
    for (const word of new Set(wordsOf(query))) {
      const counts = postings.get(word) ?? new Map<number, number>();
      const idf = Math.log(1 + (products.length - counts.size + 0.5) / (counts.size + 0.5));
      for (const [at, count] of counts) {
        const length = 1 - B + (B * (lengths[at] ?? 0)) / meanLength;
        scores.set(at, (scores.get(at) ?? 0) + (idf * count * (K1 + 1)) / (count + K1 * length));
      }
    }
    return [...scores]
      .sort((left, right) => right[1] - left[1] || left[0] - right[0])
      .slice(0, limit)
      .map(([at]) => products[at]?.id ?? '');
  };
}

function wordsOf(text: string): readonly string[] {
  return (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).map(stem);
}
