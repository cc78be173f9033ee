import type { GraphEdge, Properties } from './edge.ts';
import type { UsualQuantity } from './usual-quantity.ts';

/** What is noted at a fact whose usual amount the shopper set right. */
export function quantityCorrection(quantity: number, at: number): Properties {
  return { quantity, correctedAt: at };
}

/**
 * The usual amount as the shopper set it right; null when they never did. It stands against all that was bought before,
 * and until they have since bought some other amount more than once, and more often than the one they named.
 */
export function correctedQuantity({ props, evidence }: GraphEdge): UsualQuantity | null {
  const { quantity, correctedAt } = props;
  if (typeof quantity !== 'number' || typeof correctedAt !== 'number') return null;
  const since = (evidence.amounts?.recent ?? []).flatMap(([at, packs]) => (at > correctedAt ? [packs] : []));
  const counts = new Map([[quantity, 1]]);
  for (const packs of since) counts.set(packs, (counts.get(packs) ?? 0) + 1);
  const [packs] = [...counts].reduce((best, one) => (one[1] > best[1] ? one : best));
  const right = counts.get(packs) ?? 0;
  return {
    packs,
    low: Math.min(quantity, ...since),
    high: Math.max(quantity, ...since),
    // Laplace's rule of succession over the correction and what was bought since.
    confidence: (right + 1) / (since.length + 3),
  };
}
