import type { QueryStatistics } from './query-statistics.ts';

const EXACT = 0.05;
const PLAIN = 0.15;
const LEAST = 0.02;
const MOST = 0.95;

/**
 * How far a search may leave the exact words, 0 keyword … 1 vector: low for a product's own name or a brand, higher
 * the longer the query, the more common its words and the less of it any one product has.
 */
export function estimateAlpha({ words, exactName, bestCoverage }: QueryStatistics): number {
  const count = words.length;
  if (count === 0) return PLAIN;
  if (exactName) return EXACT;
  const unknown = words.filter((it) => it.unknown).length / count;
  const branded = words.some((it) => it.inBrand && it.productShare < 0.01) ? 1 : 0;
  const breadth = words.reduce((sum, it) => sum + Math.sqrt(it.productShare), 0) / count;
  const length = 1 - Math.exp(-(count - 1) / 4);
  const alpha =
    PLAIN + 0.3 * length + 0.5 * (1 - bestCoverage) + 0.15 * unknown + 0.25 * breadth - 0.15 * branded;
  return Math.min(MOST, Math.max(LEAST, alpha));
}
