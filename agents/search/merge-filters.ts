import type { ProductFilters } from './product-index.ts';
import { nameKey } from './tokenize.ts';

/**
 * Filters that hold together: every constraint of each stays. Two that cannot both hold give filters that nothing
 * passes (`productIds` empty).
 */
export function mergeFilters(...all: readonly ProductFilters[]): ProductFilters {
  return all.reduce(mergeTwo, {});
}

function mergeTwo(one: ProductFilters, other: ProductFilters): ProductFilters {
  const brands = both(stated(one.brands), stated(other.brands), nameKey);
  const categories = both(stated(one.categories), stated(other.categories), nameKey);
  const productIds = both(one.productIds, other.productIds, (id) => id);
  const clash =
    brands?.length === 0 ||
    categories?.length === 0 ||
    (one.organic !== undefined && other.organic !== undefined && one.organic !== other.organic);
  const organic = one.organic ?? other.organic;
  return {
    ...bound('maxPriceCents', least(one.maxPriceCents, other.maxPriceCents)),
    ...bound('minPriceCents', most(one.minPriceCents, other.minPriceCents)),
    ...bound('brands', brands),
    ...bound('categories', categories),
    ...bound('diets', union(one.diets, other.diets)),
    ...bound('excludeAllergens', union(one.excludeAllergens, other.excludeAllergens)),
    ...bound('organic', organic),
    ...bound('inStock', one.inStock === true || other.inStock === true ? true : undefined),
    ...bound('productIds', clash ? [] : productIds),
  };
}

function bound<K extends keyof ProductFilters>(key: K, value: ProductFilters[K]): ProductFilters {
  return value === undefined ? {} : { [key]: value };
}

/** An empty list of brands or categories is no constraint. */
function stated(list: readonly string[] | undefined): readonly string[] | undefined {
  return list?.length === 0 ? undefined : list;
}

function both(
  one: readonly string[] | undefined,
  other: readonly string[] | undefined,
  key: (text: string) => string,
): readonly string[] | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const keys = new Set(other.map(key));
  return one.filter((text) => keys.has(key(text)));
}

function union<T>(one: readonly T[] | undefined, other: readonly T[] | undefined): readonly T[] | undefined {
  const all = [...new Set([...(one ?? []), ...(other ?? [])])];
  return all.length === 0 ? undefined : all;
}

function least(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}

function most(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
}
