import { describe, expect, it } from 'vitest';
import type { PatternRow, PatternScope, PatternSource } from '#analytics/pattern-source.ts';
import { runFeedback } from '#graph/run-feedback.ts';
import { openShop } from './turn-services.ts';

const TEA: PatternRow = { product_id: 'tea', other_id: 'milk', orders: 3, shoppers: 5, lift: 2.00049 };
const SOAP: PatternRow = { ...TEA, product_id: 'soap' };

async function openFeedback() {
  const { services, time } = await openShop();
  const world: { pairs: PatternRow[]; scope: PatternScope | null } = { pairs: [TEA], scope: null };
  const patterns: PatternSource = {
    async read(pattern, scope) {
      world.scope = scope;
      if (pattern === 'association') return world.pairs;
      return pattern === 'preference' ? [{ product_id: 'tea', shoppers: 5, repeat_rate: 0.4 }] : [];
    },
  };
  const run = () => {
    time.now += 60_000;
    return runFeedback({ ...services, patterns, pseudonym: (id) => `key of ${id}` }, { minShoppers: 5 });
  };
  const edges = async () =>
    (await services.preferences.neighbourhood('*')).edges.map(({ sourceId, kind, targetId, props }) => ({
      sourceId,
      kind,
      targetId,
      props,
    }));
  return { services, world, run, edges, time };
}

describe('the feedback of patterns', () => {
  it('becomes facts of the global graph, and the same again changes nothing', async () => {
    const { services, run, edges } = await openFeedback();
    expect(await run()).toMatchObject({ found: 2, written: 2, closed: 0 });
    const before = await edges();
    expect(before).toEqual([
      {
        sourceId: 'product:tea',
        kind: 'GOES_WITH',
        targetId: 'product:milk',
        props: { orders: 3, shoppers: 5, lift: 2 },
      },
      {
        sourceId: 'product:tea',
        kind: 'PREFERRED',
        targetId: 'population',
        props: { shoppers: 5, repeatRate: 0.4 },
      },
    ]);
    const version = await services.preferences.version('*');
    expect(await run()).toMatchObject({ found: 2, written: 0, closed: 0 });
    expect(await edges()).toEqual(before);
    expect(await services.preferences.version('*')).toBe(version);
  });

  it('ends what is contradicted, keeps it as history, and takes it up again', async () => {
    const { services, world, run, edges, time } = await openFeedback();
    await run();
    const then = time.now;
    world.pairs = [{ ...TEA, lift: 3 }, SOAP];
    expect(await run()).toMatchObject({ written: 2, closed: 0 });
    world.pairs = [SOAP];
    expect(await run()).toMatchObject({ written: 0, closed: 1 });
    expect((await edges()).filter(({ kind }) => kind === 'GOES_WITH')).toMatchObject([
      { sourceId: 'product:soap' },
    ]);
    const past = await services.preferences.neighbourhood('*', { kinds: ['GOES_WITH'], asOf: then });
    expect(past.edges).toMatchObject([{ sourceId: 'product:tea', props: { lift: 2 } }]);
    world.pairs = [TEA, SOAP];
    expect(await run()).toMatchObject({ written: 1 });
    world.pairs = [SOAP];
    await run();
    world.pairs = [TEA, SOAP];
    expect(await run()).toMatchObject({ written: 1 });
    const { edges: now } = await services.preferences.neighbourhood('*', { kinds: ['GOES_WITH'] });
    expect(now.map(({ sourceId }) => sourceId).sort()).toEqual(['product:soap', 'product:tea']);
  });

  it('counts only who is known and lets it learn, and nobody who was erased', async () => {
    const { services, world, run } = await openFeedback();
    await services.learner.learn(
      ['ada', 'ben', 'cyd', 'dan'].map((shopperId) => ({
        eventId: `of ${shopperId}`,
        shopperId,
        kind: 'purchase' as const,
        at: 1,
        lines: [{ productId: 'tea', quantity: 1 }],
        source: 'test',
      })),
      { privacy: { learning: true } },
    );
    const ben = await services.settings.load('ben');
    await services.settings.save({ ...ben, revision: 1, privacy: { ...ben.privacy, learning: false } });
    const dan = await services.settings.load('dan');
    await services.settings.save({ ...dan, revision: 1, privacy: { ...dan.privacy, sharing: false } });
    await services.preferences.forget('cyd');
    expect(await run()).toMatchObject({ shoppers: 1 });
    expect(world.scope).toEqual({ shopperKeys: ['key of ada'], minShoppers: 5 });
  });
});
