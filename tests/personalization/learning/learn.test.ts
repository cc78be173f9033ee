import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '#infra/embedded/database.ts';
import {
  createEmbeddedPreferenceGraph,
  preferenceGraphMigrations,
} from '#infra/embedded/preference-graph.ts';
import { DAY_MS, type Evidence, observe, weekdayOf } from '#personalization/learning/evidence.ts';
import { INTERACTION_KINDS, type Interaction } from '#personalization/learning/interaction.ts';
import { createLearner } from '#personalization/learning/learn.ts';

const start = Date.UTC(2026, 2, 1);
const on = { privacy: { learning: true } };
const off = { privacy: { learning: false } };

function openLearner() {
  const graph = createEmbeddedPreferenceGraph(
    openDatabase({ path: ':memory:', migrations: preferenceGraphMigrations }),
  );
  return { graph, learner: createLearner({ graph, now: () => start + 400 * DAY_MS }) };
}

let events = 0;
function act(kind: Interaction['kind'], rest: Partial<Interaction> = {}): Interaction {
  events += 1;
  return { eventId: `e${events}`, shopperId: 'ana', kind, at: start, source: 'turn', ...rest };
}

async function factsAfter(...interactions: readonly Interaction[]) {
  const { graph, learner } = openLearner();
  await learner.learn(interactions, on);
  const { edges } = await graph.neighbourhood('ana');
  return edges.map((edge) => [edge.kind, edge.targetId, edge.evidence.count] as const);
}

describe('learning', () => {
  it('writes a fact for every kind of interaction', async () => {
    const complete: Partial<Interaction> = {
      productId: 'p1',
      query: 'tea',
      quantity: 2,
      lines: [{ productId: 'p1', quantity: 2 }],
      statement: { kind: 'dislike', value: 'Olives', holds: true },
      shown: [{ productId: 'p1', place: 1, signals: [1] }],
    };
    const writing = INTERACTION_KINDS.filter((kind) => kind !== 'cancellation');
    for (const kind of writing) expect(await factsAfter(act(kind, complete))).not.toEqual([]);
  });

  it('learns each kind apart', async () => {
    expect(
      await factsAfter(
        act('search', { query: '  Green   TEA ' }),
        act('search', { query: 'green tea' }),
        act('view', { productId: 'p1' }),
        act('rejection', { productId: 'p1' }),
        act('dismiss', { productId: 'p1' }),
      ),
    ).toEqual([
      ['SEARCHED', 'query:green tea', 2],
      ['VIEWED', 'product:p1', 1],
      ['DISMISSED', 'product:p1', 1],
      ['REJECTED', 'product:p1', 1],
    ]);
  });

  it('counts a product once a purchase, whatever lines name it, and sums its packs', async () => {
    const { graph, learner } = openLearner();
    const lines = [
      { productId: 'p1', quantity: 2, unitPriceCents: 150 },
      { productId: 'p2', quantity: 1, unitPriceCents: 100 },
      { productId: 'p1', quantity: 3, unitPriceCents: 150 },
    ];
    await learner.learn([act('purchase', { lines })], on);
    const { edges } = await graph.neighbourhood('ana', { kinds: ['BOUGHT', 'SHOPPED'] });
    const evidence = Object.fromEntries(edges.map((edge) => [edge.targetId, edge.evidence]));
    expect(evidence['product:p1']).toMatchObject({
      count: 1,
      amounts: { sum: 5, histogram: { 5: 1 }, centsSum: 150 },
    });
    expect(evidence['product:p2']).toMatchObject({ count: 1, amounts: { sum: 1 } });
    expect(evidence.trip).toMatchObject({ count: 1, amounts: { sum: 2, centsSum: 850 } });
  });

  it('lets a like end a dislike of the same thing, and leaves other tastes alone', async () => {
    expect(
      await factsAfter(
        act('statement', { statement: { kind: 'dislike', value: 'Olives', holds: true } }),
        act('statement', { statement: { kind: 'dislike', value: 'capers', holds: true } }),
        act('statement', { at: start + 1, statement: { kind: 'like', value: 'olives', holds: true } }),
      ),
    ).toEqual([
      ['DISLIKES', 'taste:capers', 1],
      ['LIKES', 'taste:olives', 1],
    ]);
  });

  it('keeps only the latest of a fact that has one value', async () => {
    const { graph, learner } = openLearner();
    await learner.learn(
      [
        act('statement', { statement: { kind: 'household', value: '2', holds: true } }),
        act('statement', { at: start + 5, statement: { kind: 'household', value: '3', holds: true } }),
      ],
      on,
    );
    const { edges } = await graph.neighbourhood('ana', { kinds: ['STATED'] });
    expect(edges.map((edge) => edge.props)).toEqual([{ value: '3', holds: true }]);
  });

  it('learns an event once, however often it is told', async () => {
    const { learner } = openLearner();
    const event = act('view', { productId: 'p1' });
    expect(await learner.learn([event], on)).toEqual(['learned']);
    expect(await learner.learn([event, event], on)).toEqual(['known', 'known']);
  });

  it('learns nothing of a shopper who switched learning off', async () => {
    const { graph, learner } = openLearner();
    expect(await learner.learn([act('view', { productId: 'p1' })], off)).toEqual(['off']);
    expect(await graph.neighbourhood('ana')).toEqual({ version: 0, edges: [] });
  });

  it('refuses an interaction that lacks what its kind needs and says which', async () => {
    const { learner } = openLearner();
    await expect(learner.learn([act('view')], on)).rejects.toThrow(/"view" needs "productId"/);
    await expect(learner.learn([act('purchase')], on)).rejects.toThrow(/needs "lines"/);
    await expect(learner.learn([act('statement')], on)).rejects.toThrow(/needs "statement"/);
  });
});

describe('evidence', () => {
  it('is the same in whatever order the observations arrive', () => {
    const observation = fc.record({
      at: fc.integer({ min: 0, max: 900 }).map((days) => start + days * DAY_MS),
      quantity: fc.integer({ min: 1, max: 9 }),
      cents: fc.option(fc.integer({ min: 1, max: 2_000 })),
    });
    fc.assert(
      fc.property(fc.array(observation, { minLength: 1, maxLength: 60 }), fc.nat(), (observations, seed) => {
        const turn = seed % observations.length;
        const shuffled = [...observations.slice(turn).reverse(), ...observations.slice(0, turn)];
        const [a, b] = [observations, shuffled].map((list) =>
          list.reduce<Evidence | null>((sofar, next) => observe(sofar, next), null),
        );
        expect({ ...b, decayed: [] }).toEqual({ ...a, decayed: [] });
        a!.decayed.forEach((value, index) => {
          expect(b!.decayed[index]).toBeCloseTo(value, 3);
        });
      }),
    );
  });

  it('halves what is one half-life old', () => {
    const evidence = observe(observe(null, { at: start }), { at: start + 28 * DAY_MS });
    expect(evidence.decayed[1]).toBeCloseTo(1.5);
  });

  it('knows the day of the week', () => {
    expect(weekdayOf(Date.UTC(2026, 0, 4, 23, 59))).toBe(0);
    expect(weekdayOf(Date.UTC(2026, 0, 5))).toBe(1);
  });
});
