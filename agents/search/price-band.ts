/** Upper ends of the price bands, in cents, exclusive. */
const ENDS = [200, 500, 1000, 2000] as const;

/** Names of the price bands of facets, lowest first, in major units of the currency. */
export const PRICE_BANDS = ['0–1.99', '2–4.99', '5–9.99', '10–19.99', '20+'] as const;

/** The place of a price in `PRICE_BANDS`. */
export function priceBandOf(priceCents: number): number {
  const at = ENDS.findIndex((end) => priceCents < end);
  return at === -1 ? ENDS.length : at;
}
