import type { EsciQuery } from './esci-data.ts';

/** Gains of the protocol: exact, substitute, complement; irrelevant and unjudged give nothing. */
const GAINS = { E: 1, S: 0.1, C: 0.01, I: 0 } as const;

export interface Relevance {
  readonly ndcg: number;
  readonly recall: number;
  readonly reciprocalRank: number;
}

/** nDCG@10 (Järvelin & Kekäläinen, TOIS 2002), Recall@50 and reciprocal rank of one ranking of product ids. */
export function relevanceOf(ranking: readonly string[], { ratings }: EsciQuery): Relevance {
  const gain = (id: string | undefined) => GAINS[ratings[id ?? ''] ?? 'I'];
  const discounted = (gains: readonly number[]) =>
    gains.slice(0, 10).reduce((sum, value, at) => sum + value / Math.log2(at + 2), 0);
  const ideal = discounted(
    Object.keys(ratings)
      .map(gain)
      .sort((left, right) => right - left),
  );
  const exact = Object.keys(ratings).filter((id) => ratings[id] === 'E');
  const found = new Set(ranking.slice(0, 50));
  const first = ranking.findIndex((id) => ratings[id] === 'E');
  return {
    ndcg: ideal === 0 ? 0 : discounted(ranking.map(gain)) / ideal,
    recall: exact.length === 0 ? 0 : exact.filter((id) => found.has(id)).length / exact.length,
    reciprocalRank: first < 0 ? 0 : 1 / (first + 1),
  };
}

/** Means over the queries. */
export function meanRelevance(all: readonly Relevance[]): Relevance {
  const mean = (read: (it: Relevance) => number) => all.reduce((sum, it) => sum + read(it), 0) / all.length;
  return {
    ndcg: mean((it) => it.ndcg),
    recall: mean((it) => it.recall),
    reciprocalRank: mean((it) => it.reciprocalRank),
  };
}
