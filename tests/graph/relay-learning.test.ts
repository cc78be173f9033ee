import { describe, expect, it } from 'vitest';
import { relayLearning } from '#graph/relay-learning.ts';
import type { Announcement } from '#memory/conversation/conversation-log.ts';
import { trouble, troubled } from './trouble.ts';
import { openShop } from './turn-services.ts';

const search = (entryId: string, shopperId = 'ada', more: object = {}): Announcement => ({
  entryId,
  shopperId,
  topic: 'interaction',
  payload: { eventId: entryId, shopperId, at: 1, kind: 'search', query: 'milk', source: 'test', ...more },
  createdAt: 1,
});
/** A statement that states nothing: no learner can take it. */
const bad = (entryId: string, shopperId = 'ada') => search(entryId, shopperId, { kind: 'statement' });

const ids = (entries: readonly Announcement[]) => entries.map(({ entryId }) => entryId);

describe('learning what was announced', () => {
  it('does all of it, of every shopper, once', async () => {
    const shop = await openShop();
    await shop.services.outbox.announce([search('a'), search('b', 'ben'), search('c')]);
    expect(await relayLearning(shop.services)).toBe(3);
    expect(await shop.announced()).toEqual([]);
    await shop.services.outbox.announce([search('a')]);
    expect(await relayLearning(shop.services)).toBe(1);
    const { edges } = await shop.services.preferences.neighbourhood('ada', {});
    expect(edges.map(({ evidence }) => evidence.count)).toEqual([2]);
  });

  it('does that of one shopper only, when asked to', async () => {
    const shop = await openShop();
    await shop.services.outbox.announce([search('a'), search('b', 'ben')]);
    expect(await relayLearning(shop.services, 'ada')).toBe(1);
    expect(ids(await shop.announced())).toEqual(['b']);
  });

  it('does not let one bad entry hold up the others, and sets it aside after ten tries', async () => {
    const shop = await openShop();
    await shop.services.outbox.announce([bad('x')]);
    for (let tries = 0; tries < 10; tries += 1) {
      expect(ids(await shop.announced())).toEqual(['x']);
      await shop.services.outbox.announce([search(`good-${tries}`)]);
      await expect(relayLearning(shop.services)).rejects.toThrow('1 announcements could not be learned');
    }
    expect(await shop.services.outbox.depth()).toEqual({ waiting: 0, setAside: 1 });
  });

  it('does not let a shopper whose settings cannot be read hold up the others', async () => {
    const shop = await openShop({
      wrap: ({ settings }) => ({
        settings: {
          ...settings,
          load: (shopperId) =>
            shopperId === 'ada' ? Promise.reject(new Error('damaged')) : settings.load(shopperId),
        },
      }),
    });
    await shop.services.outbox.announce([search('a'), search('b', 'ben')]);
    await expect(relayLearning(shop.services)).rejects.toThrow(AggregateError);
    expect(ids(await shop.announced())).toEqual(['a']);
  });

  it('sets nothing aside while the store is down, however long', async () => {
    const state = trouble('fails');
    const shop = await openShop({
      wrap: ({ learner }) => ({ learner: troubled(learner, ['learn'], state) }),
    });
    await shop.services.outbox.announce([search('a'), search('b'), search('c', 'ben')]);
    for (let tries = 0; tries < 30; tries += 1) {
      await expect(relayLearning(shop.services)).rejects.toThrow('3 announcements could not be learned');
    }
    expect(await shop.services.outbox.depth()).toEqual({ waiting: 3, setAside: 0 });
    state.mode = 'none';
    expect(await relayLearning(shop.services)).toBe(3);
  });

  it('learns although earlier turns cannot be indexed', async () => {
    const state = trouble('fails');
    const shop = await openShop({
      wrap: ({ recollections }) => ({ recollections: troubled(recollections, ['index'], state) }),
    });
    await shop.say('oat milk');
    expect((await shop.announced('recollection')).length).toBe(1);
    expect(await shop.announced('interaction')).toEqual([]);
  });
});
