import { type SizeReading, sizeNearness } from '#agents/search/read-size.ts';
import { BASE_UNITS, type ProductColumns } from './product-columns.ts';

/** What the very size counts for, beside a relevance of 1. */
const SAME_SIZE = 0.35;

/** Raises products whose pack is of the size that was asked for, those of about the size by less. */
export function weighSizes(
  sizes: NonNullable<SizeReading['sizes']>,
  columns: ProductColumns,
  scores: Float32Array,
  slots: Uint32Array,
  count: number,
): void {
  for (let at = 0; at < count; at += 1) {
    const slot = slots[at] as number;
    scores[slot] =
      ((scores[slot] as number) + SAME_SIZE * nearnessOf(sizes, columns, slot)) / (1 + SAME_SIZE);
  }
}

/** Moves the products of the very size to the front; answers how many there are, or all where there is none. */
export function keepOfSize(
  sizes: NonNullable<SizeReading['sizes']>,
  columns: ProductColumns,
  slots: Uint32Array,
  count: number,
): number {
  let kept = 0;
  for (let at = 0; at < count; at += 1) {
    const slot = slots[at] as number;
    if (nearnessOf(sizes, columns, slot) !== 1) continue;
    slots[at] = slots[kept] as number;
    slots[kept] = slot;
    kept += 1;
  }
  return kept === 0 ? count : kept;
}

export function nearnessOf(
  sizes: NonNullable<SizeReading['sizes']>,
  columns: ProductColumns,
  slot: number,
): number {
  const amount = columns.amount[slot] as number;
  if (Number.isNaN(amount)) return 0;
  const unit = BASE_UNITS[columns.amountUnit[slot] as number] ?? 'each';
  return sizeNearness(sizes, { amount, unit, count: columns.packCount[slot] as number });
}
