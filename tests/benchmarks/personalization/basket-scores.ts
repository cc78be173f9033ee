/** One list against what was bought. */
export interface Judged {
  readonly ranked: readonly string[];
  readonly truth: ReadonlySet<string>;
  /** What the shopper had bought before. */
  readonly known: ReadonlySet<string>;
}

const DEPTH = 10;

/**
 * Recall, NDCG (against the ideal of the whole truth) and PHR at 10 over all cases; recall of what was bought again and
 * of what was new, each over the cases that have such items.
 */
export function scoreBaskets(cases: readonly Judged[]): Readonly<Record<string, number>> {
  const totals = { recall: 0, ndcg: 0, phr: 0, repeat: 0, repeatCases: 0, fresh: 0, freshCases: 0 };
  for (const { ranked, truth, known } of cases) {
    const hits = ranked
      .slice(0, DEPTH)
      .map((item, rank) => ({ item, rank }))
      .filter(({ item }) => truth.has(item));
    const ideal = [...truth].reduce((sum, _, rank) => sum + gain(rank), 0);
    totals.recall += hits.length / truth.size;
    totals.ndcg += hits.reduce((sum, { rank }) => sum + gain(rank), 0) / ideal;
    totals.phr += hits.length > 0 ? 1 : 0;
    const again = [...truth].filter((item) => known.has(item)).length;
    const hitsAgain = hits.filter(({ item }) => known.has(item)).length;
    if (again > 0) {
      totals.repeat += hitsAgain / again;
      totals.repeatCases += 1;
    }
    if (truth.size > again) {
      totals.fresh += (hits.length - hitsAgain) / (truth.size - again);
      totals.freshCases += 1;
    }
  }
  return {
    'recall@10': totals.recall / cases.length,
    'ndcg@10': totals.ndcg / cases.length,
    'phr@10': totals.phr / cases.length,
    'repeat.recall@10': totals.repeat / Math.max(1, totals.repeatCases),
    'new.recall@10': totals.fresh / Math.max(1, totals.freshCases),
  };
}

function gain(rank: number): number {
  return 1 / Math.log2(rank + 2);
}
