import type { Product } from '#agents/search/product.ts';

/** What of a product is embedded; name, brand and shelf found more than the name alone or with the description. */
export function productText({ name, brand, category }: Product): string {
  const known = [name, brand, category].filter((it) => it !== null && it !== '');
  return known.join(', ');
}
