import type { ProductSort } from '#agents/search/product-index.ts';
import { BASE_UNITS, type ProductColumns, UNKNOWN_PRICE } from './product-columns.ts';

/** Orders two slots; what a sort needs and a product lacks puts it last, ties go by relevance, then by age in the index. */
export function productOrder(
  sort: ProductSort,
  columns: ProductColumns,
  scores: Float32Array,
  slots: Uint32Array,
  count: number,
): (left: number, right: number) => number {
  const byScore = (left: number, right: number) =>
    (scores[right] as number) - (scores[left] as number) ||
    Number(columns.stock[left] === 0) - Number(columns.stock[right] === 0) ||
    left - right;
  switch (sort) {
    case 'relevance':
      return byScore;
    case 'price':
    case 'price_desc': {
      const sign = sort === 'price' ? 1 : -1;
      return (left, right) => {
        const [a, b] = [columns.price[left] as number, columns.price[right] as number];
        if (a === UNKNOWN_PRICE || b === UNKNOWN_PRICE) {
          return Number(a === UNKNOWN_PRICE) - Number(b === UNKNOWN_PRICE) || byScore(left, right);
        }
        return sign * (a - b) || byScore(left, right);
      };
    }
    case 'unit_price': {
      const rank = unitRanks(columns, slots, count);
      return (left, right) => {
        const [a, b] = [rankOf(left), rankOf(right)];
        if (a !== b) return a - b;
        if (a === BASE_UNITS.length) return byScore(left, right);
        return (columns.rate[left] as number) - (columns.rate[right] as number) || byScore(left, right);
      };
      function rankOf(slot: number): number {
        if (Number.isNaN(columns.rate[slot] as number)) return BASE_UNITS.length;
        return rank[columns.rateUnit[slot] as number] ?? BASE_UNITS.length;
      }
    }
    case 'name':
      return (left, right) => {
        const [a, b] = [columns.sortName(left), columns.sortName(right)];
        return a < b ? -1 : a > b ? 1 : left - right;
      };
  }
}

/** Prices per gram, per millilitre and per item do not compare: the measure of most matches comes first as a whole. */
function unitRanks(columns: ProductColumns, slots: Uint32Array, count: number): readonly number[] {
  const counts = BASE_UNITS.map(() => 0);
  for (let at = 0; at < count; at += 1) {
    const slot = slots[at] as number;
    const unit = columns.rateUnit[slot] as number;
    if (!Number.isNaN(columns.rate[slot] as number)) counts[unit] = (counts[unit] ?? 0) + 1;
  }
  const order = BASE_UNITS.map((_, unit) => unit).sort(
    (a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b,
  );
  return BASE_UNITS.map((_, unit) => order.indexOf(unit));
}
