import { PRICE_BANDS, priceBandOf } from '#agents/search/price-band.ts';
import { DIETS } from '#agents/search/product.ts';
import type { Facet, FacetValue } from '#agents/search/product-index.ts';
import type { Labels } from './labels.ts';
import { NO_LABEL, type ProductColumns, TRI_STATES, UNKNOWN_PRICE } from './product-columns.ts';

/** Values named per facet, the most frequent ones. */
const MAX_VALUES = 20;

/** Counts what the first `count` of `slots` have in common. A fact that is unknown is counted nowhere. */
export function countFacets(columns: ProductColumns, slots: Uint32Array, count: number): readonly Facet[] {
  const brands = new Uint32Array(columns.brands.texts.length);
  const categories = new Uint32Array(columns.categories.texts.length);
  const departments = new Uint32Array(columns.departments.texts.length);
  const diets = new Uint32Array(DIETS.length);
  const organic = new Uint32Array(TRI_STATES.length);
  const bands = new Uint32Array(PRICE_BANDS.length);
  const bump = (counts: Uint32Array, at: number) => {
    counts[at] = (counts[at] as number) + 1;
  };
  for (let at = 0; at < count; at += 1) {
    const slot = slots[at] as number;
    const brand = columns.brand[slot] as number;
    if (brand !== NO_LABEL) bump(brands, brand);
    bump(categories, columns.category[slot] as number);
    bump(departments, columns.department[slot] as number);
    const held = columns.dietYes[slot] as number;
    if (held !== 0) for (let bit = 0; bit < DIETS.length; bit += 1) if (held & (1 << bit)) bump(diets, bit);
    bump(organic, columns.organic[slot] as number);
    const price = columns.price[slot] as number;
    if (price !== UNKNOWN_PRICE) bump(bands, priceBandOf(price));
  }
  return [
    { field: 'brand' as const, values: labelValues(columns.brands, brands) },
    { field: 'category' as const, values: labelValues(columns.categories, categories) },
    { field: 'department' as const, values: labelValues(columns.departments, departments) },
    { field: 'diet' as const, values: mostFrequent(DIETS, diets) },
    { field: 'organic' as const, values: mostFrequent(['', 'yes', 'no'], organic) },
    {
      field: 'priceBand' as const,
      values: PRICE_BANDS.map((value, at) => ({ value, count: bands[at] ?? 0 })).filter((it) => it.count > 0),
    },
  ].filter((facet) => facet.values.length > 0);
}

function labelValues(labels: Labels, counts: Uint32Array): readonly FacetValue[] {
  return mostFrequent(labels.texts, counts);
}

function mostFrequent(texts: readonly string[], counts: Uint32Array): readonly FacetValue[] {
  const values: FacetValue[] = [];
  counts.forEach((count, at) => {
    const value = texts[at] ?? '';
    if (count > 0 && value !== '') values.push({ value, count });
  });
  return values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, MAX_VALUES);
}
