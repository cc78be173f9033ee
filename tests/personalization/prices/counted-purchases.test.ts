import { describe, expect, it } from 'vitest';
import { budgetAwareness } from '#personalization/features/budget-awareness.ts';
import { disownment } from '#personalization/learning/disowned-estimates.ts';
import { loadProfile } from '#personalization/load-profile.ts';
import { countedAt, packPurchases } from '#personalization/prices/counted-purchases.ts';
import type { PriceShelf } from '#personalization/prices/price-shelf.ts';
import { createProfileCache } from '#personalization/profile-cache.ts';
import { onDay, openHistory } from '#tests/personalization/shopper-history.ts';
import { buyAt, shelfOfTen } from './shelf-of-ten.ts';

it('says of packed purchases what was counted, to a five-hundredth of a purchase', () => {
  const counted = [
    { count: 0, weight: 0 },
    { count: 1, weight: 0.123_456 },
    { count: 300, weight: 299.5 },
    { count: 7, weight: 7 },
  ];
  const all = counted.map(({ count }) => count);
  for (const purchases of [all, all.map((count) => count + 5)]) {
    const packed = packPurchases(counted, purchases);
    for (const [at, { count, weight }] of counted.entries()) {
      const again = countedAt(packed, at, purchases[at]!);
      expect(again.count).toBe(count);
      expect(Math.abs(again.weight - weight)).toBeLessThanOrEqual(count / 510);
    }
  }
});

describe('the price level of a kept profile', () => {
  /** A shopper whose profile is kept, over a shelf that the test may change. */
  async function keeping() {
    const history = openHistory();
    for (let week = 0; week < 4; week += 1) await buyAt(history, { day: week * 7, place: 1 });
    const profiles = createProfileCache();
    const now = { shelf: shelfOfTen as PriceShelf, day: 28 };
    const load = () =>
      loadProfile(
        {
          graph: history.graph,
          settings: history.settings,
          overall: {
            population: { current: () => null },
            now: () => onDay(now.day),
            profiles,
            shelf: { ...now.shelf },
          },
        },
        'ana',
      );
    return { history, now, load };
  }

  it('is what reading everything anew would give', async () => {
    const { history, load } = await keeping();
    await load();
    const [kept, anew] = [await load(), await history.profile(null, 28, shelfOfTen)];
    expect(budgetAwareness(kept)).toEqual(budgetAwareness(anew));
    expect(kept.prices!.kindLevels()).toEqual(anew.prices!.kindLevels());
    expect(kept.prices!.level).not.toBeNull();
  });

  it('follows the shelf at once, and another order and a disownment too', async () => {
    const { history, now, load } = await keeping();
    expect(budgetAwareness(await load()).level?.side).toBe('low');
    // What was paid is now for a tenth of what was thought: nothing of the kind is as dear by the unit.
    now.shelf = { ...shelfOfTen, of: (id) => ({ ...shelfOfTen.of(id)!, unitsPerPack: 0.1 }) };
    expect(budgetAwareness(await load()).level?.side).toBe('high');
    now.shelf = shelfOfTen;
    await buyAt(history, { day: 28, place: 8 });
    expect((await load()).prices!.purchases).toBe(50);
    await history.learn({ kind: 'statement', at: onDay(28), statement: disownment('price_level') });
    expect((await load()).prices!.purchases).toBe(0);
  });
});
