import type { BaseUnit, PackSize } from './product.ts';

interface Priced {
  readonly priceCents: number | null;
  readonly size: PackSize | null;
  readonly currency: string;
}

export interface UnitPrice {
  /** Whole cents for one `per`. */
  readonly cents: number;
  readonly per: string;
}

/** Shelf measures as US grocers print them (NIST SP 1181) where prices are in dollars, else per 100 g and 100 ml. */
const US_MEASURES = {
  g: { per: 'lb', amount: 453.59237 },
  ml: { per: 'qt', amount: 946.352946 },
  each: { per: 'each', amount: 1 },
} as const;
const METRIC_MEASURES = {
  g: { per: '100 g', amount: 100 },
  ml: { per: '100 ml', amount: 100 },
  each: { per: 'each', amount: 1 },
} as const;

/** Price of one measure of the product; null when the price or the size is unknown. */
export function unitPrice(product: Priced): UnitPrice | null {
  const rate = unitRate(product);
  if (rate === null) return null;
  const measures = product.currency === 'USD' ? US_MEASURES : METRIC_MEASURES;
  const { per, amount } = measures[rate.unit];
  return { cents: Math.round(rate.centsPerUnit * amount), per };
}

/** Unrounded cents per gram, millilitre or item: what sorting by unit price compares, within one unit only. */
export function unitRate(product: Priced): { readonly centsPerUnit: number; readonly unit: BaseUnit } | null {
  const { priceCents, size } = product;
  if (priceCents === null || size === null || !(size.amount > 0)) return null;
  return { centsPerUnit: priceCents / size.amount, unit: size.unit };
}
