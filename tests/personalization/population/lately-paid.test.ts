import { describe, expect, it } from 'vitest';
import { latelyOf, latelyPaid, NOTHING_LATELY } from '#personalization/population/lately-paid.ts';
import { onDay } from '#tests/personalization/shopper-history.ts';

const paid = (days: readonly number[], place: number) => days.map((day) => ({ at: onDay(day), place }));

describe('what was lately paid in a kind', () => {
  it('follows an offer within days, and lets go of it', () => {
    const offer = latelyPaid([...paid([0, 0, 1, 1, 2], 0.1), ...paid([30, 31, 32, 33], 0.9)]);
    const [during, after] = [latelyOf(offer, onDay(3)), latelyOf(offer, onDay(34))];
    expect(during[0]!).toBeLessThan(-0.15);
    expect(after[0]!).toBeGreaterThan(0.1);
    expect(after[1]!).toBeLessThan(after[0]!);
    const [faded] = latelyOf(offer, onDay(60));
    expect(Math.abs(faded!)).toBeLessThan(0.01);
  });

  it('knows nothing of the day itself or of later days', () => {
    const later = latelyPaid([...paid([10], 0.9), ...paid([11, 12], 0.1)]);
    expect(latelyOf(later, onDay(10))).toEqual(NOTHING_LATELY);
    expect(latelyOf(later, onDay(11))).toEqual(latelyOf(latelyPaid(paid([10], 0.9)), onDay(11)));
  });

  it('says little from one purchase and more from many', () => {
    const [one] = latelyOf(latelyPaid(paid([1], 1)), onDay(2));
    const [many] = latelyOf(latelyPaid(paid(Array(20).fill(1), 1)), onDay(2));
    expect(one!).toBeGreaterThan(0);
    expect(many!).toBeGreaterThan(2 * one!);
    expect(latelyOf(latelyPaid([]), onDay(2))).toEqual(NOTHING_LATELY);
  });
});
