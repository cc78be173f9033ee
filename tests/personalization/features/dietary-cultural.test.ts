import { describe, expect, it } from 'vitest';
import type { Candidate, Trait } from '#personalization/features/feature-context.ts';
import { featureEvidence } from '#personalization/features/feature-evidence.ts';
import { personalBasis, runFeatures } from '#personalization/features/run-features.ts';
import { contextOn, openHistory, shelfOf, switchedOff } from '#tests/personalization/shopper-history.ts';

const diet = (name: string, holds: boolean, shopShare = 0.5): Trait => ({
  kind: 'diet',
  name,
  holds,
  shopShare,
});
const cuisine = (name: string): Trait => ({ kind: 'cuisine', name, holds: true, shopShare: 0.05 });

/** So many products of a kind bought three times each, and what their labels say. */
async function buyer(kinds: readonly { readonly count: number; readonly traits: readonly Trait[] }[]) {
  const history = openHistory();
  const traits: Record<string, readonly Trait[]> = {};
  const basket: Record<string, number> = {};
  for (const [kind, { count, traits: said }] of kinds.entries()) {
    for (let index = 0; index < count; index += 1) {
      traits[`p${kind}-${index}`] = said;
      basket[`p${kind}-${index}`] = 1;
    }
  }
  for (const day of [0, 7, 14]) await history.order(day, basket);
  return { history, products: shelfOf(traits) };
}

const candidate = (
  productId: string,
  score: number,
  traits: readonly Trait[],
  exactName = false,
): Candidate => ({
  productId,
  name: productId,
  score,
  exactName,
  traits,
});
const candidates = [
  candidate('against', 0.9, [diet('plain_food', false)]),
  candidate('silent', 0.8, []),
  candidate('suits', 0.7, [diet('plain_food', true)]),
  candidate('north', 0.65, [cuisine('north')]),
];
const report = (run: ReturnType<typeof runFeatures>) =>
  run.section.features.find(({ name }) => name === 'dietary_cultural')!;
const order = ({ ranked }: ReturnType<typeof runFeatures>) => ranked.map(({ productId }) => productId);

describe('a diet that nobody told', () => {
  it('is seen when all that is bought suits it, moves results as a leaning, and leaves nothing out', async () => {
    const { history, products } = await buyer([{ count: 60, traits: [diet('plain_food', true)] }]);
    const profile = await history.profile();
    const run = runFeatures(profile, contextOn(20, { products, candidates }));
    expect(report(run)).toMatchObject({ status: 'applied', observations: 60 });
    expect(report(run).confidence).toBeGreaterThan(0.8);
    expect(report(run).confidence).toBeLessThan(1);
    expect(report(run).reason).toContain('60 of 60 products that you buy are plain food');
    expect(order(run)).toEqual(['silent', 'suits', 'north', 'against']);
    expect(run.ranked.at(-1)!.reasons.join()).toContain('Not plain food, as nearly all');
    // Never a filter: that is for what was told.
    expect(personalBasis(profile).standing).toEqual({ diets: [], excludeAllergens: [] });
  });

  it('is not seen of few products, of a mixed basket, or of what nearly all the shop is', async () => {
    for (const kinds of [
      [{ count: 8, traits: [diet('plain_food', true)] }],
      [
        { count: 40, traits: [diet('plain_food', true)] },
        { count: 10, traits: [diet('plain_food', false)] },
      ],
      [{ count: 60, traits: [diet('plain_food', true, 0.97)] }],
    ]) {
      const { history, products } = await buyer(kinds);
      const run = runFeatures(await history.profile(), contextOn(20, { products, candidates }));
      expect(report(run).status).toBe('abstained');
      expect(order(run)).toEqual(['against', 'silent', 'suits', 'north']);
    }
  });

  it('gives way to what was told, and goes when it is switched off or everything is to be shown', async () => {
    const { history, products } = await buyer([{ count: 60, traits: [diet('plain_food', true)] }]);
    const plain = ['against', 'silent', 'suits', 'north'];
    const all = runFeatures(await history.profile(), contextOn(20, { products, candidates, view: 'all' }));
    expect(order(all)).toEqual(plain);
    await history.set({ diets: ['other_food'] });
    const told = runFeatures(await history.profile(), contextOn(20, { products, candidates }));
    expect(report(told).reason).toBe('As you told me: only what is other food.');
    expect(order(told)).toEqual(plain);
    await history.set({ diets: [], ...switchedOff('dietary_cultural') });
    const off = runFeatures(await history.profile(), contextOn(20, { products, candidates }));
    expect(order(off)).toEqual(plain);
    await history.set(switchedOff('smart_ranking'));
    expect(order(runFeatures(await history.profile(), contextOn(20, { products, candidates })))).toEqual(
      plain,
    );
  });

  it('is not guessed once the shopper said that they keep one no more', async () => {
    const { history, products } = await buyer([{ count: 60, traits: [diet('plain_food', true)] }]);
    const said = (holds: boolean, at: number) =>
      history.learn({ kind: 'statement', at, statement: { kind: 'diet', value: 'plain_food', holds } });
    await said(false, 1);
    const denied = runFeatures(await history.profile(), contextOn(20, { products, candidates }));
    expect(report(denied).status).toBe('abstained');
    expect(order(denied)).toEqual(['against', 'silent', 'suits', 'north']);
    await said(true, 2);
    const again = runFeatures(await history.profile(), contextOn(20, { products, candidates }));
    expect(report(again).status).toBe('applied');
  });

  it('never moves an exact match down', async () => {
    const { history, products } = await buyer([{ count: 60, traits: [diet('plain_food', true)] }]);
    const exact = [candidate('against', 0.9, [diet('plain_food', false)], true), ...candidates.slice(1)];
    const run = runFeatures(await history.profile(), contextOn(20, { products, candidates: exact }));
    expect(order(run)[0]).toBe('against');
  });
});

describe('a leaning to a cuisine', () => {
  it('is seen when more of it is bought than the shop alone would make, for each shopper their own', async () => {
    const buys = (name: string) =>
      buyer([
        { count: 6, traits: [cuisine(name)] },
        { count: 14, traits: [diet('plain_food', false)] },
      ]);
    const north = await buys('north');
    const run = runFeatures(
      await north.history.profile(),
      contextOn(20, { products: north.products, candidates }),
    );
    expect(report(run).reason).toBe('You lean to north food: 6 of 20 products that you buy.');
    expect(order(run)).toEqual(['against', 'silent', 'north', 'suits']);
    expect(run.ranked[2]!.reasons).toEqual(['You often buy north food']);
    const south = await buys('south');
    const other = runFeatures(
      await south.history.profile(),
      contextOn(20, { products: south.products, candidates }),
    );
    expect(report(other).reason).toContain('south food');
    expect(order(other)).toEqual(['against', 'silent', 'suits', 'north']);
  });

  it('is shown with what it stands on', async () => {
    const { history, products } = await buyer([
      { count: 6, traits: [cuisine('north')] },
      { count: 14, traits: [diet('plain_food', false)] },
    ]);
    const evidence = featureEvidence(await history.profile(), { now: 0, products });
    expect(evidence.find(({ name }) => name === 'dietary_cultural')!.evidence).toMatchObject({
      learnedDiet: null,
      cuisines: [{ cuisine: 'north', bought: 6, products: 20, shopShare: 0.05 }],
    });
  });
});
