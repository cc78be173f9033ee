import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildProfile } from '#personalization/build-profile.ts';
import { FEATURE_NAMES } from '#personalization/features/feature.ts';
import type { Candidate } from '#personalization/features/feature-context.ts';
import { featureEvidence } from '#personalization/features/feature-evidence.ts';
import { personalBasis, productsToName, runFeatures } from '#personalization/features/run-features.ts';
import { smartRanking } from '#personalization/features/smart-ranking.ts';
import { defaultSettings } from '#personalization/settings/default-settings.ts';
import { contextOn, openHistory, switchedOff } from '#tests/personalization/shopper-history.ts';

const candidate = (productId: string, score: number, exactName = false): Candidate => ({
  productId,
  name: productId,
  score,
  exactName,
});
const candidates = [
  candidate('plain', 0.9),
  candidate('dairy', 0.8),
  candidate('oat', 0.7),
  candidate('soy', 0.6),
];
const unknown = buildProfile('new', defaultSettings('new'), [], []);

async function buyerOf(product: string, orders = 6) {
  const history = openHistory();
  for (let week = 0; week < orders; week += 1) await history.order(week * 7, { [product]: 1, bread: 1 });
  return history;
}
const order = (ranked: readonly { readonly productId: string }[]) => ranked.map(({ productId }) => productId);

describe('smart ranking', () => {
  it('puts what the shopper buys first and says why, for each shopper their own', async () => {
    const oat = smartRanking(await (await buyerOf('oat')).profile(), contextOn(50, { candidates }));
    const soy = smartRanking(await (await buyerOf('soy')).profile(), contextOn(50, { candidates }));
    expect(order(oat.ranked)).toEqual(['oat', 'plain', 'dairy', 'soy']);
    expect(order(soy.ranked)).toEqual(['soy', 'plain', 'dairy', 'oat']);
    expect(oat.ranked[0]).toMatchObject({ rank: 1, unpersonalizedRank: 3 });
    expect(oat.ranked[0]!.reasons).toEqual(['You bought it 6 times', 'You usually buy 1']);
    expect(oat.report).toMatchObject({ status: 'applied', observations: 12 });
  });

  it('changes nothing for an unknown shopper', () => {
    const { ranked, report } = smartRanking(unknown, contextOn(0, { candidates }));
    expect(order(ranked)).toEqual(['plain', 'dairy', 'oat', 'soy']);
    expect(ranked.map(({ rank }) => rank)).toEqual([1, 2, 3, 4]);
    expect(report).toMatchObject({ status: 'abstained', confidence: 0 });
  });

  it('never moves an exact match down', async () => {
    const exact = [candidate('plain', 0.9, true), ...candidates.slice(1)];
    const { ranked } = smartRanking(
      await (await buyerOf('oat')).profile(),
      contextOn(50, { candidates: exact }),
    );
    expect(order(ranked)).toEqual(['plain', 'oat', 'dairy', 'soy']);
  });

  it('gives the plain order to "show all" and when it is switched off', async () => {
    const history = await buyerOf('oat');
    const all = smartRanking(await history.profile(), contextOn(50, { candidates, view: 'all' }));
    expect(order(all.ranked)).toEqual(order(candidates));
    await history.set(switchedOff('smart_ranking'));
    const off = smartRanking(await history.profile(), contextOn(50, { candidates }));
    expect(off.report.status).toBe('off');
    expect(order(off.ranked)).toEqual(order(candidates));
  });

  it('puts back what was turned down, and what is disliked to the end', async () => {
    const history = openHistory();
    for (let time = 0; time < 3; time += 1)
      await history.learn({ kind: 'dismiss', at: 1 + time, productId: 'plain' });
    await history.set({ dislikes: ['dairy'] });
    const { ranked } = smartRanking(await history.profile(), contextOn(1, { candidates }));
    expect(order(ranked)).toEqual(['oat', 'soy', 'plain', 'dairy']);
    expect(ranked[2]!.reasons).toEqual(['You turned it down before']);
    expect(ranked[3]!.reasons).toEqual(["You don't like dairy"]);
  });

  it('never loses or doubles a product, and keeps every exact match at least where it was', async () => {
    const history = await buyerOf('p3', 4);
    await history.learn({ kind: 'dismiss', at: 1, productId: 'p1' });
    await history.set({ dislikes: ['p2'] });
    const profile = await history.profile();
    const list = fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 0, max: 9 }),
        score: fc.double({ min: 0, max: 1, noNaN: true }),
        exact: fc.boolean(),
      }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(list, (products) => {
        const given = products.map(({ id, score, exact }) => candidate(`p${id}`, score, exact));
        const { ranked } = smartRanking(profile, contextOn(50, { candidates: given }));
        expect([...order(ranked)].sort()).toEqual([...order(given)].sort());
        expect(ranked.map(({ rank }) => rank)).toEqual(given.map((_, index) => index + 1));
        for (const [index, { productId, exactName }] of given.entries()) {
          const now = order(ranked).indexOf(productId);
          // Of several exact matches one may give way to another, never to anything else.
          const exactBefore = ranked
            .slice(0, now)
            .filter((other) => given.find((g) => g.productId === other.productId)?.exactName).length;
          if (exactName) expect(now - exactBefore).toBeLessThanOrEqual(index);
        }
      }),
    );
  });
});

describe('all features together', () => {
  it('report each once, in order, also for a shopper nobody knows', () => {
    const { section, ranked, advice } = runFeatures(unknown, contextOn(0, { candidates }));
    expect(section.features.map(({ name }) => name)).toEqual(FEATURE_NAMES);
    expect(section.features.map(({ status }) => status)).toEqual(FEATURE_NAMES.map(() => 'abstained'));
    for (const { reason } of section.features) expect(reason).toMatch(/^[A-Z].*\.$/u);
    expect(section).toMatchObject({ enabled: false, usualItems: [], reorder: [] });
    expect(order(ranked)).toEqual(order(candidates));
    expect(advice).toBeNull();
  });

  it('fill the personal section of a known shopper', async () => {
    const profile = await (await buyerOf('oat')).profile();
    const { section } = runFeatures(profile, contextOn(43, { candidates }));
    expect(section.enabled).toBe(true);
    expect(section.usualItems).toMatchObject([
      { productId: 'bread', name: 'BREAD', quantity: 1 },
      { productId: 'oat', name: 'OAT', quantity: 1 },
    ]);
    expect(section.reorder.map(({ status }) => status)).toEqual(['due', 'due']);
    expect(productsToName(profile)).toEqual(['bread', 'oat']);
  });

  it('name nothing that the catalogue no longer has', async () => {
    const profile = await (await buyerOf('oat')).profile();
    const products = new Map([['bread', { name: 'Bread', unfit: null, traits: [] }]]);
    const { section } = runFeatures(profile, contextOn(43, { products }));
    expect(section.usualItems.map(({ productId }) => productId)).toEqual(['bread']);
    expect(section.reorder.map(({ productId }) => productId)).toEqual(['bread']);
  });

  it('each obey their switch', async () => {
    const history = await buyerOf('oat');
    await history.set({ diets: ['vegan'] });
    const profile = await history.profile();
    for (const name of FEATURE_NAMES) {
      const switched = { ...profile, settings: { ...profile.settings!, ...switchedOff(name) } };
      const { section } = runFeatures(switched, contextOn(43, { candidates }));
      expect(section.features.filter(({ status }) => status === 'off').map((report) => report.name)).toEqual([
        name,
      ]);
    }
  });

  it('say what they lost when the graph cannot be asked, and keep to diets and allergies', async () => {
    const history = await buyerOf('oat');
    await history.set({ diets: ['vegan'], allergies: ['peanut'] });
    const profile = {
      ...(await history.profile()),
      failures: [{ capability: 'graph_memory', reason: 'down' }],
    } as const;
    const { section } = runFeatures(profile, contextOn(43, { candidates }));
    const status = Object.fromEntries(section.features.map((report) => [report.name, report.status]));
    expect(status).toMatchObject({
      smart_ranking: 'degraded',
      usual_orders: 'degraded',
      reorder_intelligence: 'degraded',
      quantity_memory: 'degraded',
      dietary_cultural: 'applied',
    });
    expect(personalBasis(profile).standing).toEqual({ diets: ['vegan'], excludeAllergens: ['peanut'] });
  });

  it('keep stated diets and allergies as filters even when the feature is switched off', async () => {
    const history = openHistory();
    await history.set({ diets: ['vegan'], allergies: ['peanut'], ...switchedOff('dietary_cultural') });
    const profile = await history.profile();
    expect(personalBasis(profile).standing).toEqual({ diets: ['vegan'], excludeAllergens: ['peanut'] });
    const report = runFeatures(profile, contextOn(0)).section.features.find(
      ({ name }) => name === 'dietary_cultural',
    )!;
    expect(report).toMatchObject({ status: 'off', reason: expect.stringContaining('still holds') });
  });

  it('show their evidence as plain data', async () => {
    const profile = await (await buyerOf('oat')).profile();
    const evidence = featureEvidence(profile, contextOn(43));
    expect(evidence.map(({ name }) => name)).toEqual(FEATURE_NAMES);
    expect(JSON.parse(JSON.stringify(evidence))).toEqual(evidence);
    expect(evidence.find(({ name }) => name === 'usual_orders')!.evidence).toMatchObject({
      orders: 6,
      items: [{ productId: 'bread', name: 'BREAD', quantity: 1 }, { productId: 'oat' }],
    });
  });
});
