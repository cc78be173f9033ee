import { beforeEach, describe, expect, it } from 'vitest';
import type { Recollection, RecollectionStore } from '#memory/semantic/recollection-store.ts';

/** A recollection; only what a test speaks of needs naming. */
export function recollection(changes: Partial<Recollection> = {}): Recollection {
  const turnId = changes.turnId ?? 't1';
  return {
    recollectionId: `r-${changes.shopperId ?? 'ada'}-${turnId}`,
    shopperId: 'ada',
    conversationId: 'c1',
    turnId,
    text: 'I bake sourdough bread every Sunday',
    recordedAt: 1_000,
    ...changes,
  };
}

/** The shared cases of the recollection store. `open` answers an empty one. */
export function recollectionStoreCases(open: () => Promise<RecollectionStore>): void {
  let store: RecollectionStore;
  const find = async (
    text: string,
    changes: { shopperId?: string; limit?: number; exclude?: string[] } = {},
  ) =>
    (
      await store.search(changes.shopperId ?? 'ada', {
        text,
        limit: changes.limit ?? 10,
        excludeTurnIds: changes.exclude ?? [],
      })
    ).map((hit) => hit.recollection.turnId);
  /** Each in a conversation of its own, so that none is another's neighbour. */
  const remember = (texts: Readonly<Record<string, string>>) =>
    store.index(
      Object.entries(texts).map(([turnId, text], position) =>
        recollection({ turnId, text, conversationId: `c-${turnId}`, recordedAt: 1_000 + position }),
      ),
    );

  beforeEach(async () => {
    store = await open();
  });

  describe('recollection store', () => {
    it('finds what was said, the best first, unchanged', async () => {
      await remember({
        bread: 'I bake sourdough bread every Sunday',
        party: 'my daughter has a birthday party in June',
        cat: 'the cat only eats salmon',
      });
      const hits = await store.search('ada', {
        text: 'what did I say about the birthday of my daughter?',
        limit: 2,
        excludeTurnIds: [],
      });
      expect(hits[0]?.recollection).toEqual(
        recollection({
          turnId: 'party',
          text: 'my daughter has a birthday party in June',
          conversationId: 'c-party',
          recordedAt: 1_001,
        }),
      );
      expect(hits[0]?.score).toBeGreaterThan(hits[1]?.score ?? 0);
      for (const { score } of hits) expect(score).toBeLessThanOrEqual(1);
    });

    it('finds nothing where nothing was said of it, and nothing for a new shopper', async () => {
      expect(await find('birthday party')).toEqual([]);
      await remember({ bread: 'sourdough' });
      expect(await find('')).toEqual([]);
      expect(await find('?!')).toEqual([]);
    });

    it('never mixes shoppers', async () => {
      await store.index([recollection({ turnId: 'a' }), recollection({ turnId: 'b', shopperId: 'bob' })]);
      expect(await find('sourdough bread')).toEqual(['a']);
      expect(await find('sourdough bread', { shopperId: 'bob' })).toEqual(['b']);
    });

    it('leaves out the turns that are in the window already', async () => {
      await remember({ t1: 'oat milk for coffee', t2: 'oat milk for cereal' });
      expect(await find('oat milk', { exclude: ['t2'] })).toEqual(['t1']);
    });

    it('gives no more than asked for', async () => {
      await remember({ t1: 'oat milk', t2: 'oat milk', t3: 'oat milk' });
      expect(await find('oat milk', { limit: 2 })).toHaveLength(2);
      expect(await find('oat milk', { limit: 0 })).toEqual([]);
    });

    it('puts the newest of equals first', async () => {
      await remember({ old: 'we like rye bread', middle: 'we like rye bread', new: 'we like rye bread' });
      expect(await find('rye bread')).toEqual(['new', 'middle', 'old']);
    });

    it('finds a short answer by what it answered', async () => {
      await remember({ noise: 'two bananas please', more: 'show me the cheese' });
      await store.index([
        recollection({ turnId: 'q', text: 'which detergent is safe for the septic tank', recordedAt: 1 }),
        recollection({ turnId: 'a', text: 'yes, the green bottle', recordedAt: 2 }),
      ]);
      expect(await find('septic tank detergent', { limit: 2 })).toEqual(['q', 'a']);
    });

    it('indexes as it goes: a new turn is found at once', async () => {
      await remember({ t1: 'oat milk' });
      expect(await find('harissa paste')).toEqual([]);
      await remember({ t2: 'harissa paste for the stew' });
      expect(await find('harissa paste')).toEqual(['t2']);
    });

    it('replaces a recollection that comes again under its id', async () => {
      await remember({ t1: 'oat milk' });
      expect(await find('oat milk')).toEqual(['t1']);
      await remember({ t1: 'the car needs new tires' });
      expect(await find('oat milk')).toEqual([]);
      expect(await find('tires for the car')).toEqual(['t1']);
    });

    it('takes turns that come late and out of order', async () => {
      await store.index([recollection({ turnId: 'second', text: 'yes, the green one', recordedAt: 20 })]);
      expect(await find('septic detergent')).toEqual([]);
      await store.index([recollection({ turnId: 'first', text: 'septic safe detergent?', recordedAt: 10 })]);
      expect(await find('septic detergent')).toEqual(['first', 'second']);
    });

    it('treats what shoppers say as data', async () => {
      const text = `'; DROP TABLE recollections; -- "paneer" दाल 😀 %_\\`;
      await store.index([recollection({ turnId: 't1', text })]);
      const hits = await store.search('ada', { text: 'दाल', limit: 1, excludeTurnIds: [] });
      expect(hits[0]?.recollection.text).toBe(text);
      expect(await find("' OR 1=1 --")).toEqual([]);
    });

    it('removes a conversation and nothing else', async () => {
      await store.index([
        recollection({ turnId: 't1', conversationId: 'c1' }),
        recollection({ turnId: 't2', conversationId: 'c2' }),
        recollection({ turnId: 't3', conversationId: 'c1', shopperId: 'bob' }),
      ]);
      await store.removeConversation('ada', 'c1');
      expect(await find('sourdough')).toEqual(['t2']);
      expect(await find('sourdough', { shopperId: 'bob' })).toEqual(['t3']);
    });

    it('forgets one shopper altogether and goes on remembering after', async () => {
      await store.index([recollection({ turnId: 't1' }), recollection({ turnId: 't2', shopperId: 'bob' })]);
      expect(await find('sourdough')).toEqual(['t1']);
      await store.forget('ada');
      expect(await find('sourdough')).toEqual([]);
      expect(await find('sourdough', { shopperId: 'bob' })).toEqual(['t2']);
      await store.index([recollection({ turnId: 't9' })]);
      expect(await find('sourdough')).toEqual(['t9']);
    });

    it('gives up when the turn was cancelled', async () => {
      const query = { text: 'bread', limit: 1, excludeTurnIds: [] };
      await expect(store.search('ada', query, AbortSignal.abort(new Error('cancelled')))).rejects.toThrow(
        'cancelled',
      );
    });
  });
}
