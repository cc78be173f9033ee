import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GraphOperation } from '#personalization/learning/edge.ts';
import type { NeighbourhoodQuery, PreferenceGraph } from '#personalization/learning/preference-graph.ts';
import { bought, buys, change, clicks, day, liked, ranks, shown, shows, tastes } from './graph-changes.ts';

export interface PreferenceGraphUnderTest {
  readonly graph: PreferenceGraph;
  /** How many rows, of any kind, the store holds for a shopper. */
  countRows(shopperId: string): Promise<number>;
  /** How many rows hold this text anywhere. */
  rowsNaming(text: string): Promise<number>;
  close(): Promise<void>;
}

/** The cases that every preference graph passes. */
export function preferenceGraphCases(open: () => Promise<PreferenceGraphUnderTest>): void {
  describe('as a preference graph', () => {
    let under: PreferenceGraphUnderTest;
    let graph: PreferenceGraph;
    beforeEach(async () => {
      under = await open();
      graph = under.graph;
    });
    afterEach(() => under.close());

    it('knows nothing of a shopper it never heard of', async () => {
      expect(await graph.neighbourhood('nobody')).toEqual({ version: 0, edges: [] });
      expect(await graph.explain('nobody', 'e1/0')).toBeNull();
    });

    it('gathers the evidence of every observation in one fact', async () => {
      await graph.apply([buys('e1', day(0), 'rice', 2), buys('e2', day(7), 'rice', 3)]);
      const { edges } = await graph.neighbourhood('ana');
      expect(edges).toHaveLength(1);
      expect(edges[0]).toMatchObject({
        ...bought('rice'),
        validFrom: day(0),
        validTo: null,
        eventIds: ['e1', 'e2'],
      });
      expect(edges[0]!.evidence).toMatchObject({
        count: 2,
        firstAt: day(0),
        lastAt: day(7),
        amounts: { sum: 5, squares: 13, histogram: { 2: 1, 3: 1 }, centsSum: 600, centsCount: 2 },
      });
      expect(edges[0]!.evidence.decayed[0]).toBeCloseTo(1.5);
    });

    it('changes nothing when the same event comes twice, together or later', async () => {
      const event = buys('e1', day(0), 'rice');
      expect(await graph.apply([event, event])).toEqual(['applied', 'duplicate']);
      const before = await graph.neighbourhood('ana');
      expect(await graph.apply([event])).toEqual(['duplicate']);
      expect(await graph.neighbourhood('ana')).toEqual(before);
    });

    it('takes an observation back, ends the fact when none is left, and remembers how it was before', async () => {
      const taken = (at: number, quantity: number): GraphOperation => ({
        kind: 'retract',
        edge: bought('rice'),
        observation: { at, quantity, cents: 300 },
      });
      await graph.apply([buys('e1', day(0), 'rice', 2), buys('e2', day(7), 'rice', 3)]);
      const { version } = await graph.neighbourhood('ana');
      await graph.apply([change('e3', day(8), [taken(day(7), 3)])]);
      const [left] = (await graph.neighbourhood('ana')).edges;
      expect(left!.evidence).toMatchObject({
        count: 1,
        lastAt: day(0),
        amounts: { sum: 2, recent: [[day(0), 2]] },
      });
      expect(left!.evidence.decayed[0]).toBeCloseTo(1, 4);
      expect((await graph.neighbourhood('ana')).version).toBeGreaterThan(version);
      await graph.apply([change('e4', day(9), [taken(day(5), 9)])]);
      expect((await graph.neighbourhood('ana')).edges[0]!.evidence.count).toBe(1);
      await graph.apply([change('e5', day(10), [taken(day(0), 2)])]);
      expect((await graph.neighbourhood('ana')).edges).toEqual([]);
      expect((await graph.neighbourhood('ana', { asOf: day(7) })).edges[0]!.evidence.count).toBe(2);
      await graph.apply([buys('e6', day(11), 'rice')]);
      expect((await graph.neighbourhood('ana')).edges[0]!.evidence.count).toBe(1);
    });

    it('takes in the same event id of two shoppers as two events', async () => {
      await graph.apply([buys('e1', day(0), 'rice'), buys('e1', day(0), 'rice', 1, { shopperId: 'ben' })]);
      expect((await graph.neighbourhood('ben')).edges).toHaveLength(1);
    });

    it('learns the same from events that arrive out of order', async () => {
      const events = [0, 3, 11, 20].map((at, index) => buys(`e${index}`, day(at), 'rice', index + 1));
      await graph.apply(events);
      await graph.apply([...events].reverse().map((event) => ({ ...event, shopperId: 'ben' })));
      const [forwards] = (await graph.neighbourhood('ana')).edges;
      const [backwards] = (await graph.neighbourhood('ben')).edges;
      expect(backwards!.evidence.amounts).toEqual(forwards!.evidence.amounts);
      expect(backwards!.evidence).toMatchObject({ count: 4, firstAt: day(0), lastAt: day(20) });
      backwards!.evidence.decayed.forEach((value, index) => {
        expect(value).toBeCloseTo(forwards!.evidence.decayed[index]!, 4);
      });
    });

    it('closes what a new fact contradicts and keeps it as history', async () => {
      await graph.apply([tastes('e1', day(0), true), tastes('e2', day(5), false)]);
      const { edges } = await graph.neighbourhood('ana', { kinds: ['LIKES', 'DISLIKES'] });
      expect(edges.map((edge) => edge.kind)).toEqual(['DISLIKES']);
      const past = await graph.neighbourhood('ana', { asOf: day(4) });
      expect(past.edges.map((edge) => edge.kind)).toEqual(['LIKES']);
      const explanation = await graph.explain('ana', past.edges[0]!.edgeId);
      expect(explanation?.versions).toMatchObject([{ validFrom: day(0), validTo: day(5) }]);
    });

    it('puts an older statement that is told late before the newer one', async () => {
      await graph.apply([tastes('e2', day(5), false)]);
      await graph.apply([{ ...tastes('e1', day(0), true), recordedAt: day(9) }]);
      expect((await graph.neighbourhood('ana')).edges.map((edge) => edge.kind)).toEqual(['DISLIKES']);
      expect((await graph.neighbourhood('ana', { asOf: day(3) })).edges.map((edge) => edge.kind)).toEqual([
        'LIKES',
      ]);
    });

    it('confirms a fact that is stated again instead of opening another', async () => {
      await graph.apply([tastes('e1', day(0), true), tastes('e2', day(5), true)]);
      const { edges } = await graph.neighbourhood('ana');
      expect(edges).toMatchObject([{ validFrom: day(0), evidence: { count: 2, lastAt: day(5) } }]);
    });

    it('closes a fact on request', async () => {
      await graph.apply([tastes('e1', day(0), true), change('e2', day(2), [{ kind: 'close', edge: liked }])]);
      expect((await graph.neighbourhood('ana')).edges).toEqual([]);
      expect((await graph.neighbourhood('ana', { asOf: day(1) })).edges).toHaveLength(1);
    });

    it("returns yesterday's view: what held then, with the evidence there was", async () => {
      await graph.apply([buys('e1', day(0), 'rice'), buys('e2', day(7), 'rice'), buys('e3', day(7), 'tea')]);
      const { edges } = await graph.neighbourhood('ana', { asOf: day(6) });
      expect(edges).toMatchObject([{ targetId: 'product:rice', evidence: { count: 1, lastAt: day(0) } }]);
    });

    it('tells what was true from what was known', async () => {
      await graph.apply([buys('e1', day(0), 'rice', 1, { recordedAt: day(30) })]);
      expect((await graph.neighbourhood('ana', { asOf: day(10) })).edges).toHaveLength(1);
      expect((await graph.neighbourhood('ana', { asOf: day(10), knownAt: day(10) })).edges).toEqual([]);
      expect((await graph.neighbourhood('ana', { knownAt: day(29) })).edges).toEqual([]);
    });

    it('answers the latest of each kind when limited', async () => {
      await graph.apply([
        buys('e1', day(0), 'rice'),
        buys('e2', day(2), 'tea'),
        buys('e3', day(1), 'salt'),
        tastes('e4', day(0), true),
      ]);
      const { edges } = await graph.neighbourhood('ana', { limit: 2 });
      expect(edges.map((edge) => edge.targetId)).toEqual(['product:tea', 'product:salt', 'taste:coriander']);
      const past = await graph.neighbourhood('ana', { limit: 1, asOf: day(1), kinds: ['BOUGHT'] });
      expect(past.edges.map((edge) => edge.targetId)).toEqual(['product:salt']);
    });

    describe('read along facts', () => {
      /** a → b → c → d, b → a, and a → e of another kind. */
      const chain = [
        ['a', 'BOUGHT', 'b'],
        ['b', 'BOUGHT', 'c'],
        ['c', 'BOUGHT', 'd'],
        ['b', 'BOUGHT', 'a'],
        ['a', 'VIEWED', 'e'],
      ] as const;
      const learn = (shopperId: string) =>
        graph.apply(
          chain.map(([sourceId, kind, targetId], index) =>
            change(
              `e${index}`,
              day(index),
              [{ kind: 'observe', edge: { sourceId, kind, targetId }, observation: { at: day(index) } }],
              { shopperId },
            ),
          ),
        );
      const along = async (query: NeighbourhoodQuery) =>
        (await graph.neighbourhood('ana', query)).edges.map(
          ({ sourceId, targetId }) => `${sourceId}${targetId}`,
        );

      it('goes as many facts far as asked for, in their direction, and ends in a circle', async () => {
        await learn('ana');
        expect(await along({ from: ['a'] })).toEqual(['ab', 'ae']);
        expect(await along({ from: ['a'], hops: 2 })).toEqual(['ba', 'bc', 'ab', 'ae']);
        expect(await along({ from: ['a'], hops: 4 })).toEqual(['ba', 'cd', 'bc', 'ab', 'ae']);
        expect(await along({ from: ['d'], hops: 4 })).toEqual([]);
        expect(await along({ from: [] })).toEqual([]);
      });

      it('keeps to the kinds, the limit of each hop, the moment and the shopper', async () => {
        await learn('ana');
        await learn('ben');
        expect(await along({ from: ['a'], hops: 2, kinds: ['VIEWED'] })).toEqual(['ae']);
        expect(await along({ from: ['a'], hops: 4, kinds: ['BOUGHT'], limit: 1 })).toEqual(['ba', 'ab']);
        expect(await along({ from: ['a'], hops: 4, asOf: day(1) })).toEqual(['bc', 'ab']);
        expect(await along({ from: ['a', 'c'], knownAt: day(2) })).toEqual(['cd', 'ab']);
        await graph.forget('ana');
        expect(await along({ from: ['a'], hops: 4 })).toEqual([]);
        expect((await graph.neighbourhood('ben', { from: ['a'], hops: 4 })).edges).toHaveLength(5);
      });

      it.each([0, 5, 1.5])('refuses %j hops', async (hops) => {
        await expect(graph.neighbourhood('ana', { from: ['a'], hops })).rejects.toThrow(RangeError);
      });
    });

    it('explains a fact by its ends and the events it stands on', async () => {
      await graph.apply([buys('e1', day(0), 'rice'), buys('e2', day(7), 'rice')]);
      const [edge] = (await graph.neighbourhood('ana')).edges;
      expect(await graph.explain('ana', edge!.edgeId)).toMatchObject({
        edge: { edgeId: edge!.edgeId },
        target: { nodeId: 'product:rice', kind: 'product', props: { productId: 'rice' } },
        episodes: [
          { eventId: 'e1', at: day(0), source: 'turn of e1' },
          { eventId: 'e2', at: day(7), source: 'turn of e2' },
        ],
      });
      expect(await graph.explain('ben', edge!.edgeId)).toBeNull();
    });

    it('raises the version with every change and not without', async () => {
      await graph.apply([buys('e1', day(0), 'rice')]);
      const before = await graph.version('ana');
      await graph.apply([buys('e1', day(0), 'rice')]);
      expect(await graph.version('ana')).toBe(before);
      await graph.apply([buys('e2', day(1), 'rice')]);
      expect(await graph.version('ana')).toBeGreaterThan(before);
      expect((await graph.neighbourhood('ana')).version).toBe(await graph.version('ana'));
    });

    it('raises the version only of the kinds that a change touches', async () => {
      await graph.apply([buys('e1', day(0), 'rice')]);
      const tastesBefore = await graph.version('ana', ['LIKES']);
      const boughtBefore = await graph.version('ana', ['BOUGHT', 'SHOPPED']);
      await graph.apply([tastes('e2', day(1), true)]);
      expect(await graph.version('ana', ['BOUGHT', 'SHOPPED'])).toBe(boughtBefore);
      expect(await graph.version('ana', ['LIKES'])).toBeGreaterThan(tastesBefore);
    });

    it('never gives a version again to a shopper who was forgotten and comes back', async () => {
      await graph.apply([buys('e1', day(0), 'rice'), buys('e2', day(1), 'rice'), buys('e3', day(2), 'tea')]);
      const before = await graph.version('ana');
      await graph.forget('ana');
      expect(await graph.version('ana')).toBe(0);
      await graph.apply([buys('e4', day(3), 'rice')]);
      expect(await graph.version('ana')).toBeGreaterThan(before);
    });

    it('raises the version when a fact is forgotten, denied or set right', async () => {
      const seen = new Set([await graph.version('ana')]);
      const next = async () => {
        const known = seen.size;
        seen.add(await graph.version('ana', ['BOUGHT']));
        expect(seen.size).toBe(known + 1);
      };
      await graph.apply([buys('e1', day(0), 'rice'), buys('e2', day(0), 'tea')]);
      await next();
      const right: GraphOperation = { kind: 'correct', edge: bought('tea'), props: { quantity: 2 } };
      await graph.apply([change('e3', day(1), [right])]);
      await next();
      await graph.apply([change('e4', day(2), [{ kind: 'deny', edge: bought('rice') }])]);
      await next();
      await graph.forgetFact('ana', bought('tea'), day(3));
      await next();
    });

    it('names page by page who has facts of a kind, with their version, and nobody forgotten', async () => {
      const names = ['cem', 'ana', 'ben', 'Zoë'];
      await graph.apply(names.map((shopperId) => buys('e1', day(0), 'rice', 1, { shopperId })));
      await graph.apply([
        tastes('e2', day(1), true),
        change('e3', day(1), [{ kind: 'assert', edge: liked, props: {}, replaces: [] }], {
          shopperId: 'dana',
        }),
      ]);
      const first = await graph.shoppersWith('BOUGHT', { limit: 3 });
      expect(first).toEqual([
        { shopperId: 'Zoë', version: await graph.version('Zoë', ['BOUGHT']) },
        { shopperId: 'ana', version: await graph.version('ana', ['BOUGHT']) },
        { shopperId: 'ben', version: await graph.version('ben', ['BOUGHT']) },
      ]);
      const rest = await graph.shoppersWith('BOUGHT', { after: 'ben', limit: 3 });
      expect(rest.map(({ shopperId }) => shopperId)).toEqual(['cem']);
      await graph.apply([buys('e4', day(2), 'tea', 1, { shopperId: 'ana' })]);
      await graph.forget('ben');
      const [, ana, next] = await graph.shoppersWith('BOUGHT', { limit: 3 });
      expect(ana!.version).toBeGreaterThan(first[1]!.version);
      expect(next!.shopperId).toBe('cem');
    });

    it('leaves no row of a forgotten shopper and every row of the others', async () => {
      await graph.apply([
        buys('e1', day(0), 'rice'),
        tastes('e2', day(0), true),
        buys('e3', day(0), 'tea', 1, { shopperId: 'ben' }),
      ]);
      const others = await under.countRows('ben');
      expect(await under.countRows('ana')).toBeGreaterThan(0);
      await graph.forget('ana');
      expect(await under.countRows('ana')).toBe(0);
      expect(await under.countRows('ben')).toBe(others);
      expect(await graph.neighbourhood('ana', { asOf: day(1) })).toEqual({ version: 0, edges: [] });
    });

    it('leaves no row that names a forgotten fact, and all else', async () => {
      const both = buys('e1', day(0), 'rice');
      await graph.apply([
        { ...both, operations: [...both.operations, ...buys('', day(0), 'tea', 2).operations] },
        buys('e2', day(7), 'rice', 3),
        buys('e3', day(7), 'rice', 1, { shopperId: 'ben' }),
      ]);
      const before = await graph.version('ana');
      expect(await graph.forgetFact('ana', bought('rice'), day(8))).toBe(true);
      expect(await graph.version('ana')).toBeGreaterThan(before);
      expect((await graph.neighbourhood('ana')).edges.map(({ targetId }) => targetId)).toEqual([
        'product:tea',
      ]);
      expect((await graph.neighbourhood('ana', { asOf: day(7) })).edges).toHaveLength(1);
      expect((await graph.neighbourhood('ben')).edges).toHaveLength(1);
      await graph.forgetFact('ben', bought('rice'), day(8));
      expect(await under.rowsNaming('rice')).toBe(0);
      expect(await graph.forgetFact('ana', bought('rice'), day(9))).toBe(false);
    });

    it('does not learn a forgotten fact from what happened before, only from what comes after', async () => {
      await graph.apply([buys('e1', day(0), 'rice')]);
      await graph.forgetFact('ana', bought('rice'), day(3));
      expect(await graph.apply([buys('e1', day(0), 'rice'), buys('late', day(2), 'rice')])).toEqual([
        'duplicate',
        'applied',
      ]);
      expect((await graph.neighbourhood('ana')).edges).toEqual([]);
      expect(await under.rowsNaming('rice')).toBe(0);
      await graph.apply([buys('e2', day(4), 'rice', 2)]);
      const [edge] = (await graph.neighbourhood('ana')).edges;
      expect(edge).toMatchObject({ validFrom: day(4), evidence: { count: 1 } });
      await graph.apply([buys('later still', day(1), 'rice')]);
      expect((await graph.neighbourhood('ana')).edges[0]!.evidence.count).toBe(1);
    });

    it('never learns a fact that was forgotten before it was heard of', async () => {
      expect(await graph.forgetFact('ana', bought('rice'), day(3))).toBe(false);
      await graph.apply([buys('e1', day(2), 'rice'), buys('e2', day(2), 'rice', 1, { shopperId: 'ben' })]);
      expect((await graph.neighbourhood('ana')).edges).toEqual([]);
      expect((await graph.neighbourhood('ben')).edges).toHaveLength(1);
    });

    it('ends a fact that the shopper denies, whatever is told late, until there is news', async () => {
      await graph.apply([buys('e1', day(0), 'rice'), buys('e2', day(7), 'rice')]);
      await graph.apply([change('no', day(8), [{ kind: 'deny', edge: bought('rice') }])]);
      await graph.apply([buys('told late', day(5), 'rice')]);
      expect((await graph.neighbourhood('ana')).edges).toEqual([]);
      expect((await graph.neighbourhood('ana', { asOf: day(7) })).edges[0]!.evidence.count).toBe(2);
      await graph.apply([buys('e3', day(9), 'rice')]);
      expect((await graph.neighbourhood('ana')).edges[0]).toMatchObject({
        validFrom: day(9),
        evidence: { count: 1 },
      });
    });

    it('keeps what the shopper set right at a fact while it goes on being observed', async () => {
      await graph.apply([
        buys('e1', day(0), 'rice'),
        change('right', day(1), [{ kind: 'correct', edge: bought('rice'), props: { quantity: 4 } }]),
        buys('e2', day(2), 'rice'),
        change('of none', day(3), [{ kind: 'correct', edge: bought('tea'), props: { quantity: 4 } }]),
      ]);
      const { edges } = await graph.neighbourhood('ana');
      expect(edges).toHaveLength(1);
      expect(edges[0]).toMatchObject({ props: { quantity: 4 }, evidence: { count: 2 } });
    });

    it('expires what was recorded long ago, whenever it happened, and makes its facts anew from the rest', async () => {
      const late = { recordedAt: day(50) };
      await graph.apply([buys('e2', day(0), 'tea', 1, { shopperId: 'ben' })]);
      const rowsOfBen = await under.rowsNaming('product:tea');
      await graph.apply([
        buys('e1', day(0), 'rice', 2),
        buys('e2', day(0), 'tea'),
        buys('e3', day(7), 'rice', 2),
        tastes('e4', day(1), true),
        change('right', day(8), [{ kind: 'correct', edge: bought('rice'), props: { quantity: 4 } }]),
        buys('imported', day(-900), 'rice', 1, late),
        buys('new', day(50), 'rice', 3, late),
      ]);
      const { version } = await graph.neighbourhood('ana');
      expect(await graph.expire('ana', day(20))).toBe(3);
      expect(await graph.expire('ana', day(20))).toBe(0);
      const { edges, version: after } = await graph.neighbourhood('ana');
      expect(edges.map(({ kind, targetId }) => [kind, targetId])).toEqual([
        ['BOUGHT', 'product:rice'],
        [liked.kind, liked.targetId],
      ]);
      expect(edges[0]).toMatchObject({
        props: { quantity: 4 },
        evidence: { count: 2, firstAt: day(-900), lastAt: day(50), amounts: { sum: 4 } },
        eventIds: ['imported', 'new'],
      });
      expect(after).toBeGreaterThan(version);
      expect(await under.rowsNaming('product:tea')).toBe(rowsOfBen);
      expect((await graph.explain('ana', edges[0]!.edgeId))!.versions).toHaveLength(1);
      expect((await graph.neighbourhood('ana', { asOf: day(30) })).edges[0]!.evidence.count).toBe(1);
      expect(await graph.apply([buys('e1', day(0), 'rice', 2)])).toEqual(['duplicate']);
      expect((await graph.neighbourhood('ben')).edges).toHaveLength(1);
    });

    it('expires nothing that was told, and nothing of nobody', async () => {
      await graph.apply([tastes('e1', day(0), true), buys('e2', day(9), 'rice')]);
      const before = await graph.neighbourhood('ana');
      expect(await graph.expire('ana', day(5))).toBe(0);
      expect(await graph.neighbourhood('ana')).toEqual(before);
      expect(await graph.expire('nobody', day(5))).toBe(0);
      expect(await graph.expire('ana', day(99))).toBe(1);
      expect((await graph.neighbourhood('ana')).edges).toMatchObject([{ kind: liked.kind }]);
    });

    it('learns from what was chosen of a list that was shown, once, and looks back to before', async () => {
      expect(await graph.apply([shows('e1', day(0)), clicks('e2', day(0) + 1, 'tea')])).toEqual([
        'applied',
        'applied',
      ]);
      expect((await graph.neighbourhood('ana', { kinds: ['RANKS_BY'] })).edges).toEqual([]);
      await graph.apply([clicks('e3', day(0) + 2, 'oats')]);
      const learned = (await graph.neighbourhood('ana', { kinds: ['RANKS_BY'] })).edges;
      expect(learned).toMatchObject([{ ...ranks, validTo: null, eventIds: ['e3'] }]);
      expect(await graph.apply([clicks('e3', day(0) + 2, 'oats'), shows('e1', day(0))])).toEqual([
        'duplicate',
        'duplicate',
      ]);
      expect((await graph.neighbourhood('ana', { kinds: ['RANKS_BY'] })).edges).toEqual(learned);
      const before = await graph.neighbourhood('ana', { kinds: ['RANKS_BY', 'WAS_SHOWN'], asOf: day(0) + 1 });
      expect(before.edges.map(({ kind }) => kind)).toEqual(['WAS_SHOWN']);
      const after = await graph.neighbourhood('ana', { kinds: ['RANKS_BY'], asOf: day(1) });
      expect(after.edges[0]?.props).toEqual(learned[0]?.props);
      expect(await graph.forgetFact('ana', ranks, day(1))).toBe(true);
      expect((await graph.neighbourhood('ana', { kinds: ['RANKS_BY'] })).edges).toEqual([]);
      await graph.forget('ana');
      expect(await under.countRows('ana')).toBe(0);
    });

    it('expires by what old lists were ordered and what they showed', async () => {
      await graph.apply([shows('e1', day(0)), clicks('e2', day(0) + 2, 'oats'), shows('e3', day(9))]);
      expect(await graph.expire('ana', day(5))).toBe(2);
      expect((await graph.neighbourhood('ana')).edges).toMatchObject([
        { ...shown, evidence: { count: 1 }, eventIds: ['e3'] },
      ]);
    });

    it('never mixes a thousand shoppers that write at the same time', async () => {
      const shoppers = Array.from({ length: 1_000 }, (_, index) => `shopper-${index}`);
      await Promise.all(
        shoppers.map((shopperId, index) =>
          graph.apply([buys('e1', day(0), `product-of-${index}`, 1, { shopperId })]),
        ),
      );
      const found = await Promise.all(shoppers.map((shopperId) => graph.neighbourhood(shopperId)));
      expect(found.map(({ edges }) => edges.map((edge) => edge.targetId))).toEqual(
        shoppers.map((_, index) => [`product:product-of-${index}`]),
      );
    });

    it('writes nothing of a batch in which one change fails', async () => {
      const broken = buys('e2', day(1), 'tea', 1, { source: null as unknown as string });
      await expect(graph.apply([buys('e1', day(0), 'rice'), broken])).rejects.toThrow();
      expect((await graph.neighbourhood('ana')).edges).toEqual([]);
    });

    it('keeps hostile text as text', async () => {
      const product = `x'); DROP TABLE graph_edge; -- "%_`;
      await graph.apply([buys('e1', day(0), product)]);
      expect((await graph.neighbourhood('ana')).edges[0]!.targetId).toBe(`product:${product}`);
    });
  });
}
