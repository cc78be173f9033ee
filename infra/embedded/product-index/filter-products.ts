import { ALLERGENS, DIETS } from '#agents/search/product.ts';
import type { ProductFilters } from '#agents/search/product-index.ts';
import { contentTokens } from '#agents/search/tokenize.ts';
import { NO_LABEL, type ProductColumns, UNKNOWN_PRICE } from './product-columns.ts';
import { FIELD, type TermPostings } from './term-postings.ts';

export const PASSES = 0;
export const FAILS = 1;
/** Every known fact fits, but one that a filter needs is not known. */
export const UNKNOWN = 2;

/** Compiles filters into one test of a slot: `PASSES`, `FAILS` or `UNKNOWN`. */
export function compileFilters(
  filters: ProductFilters,
  columns: ProductColumns,
  postings: TermPostings,
): (slot: number) => number {
  const least = filters.minPriceCents ?? null;
  const most = filters.maxPriceCents ?? null;
  const needsPrice = least !== null || most !== null;
  const diets = maskOf(filters.diets ?? [], DIETS);
  const allergens = maskOf(filters.excludeAllergens ?? [], ALLERGENS);
  const brands = filters.brands?.length ? brandTest(filters.brands, columns, postings) : null;
  const categories = filters.categories?.length ? categoryTest(filters.categories, columns) : null;
  const ids = filters.productIds === undefined ? null : new Set(filters.productIds);
  const organic = filters.organic === undefined ? 0 : filters.organic ? 1 : 2;
  const inStock = filters.inStock === true;

  return (slot) => {
    let unknown = false;
    if (ids !== null && !ids.has(columns.ids[slot] ?? '')) return FAILS;
    if (brands !== null && !brands(slot)) return FAILS;
    if (categories !== null && !categories(slot)) return FAILS;
    if (inStock && columns.stock[slot] === 0) return FAILS;
    if (needsPrice) {
      const price = columns.price[slot] as number;
      if (price === UNKNOWN_PRICE) unknown = true;
      else if ((least !== null && price < least) || (most !== null && price > most)) return FAILS;
    }
    if (organic !== 0) {
      const fact = columns.organic[slot] as number;
      if (fact === 0) unknown = true;
      else if (fact !== organic) return FAILS;
    }
    if (diets !== 0) {
      if (((columns.dietNo[slot] as number) & diets) !== 0) return FAILS;
      if (((columns.dietYes[slot] as number) & diets) !== diets) unknown = true;
    }
    if (allergens !== 0) {
      if (((columns.allergenYes[slot] as number) & allergens) !== 0) return FAILS;
      if (((columns.allergenNo[slot] as number) & allergens) !== allergens) unknown = true;
    }
    return unknown ? UNKNOWN : PASSES;
  };
}

function maskOf<T extends string>(wanted: readonly T[], all: readonly T[]): number {
  return wanted.reduce((mask, one) => mask | (1 << all.indexOf(one)), 0);
}

/** By the stated brand; where the catalogue states none, by the words of the name. */
function brandTest(
  wanted: readonly string[],
  columns: ProductColumns,
  postings: TermPostings,
): (slot: number) => boolean {
  const ids = new Set(wanted.flatMap((brand) => columns.brands.matching(brand)));
  const named = new Set<number>();
  for (const brand of wanted) {
    const [first, ...rest] = contentTokens(brand).map((token) => slotsNaming(token, postings));
    for (const slot of first ?? []) if (rest.every((slots) => slots.has(slot))) named.add(slot);
  }
  return (slot) => {
    const brand = columns.brand[slot] as number;
    return brand === NO_LABEL ? named.has(slot) : ids.has(brand);
  };
}

function slotsNaming(token: string, postings: TermPostings): Set<number> {
  const id = postings.idOf(token);
  const slots = new Set<number>();
  if (id < 0) return slots;
  const { from, to } = postings.range(id);
  for (let at = from; at < to; at += 1) {
    if (((postings.fields[at] as number) & FIELD.name) !== 0) slots.add(postings.slots[at] as number);
  }
  return slots;
}

function categoryTest(wanted: readonly string[], columns: ProductColumns): (slot: number) => boolean {
  const categories = new Set(wanted.flatMap((name) => columns.categories.matching(name)));
  const departments = new Set(wanted.flatMap((name) => columns.departments.matching(name)));
  return (slot) =>
    categories.has(columns.category[slot] as number) || departments.has(columns.department[slot] as number);
}
