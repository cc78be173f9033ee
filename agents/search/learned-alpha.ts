/** Sorts of queries that clicks are counted by: few, so that each gathers evidence. */
export const QUERY_KINDS = ['exact', 'branded', 'word', 'phrase', 'partial'] as const;
export type QueryKind = (typeof QUERY_KINDS)[number];

/** What clicks on one kind of query say. Each click leans from −1 (the words ranked it higher) to 1 (the meaning did). */
export interface AlphaEvidence {
  /** Clicks, each by its weight. */
  readonly clicks: number;
  /** Sum of the weighted leanings. */
  readonly lean: number;
}

export const NO_EVIDENCE: AlphaEvidence = { clicks: 0, lean: 0 };

/**
 * PORT. Keeps what all shoppers' clicks together have taught about alpha; it holds no shopper and no query. Read before
 * every search.
 */
export interface LearnedAlpha {
  evidenceOf(kind: QueryKind): Promise<AlphaEvidence>;
  /** Adds one click. `weight` in [0, 1], `lean` in [−1, 1]. */
  add(kind: QueryKind, click: { readonly weight: number; readonly lean: number }): Promise<void>;
}

/** However many clicks, alpha moves no further. */
const FURTHEST = 0.25;
/** Clicks that the estimate without clicks is worth. */
const PRIOR_CLICKS = 30;
/** From so many clicks on older ones fade, so that a changed catalogue is learned anew. */
const REMEMBERED_CLICKS = 2_000;

/** How far the clicks move alpha: their mean leaning, shrunk towards none while they are few. */
export function shiftOf({ clicks, lean }: AlphaEvidence): number {
  return (FURTHEST * lean) / (clicks + PRIOR_CLICKS);
}

export function addClick(
  { clicks, lean }: AlphaEvidence,
  click: { readonly weight: number; readonly lean: number },
): AlphaEvidence {
  const kept = clicks >= REMEMBERED_CLICKS ? REMEMBERED_CLICKS / (clicks + 1) : 1;
  return { clicks: (clicks + click.weight) * kept, lean: (lean + click.weight * click.lean) * kept };
}
