import { describe, expect, it } from 'vitest';
import { listAt, packColumn, packLists } from '#personalization/packed-column.ts';
import { packHabits, unpackHabits } from '#personalization/packed-habits.ts';
import type { ProductHabit } from '#personalization/profile.ts';

const habit = (productId: string, rest: Partial<ProductHabit> = {}): ProductHabit => ({
  productId,
  recurrence: { purchases: 300, chances: 1_000, missed: 0, active: 0.1 + 0.2, probability: 1 / 3 },
  quantity: { packs: 2, low: 0.5, high: 70_000, confidence: 0.9 },
  lastPurchasedAt: -5,
  days: [0, 1, 20_000],
  daysComplete: true,
  meanCents: 199,
  ...rest,
});

describe('packed habits', () => {
  it('come out exactly as they went in', () => {
    const habits = [
      habit('milk'),
      habit('tea', { meanCents: null, days: [], daysComplete: false }),
      habit('of 2150', { days: [65_800, 65_801], meanCents: 0 }),
    ];
    expect(unpackHabits(packHabits(habits))).toEqual(habits);
    expect(unpackHabits(packHabits([]))).toEqual([]);
  });

  it.each([
    [[0, 255], Uint8Array],
    [[0, 256], Uint16Array],
    [[-1, 65_536], Int32Array],
    [[0.5], Float32Array],
    [[0.1], Float64Array],
    [[Date.UTC(2026, 0, 1)], Float64Array],
  ])('lie in the narrowest numbers that are exact: %j', (values, Kind) => {
    const packed = packColumn(values);
    expect(packed).toBeInstanceOf(Kind);
    expect([...packed]).toEqual(values);
  });

  it('keep lists apart', () => {
    const lists = [[], [1, 2], [], [3]];
    const packed = packLists(lists);
    expect(lists.map((_, place) => listAt(packed, place))).toEqual(lists);
  });
});
