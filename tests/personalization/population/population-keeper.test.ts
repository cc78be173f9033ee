import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { KnownShopper } from '#personalization/population/learn-population.ts';
import { factsSeen } from '#personalization/population/learn-population.ts';
import type { Population } from '#personalization/population/population.ts';
import { POPULATION_FORMAT, populationBytes } from '#personalization/population/population-format.ts';
import { createPopulationKeeper } from '#personalization/population/population-keeper.ts';
import type { PopulationStore, StoredPopulation } from '#personalization/population/population-store.ts';
import { twoKinds } from './many-shoppers.ts';

const MINUTE_MS = 60_000;

/** A store that several processes share, in memory. */
function sharedStore() {
  let kept: { stored: StoredPopulation; bytes: Uint8Array } | null = null;
  let holder: string | null = null;
  const store: PopulationStore = {
    stored: async () => kept?.stored ?? null,
    read: async (id) => (kept?.stored.id === id ? Uint8Array.from(kept.bytes) : null),
    async save(stored, bytes) {
      kept = { stored, bytes: Uint8Array.from(bytes) };
    },
    async clear() {
      kept = null;
    },
    async claim(who) {
      holder ??= who;
      return holder === who;
    },
    async release(who) {
      if (holder === who) holder = null;
    },
  };
  return {
    ...store,
    hold: (who: string | null) => {
      holder = who;
    },
    put: (stored: StoredPopulation, bytes: Uint8Array) => store.save(stored, bytes),
  };
}

describe('the keeper of what is learned over everybody', () => {
  let population: Population;
  let store: ReturnType<typeof sharedStore>;
  let known: KnownShopper[];
  let now: number;
  beforeAll(async () => {
    population = await twoKinds();
  });
  beforeEach(() => {
    store = sharedStore();
    now = 1_000 * MINUTE_MS;
    known = Array.from({ length: 60 }, (_, shopper) => ({
      shopperId: `shopper-${shopper}`,
      version: 1,
    })).sort((a, b) => (a.shopperId < b.shopperId ? -1 : 1));
  });

  /** A process whose runs of learning are counted; they give the same population over whoever is known. */
  function process(holder = 'one') {
    const runs = { count: 0, during: async () => {} };
    const keeper = createPopulationKeeper({
      graph: {
        shoppersWith: async (_, { after, limit }) =>
          known.filter(({ shopperId }) => after === undefined || shopperId > after).slice(0, limit),
      },
      store,
      holder,
      now: () => now,
      async learn() {
        runs.count += 1;
        const learnedFrom = factsSeen(known);
        const { version, ...learned } = population;
        await runs.during();
        return { learnedFrom, bytes: populationBytes({ ...learned, shoppers: known.length }) };
      },
    });
    return { keeper, runs };
  }

  const buys = (shopper: number) => {
    known = known.map((one, at) => (at === shopper ? { ...one, version: one.version + 1 } : one));
  };

  it('has what was stored at once after a restart, and learns nothing while nothing changed', async () => {
    const before = process();
    expect(await before.keeper.refresh()).toBe(true);
    const { keeper, runs } = process('after the restart');
    expect(keeper.current()).toBeNull();
    expect(await keeper.takeOver()).toBe(true);
    expect(keeper.current()).toEqual(before.keeper.current());
    expect(await keeper.refresh()).toBe(false);
    expect([before.runs.count, runs.count]).toEqual([1, 0]);
  });

  it('learns again when somebody bought, a quarter of an hour after the last time', async () => {
    const { keeper, runs } = process();
    await keeper.refresh();
    buys(3);
    now += 14 * MINUTE_MS;
    expect(await keeper.refresh()).toBe(false);
    now += MINUTE_MS;
    expect(await keeper.refresh()).toBe(true);
    expect(await keeper.refresh()).toBe(false);
    expect(runs.count).toBe(2);
    expect(keeper.current()).toMatchObject({ version: 2 });
  });

  it('ignores what is stored in another format, or cannot be read, and learns anew', async () => {
    const bytes = populationBytes(population);
    const stored = { id: 'old', format: POPULATION_FORMAT, learnedFrom: factsSeen(known), learnedAt: now };
    for (const [head, held] of [
      [{ ...stored, format: 'older' }, bytes],
      [stored, new Uint8Array(64)],
      [stored, bytes.subarray(0, bytes.length >> 1)],
    ] as const) {
      await store.put(head, held);
      const { keeper, runs } = process();
      expect(await keeper.takeOver()).toBe(false);
      expect(keeper.current()).toBeNull();
      expect(await keeper.refresh()).toBe(true);
      expect(runs.count).toBe(1);
      expect((await store.stored())!.format).toBe(POPULATION_FORMAT);
    }
  });

  it('learns in one of two processes, and the other takes it over', async () => {
    const [one, two] = [process('one'), process('two')];
    one.runs.during = async () => {
      expect(await two.keeper.refresh()).toBe(false);
    };
    await one.keeper.refresh();
    expect(await two.keeper.refresh()).toBe(true);
    expect(two.keeper.current()).toEqual(one.keeper.current());
    expect([one.runs.count, two.runs.count]).toEqual([1, 0]);
    // Holding goes over once the first is done.
    buys(1);
    now += 15 * MINUTE_MS;
    expect(await two.keeper.refresh()).toBe(true);
    expect(await one.keeper.refresh()).toBe(true);
    expect([one.runs.count, two.runs.count]).toEqual([1, 1]);
  });

  it('learns without a forgotten shopper at the next look, and leaves nothing stored until then', async () => {
    const { keeper, runs } = process();
    await keeper.refresh();
    known = known.slice(1);
    keeper.forgotten();
    runs.during = async () => {
      expect(await store.stored()).toBeNull();
    };
    expect(await keeper.refresh()).toBe(true);
    expect(keeper.current()).toMatchObject({ shoppers: 59 });
    expect((await store.stored())!.learnedFrom).toBe(factsSeen(known));
    expect(runs.count).toBe(2);
  });

  it('sees by itself that another process forgot somebody', async () => {
    const { keeper, runs } = process();
    await keeper.refresh();
    known = known.slice(1);
    expect(await keeper.refresh()).toBe(true);
    expect(runs.count).toBe(2);
  });

  it('does not store what was learned from somebody who is forgotten meanwhile', async () => {
    const { keeper, runs } = process();
    runs.during = async () => keeper.forgotten();
    await keeper.refresh();
    expect(await store.stored()).toBeNull();
    runs.during = async () => {};
    await keeper.refresh();
    expect(await store.stored()).not.toBeNull();
    expect(runs.count).toBe(2);
  });

  it('lets go of everything when too few are left to speak of', async () => {
    const { keeper, runs } = process();
    await keeper.refresh();
    known = known.slice(0, 19);
    keeper.forgotten();
    expect(await keeper.refresh()).toBe(true);
    expect(keeper.current()).toBeNull();
    expect(await store.stored()).toBeNull();
    expect(await keeper.refresh()).toBe(false);
    expect(runs.count).toBe(1);
  });

  it('keeps the one before when learning fails, says so, and learns when it can again', async () => {
    const { keeper, runs } = process();
    await keeper.refresh();
    const before = keeper.current();
    expect(keeper.status()).toEqual({ shoppers: 60, learnedAt: now, trouble: null });
    keeper.forgotten();
    runs.during = () => Promise.reject(new Error('out of memory'));
    await expect(keeper.refresh()).rejects.toThrow('out of memory');
    expect(keeper.current()).toBe(before);
    expect(keeper.status()).toMatchObject({ shoppers: 60, trouble: 'out of memory' });
    runs.during = async () => {};
    expect(await keeper.refresh()).toBe(true);
    expect(keeper.status().trouble).toBeNull();
  });
});
