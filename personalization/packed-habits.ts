import { listAt, type PackedColumn, type PackedLists, packColumn, packLists } from './packed-column.ts';
import type { ProductHabit } from './profile.ts';

/**
 * Habits by column, so that a shopper who bought hundreds of products takes kilobytes while nobody speaks with them.
 * Unpacked they are exactly what was packed.
 */
export interface PackedHabits {
  readonly productIds: readonly string[];
  readonly purchases: PackedColumn;
  readonly chances: PackedColumn;
  readonly missed: PackedColumn;
  readonly active: PackedColumn;
  readonly probability: PackedColumn;
  readonly packs: PackedColumn;
  readonly low: PackedColumn;
  readonly high: PackedColumn;
  readonly confidence: PackedColumn;
  readonly lastPurchasedAt: PackedColumn;
  readonly days: PackedLists;
  readonly daysComplete: PackedColumn;
  readonly meanCents: PackedColumn;
}

/** Stands for a price that no purchase had. */
const NO_PRICE = -1;

export function packHabits(habits: readonly ProductHabit[]): PackedHabits {
  const column = (read: (habit: ProductHabit) => number) => packColumn(habits.map(read));
  return {
    productIds: habits.map(({ productId }) => productId),
    purchases: column(({ recurrence }) => recurrence.purchases),
    chances: column(({ recurrence }) => recurrence.chances),
    missed: column(({ recurrence }) => recurrence.missed),
    active: column(({ recurrence }) => recurrence.active),
    probability: column(({ recurrence }) => recurrence.probability),
    packs: column(({ quantity }) => quantity.packs),
    low: column(({ quantity }) => quantity.low),
    high: column(({ quantity }) => quantity.high),
    confidence: column(({ quantity }) => quantity.confidence),
    lastPurchasedAt: column(({ lastPurchasedAt }) => lastPurchasedAt),
    days: packLists(habits.map(({ days }) => days)),
    daysComplete: column(({ daysComplete }) => (daysComplete ? 1 : 0)),
    meanCents: column(({ meanCents }) => meanCents ?? NO_PRICE),
  };
}

export function unpackHabits(packed: PackedHabits): readonly ProductHabit[] {
  const at = (column: PackedColumn, place: number) => column[place] as number;
  return packed.productIds.map((productId, place) => {
    const meanCents = at(packed.meanCents, place);
    return {
      productId,
      recurrence: {
        purchases: at(packed.purchases, place),
        chances: at(packed.chances, place),
        missed: at(packed.missed, place),
        active: at(packed.active, place),
        probability: at(packed.probability, place),
      },
      quantity: {
        packs: at(packed.packs, place),
        low: at(packed.low, place),
        high: at(packed.high, place),
        confidence: at(packed.confidence, place),
      },
      lastPurchasedAt: at(packed.lastPurchasedAt, place),
      days: listAt(packed.days, place),
      daysComplete: at(packed.daysComplete, place) === 1,
      meanCents: meanCents === NO_PRICE ? null : meanCents,
    };
  });
}
