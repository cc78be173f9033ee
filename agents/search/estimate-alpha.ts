import { NO_EVIDENCE, type QueryKind, shiftOf } from './learned-alpha.ts';
import type { QueryStatistics } from './query-statistics.ts';

const EXACT = 0.05;
const PLAIN = 0.375;
const LEAST = 0.02;
const MOST = 0.95;
/** A query covered this much has every word in one product. */
const WHOLE = 0.95;

export interface AlphaEstimate {
  /** 0 keyword … 1 vector. */
  readonly alpha: number;
  /** What it was estimated from, for the reply's execution. */
  readonly because: string;
}

/** What sort of query it is, by the catalogue's statistics. Clicks are learned from by this. */
export function kindOfQuery({ words, exactName, bestCoverage }: QueryStatistics): QueryKind {
  if (exactName) return 'exact';
  if (words.some((it) => it.inBrand && it.productShare < 0.01)) return 'branded';
  if (bestCoverage < WHOLE) return 'partial';
  return words.length > 1 ? 'phrase' : 'word';
}

/**
 * How far a search may leave the exact words, 0 keyword … 1 vector: low for a product's own name or a brand, higher
 * the longer the query, the more common its words and the less of it any one product has; then moved by what clicks on
 * such queries have taught. The level of 0.375 and more lies where the vectors help most (docs/measurements.md).
 */
export function explainAlpha(statistics: QueryStatistics): AlphaEstimate {
  const { words, exactName, bestCoverage, clicks: evidence = NO_EVIDENCE } = statistics;
  const count = words.length;
  if (count === 0) return { alpha: PLAIN, because: 'no words' };
  if (exactName) return { alpha: EXACT, because: 'a product has exactly this name' };
  const unknown = words.filter((it) => it.unknown).length;
  const kind = kindOfQuery(statistics);
  const breadth = words.reduce((sum, it) => sum + Math.sqrt(it.productShare), 0) / count;
  const length = 1 - Math.exp(-(count - 1) / 4);
  const shift = shiftOf(evidence);
  const alpha =
    PLAIN +
    0.15 * length +
    0.25 * (1 - bestCoverage) +
    (0.08 * unknown) / count +
    0.12 * breadth -
    (kind === 'branded' ? 0.1 : 0) +
    shift;
  const reasons = [
    `${count} ${count === 1 ? 'word' : 'words'}`,
    ...(unknown > 0 ? [`${unknown} not in the catalogue`] : []),
    ...(kind === 'branded' ? ['a brand is named'] : []),
    `${Math.round(bestCoverage * 100)} % of it in one product`,
    ...(evidence.clicks > 0
      ? [`${Math.round(evidence.clicks)} clicks ${shift < 0 ? '−' : '+'}${Math.abs(shift).toFixed(2)}`]
      : []),
  ];
  return { alpha: Math.min(MOST, Math.max(LEAST, alpha)), because: reasons.join(', ') };
}

/** As `explainAlpha`, without the reasons. */
export function estimateAlpha(statistics: QueryStatistics): number {
  return explainAlpha(statistics).alpha;
}
