import type { Product } from '#agents/search/product.ts';
import type { Comparison } from '#agents/supervisor/intent.ts';

/** From this share of the size on, packs count as equally large. */
const SAME_SIZE = 0.02;

/** Cents of one gram, millilitre or item; null when price or size is not known. */
export function centsPerUnit({ priceCents, size }: Product): number | null {
  return priceCents === null || size === null || size.amount <= 0 ? null : priceCents / size.amount;
}

/**
 * Whether `other` is what was asked for beside `base`. Cheaper is by unit where both state one, else by pack; sizes
 * compare in equal units only. What is not known never compares.
 */
export function compares(by: Comparison['by'], other: Product, base: Product): boolean {
  const sameUnit = other.size !== null && other.size.unit === base.size?.unit;
  switch (by) {
    case 'cheaper': {
      const [left, right] = sameUnit
        ? [centsPerUnit(other), centsPerUnit(base)]
        : [other.priceCents, base.priceCents];
      return left !== null && right !== null && left < right;
    }
    case 'larger':
      return sameUnit && (other.size?.amount ?? 0) > (base.size?.amount ?? 0) * (1 + SAME_SIZE);
    case 'smaller':
      return sameUnit && (other.size?.amount ?? 0) < (base.size?.amount ?? 0) * (1 - SAME_SIZE);
    case 'other':
      return other.brand !== base.brand;
  }
}
