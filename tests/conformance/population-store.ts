import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PopulationStore } from '#personalization/population/population-store.ts';

export interface PopulationStoreUnderTest {
  readonly store: PopulationStore;
  /** Another process over the same data. */
  readonly other: PopulationStore;
  /** Changes one byte of what is stored, as a failing disk would. */
  damage(): Promise<void>;
  close(): Promise<void>;
}

const head = (id: string) => ({
  id,
  format: 'f1',
  learnedFrom: `facts of ${id}`,
  learnedAt: 1_700_000_000_000,
});
/** Larger than a piece of any store. */
const bytesOf = (seed: number, length = 2_500_003) =>
  Uint8Array.from({ length }, (_, at) => (at * 31 + seed) % 251);

/** The cases that every store of populations passes. */
export function populationStoreCases(open: () => Promise<PopulationStoreUnderTest>): void {
  describe('as a store of populations', () => {
    let under: PopulationStoreUnderTest;
    let store: PopulationStore;
    beforeEach(async () => {
      under = await open();
      store = under.store;
    });
    afterEach(() => under.close());

    it('has nothing before anything is stored', async () => {
      expect(await store.stored()).toBeNull();
      expect(await store.read('p1')).toBeNull();
      await store.clear();
    });

    it('gives back what was stored, byte by byte, also to another process', async () => {
      await store.save(head('p1'), bytesOf(1));
      for (const each of [store, under.other]) {
        expect(await each.stored()).toEqual(head('p1'));
        const bytes = (await each.read('p1'))!;
        expect(bytes.byteOffset).toBe(0);
        expect(Buffer.compare(bytes, bytesOf(1))).toBe(0);
      }
    });

    it('holds only the latest', async () => {
      await store.save(head('p1'), bytesOf(1));
      await under.other.save(head('p2'), bytesOf(2, 10));
      expect(await store.stored()).toEqual(head('p2'));
      expect(await store.read('p1')).toBeNull();
      expect([...(await store.read('p2'))!]).toEqual([...bytesOf(2, 10)]);
    });

    it('does not give what was damaged', async () => {
      await store.save(head('p1'), bytesOf(1));
      await under.damage();
      expect(await store.read('p1')).toBeNull();
      await store.save(head('p2'), bytesOf(2));
      expect(await store.read('p2')).not.toBeNull();
    });

    it('leaves nothing when cleared', async () => {
      await store.save(head('p1'), bytesOf(1));
      await under.other.clear();
      expect(await store.stored()).toBeNull();
      expect(await store.read('p1')).toBeNull();
    });

    it('lets one learn at a time, until it is done or its time is over', async () => {
      expect(await store.claim('one', 60_000)).toBe(true);
      expect(await under.other.claim('two', 60_000)).toBe(false);
      expect(await store.claim('one', 60_000)).toBe(true);
      await under.other.release('two');
      expect(await under.other.claim('two', 60_000)).toBe(false);
      await store.release('one');
      expect(await under.other.claim('two', 0)).toBe(true);
      expect(await store.claim('one', 60_000)).toBe(true);
    });
  });
}
