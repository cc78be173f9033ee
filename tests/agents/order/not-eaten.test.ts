import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { add, count, intent, mention, NO_CONSTRAINTS, openWorld } from './order-world.ts';

describe('what a shopper must not or would not eat', () => {
  let world: Awaited<ReturnType<typeof openWorld>>;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const allergic = { constraints: { ...NO_CONSTRAINTS, allergies: ['peanut' as const] } };

  it('does not add it silently: says why, asks, and adds on yes', async () => {
    const outcome = await world.turn([add(mention('pad thai sauce', { amount: count(2) }))], allergic);
    expect(outcome.receipts).toEqual([
      {
        kind: 'conflict',
        productId: 'pad-thai-sauce',
        name: 'Thai Kitchen Pad Thai Sauce',
        conflicts: [{ kind: 'allergy', allergen: 'peanut' }],
      },
    ]);
    expect(outcome.question?.kind).toBe('add_despite');
    expect(await world.cart()).toEqual({});
    await world.turn([intent('accept')], allergic);
    expect(await world.cart()).toEqual({ 'pad-thai-sauce': 2 });
  });

  it('asks too when the label says nothing or the trace is possible', async () => {
    const outcome = await world.turn([add(mention('sourdough'), mention('granola bars'))], allergic);
    expect(outcome.receipts).toMatchObject([
      { conflicts: [{ kind: 'unknown_allergy' }] },
      { conflicts: [{ kind: 'possible_allergy' }] },
    ]);
    expect(await world.cart()).toEqual({});
  });

  it('does not put something else in its place unasked, and adds that on yes', async () => {
    const [sauce] = await world.index.get(['pad-thai-sauce']);
    await world.index.upsert([
      {
        ...sauce!,
        id: 'safe-sauce',
        name: 'Watcharee Vegan Pad Thai Sauce',
        aliases: [],
        allergens: { contains: ['soy'], mayContain: [], declared: true },
      },
      { ...sauce!, aliases: ['pad thai sauce'] },
    ]);
    const outcome = await world.turn([add(mention('pad thai sauce', { amount: count(2) }))], allergic);
    expect(outcome.receipts).toMatchObject([{ kind: 'conflict', productId: 'pad-thai-sauce' }]);
    expect(outcome.question?.options).toMatchObject([{ productId: 'safe-sauce' }]);
    expect(await world.cart()).toEqual({});
    await world.turn([intent('accept')], allergic);
    expect(await world.cart()).toEqual({ 'safe-sauce': 2 });
  });

  it('offers nothing of another department in its place', async () => {
    const [sauce] = await world.index.get(['pad-thai-sauce']);
    await world.index.upsert([
      { ...sauce!, aliases: ['pad thai sauce'] },
      {
        ...sauce!,
        id: 'dog-treats',
        name: 'Pad Thai Sauce Dog Treats',
        department: 'Pet',
        category: 'Pet Treats',
        aliases: [],
        diets: {},
        allergens: { contains: [], mayContain: [], declared: false },
      },
    ]);
    const outcome = await world.turn([add(mention('pad thai sauce'))], allergic);
    expect(outcome.question?.options.map(({ productId }) => productId)).not.toContain('dog-treats');
    expect(outcome.question?.kind).toBe('add_despite');
  });

  it('prefers what does not conflict when the word leaves the choice', async () => {
    const vegan = {
      constraints: { ...NO_CONSTRAINTS, diets: ['vegan' as const], allergies: ['soy' as const] },
    };
    const outcome = await world.turn([add(mention('milk'))], vegan);
    const offered = outcome.question?.options.map(({ productId }) => productId) ?? [];
    const added = Object.keys(await world.cart());
    for (const id of [...offered, ...added]) {
      const [product] = await world.index.get([id!]);
      expect(product?.diets.vegan).toBe('yes');
      expect(product?.allergens.contains).not.toContain('soy');
    }
    expect(offered.length + added.length).toBeGreaterThan(0);
  });

  it('finds what suits behind many things that do not', async () => {
    const [milk] = await world.index.get(['milk-chocolate']);
    const cheese = { ...milk!, aliases: [], category: 'Cheese', department: 'Dairy', brand: null };
    await world.index.upsert([
      ...Array.from({ length: 60 }, (_, at) => ({
        ...cheese,
        id: `dairy-${at}`,
        name: `Aged Cheese ${at}`,
        diets: { vegan: 'no' as const },
      })),
      {
        ...cheese,
        id: 'cashew',
        name: 'Cashew and Almond Culture Soft Cheese',
        diets: { vegan: 'yes' as const },
      },
    ]);
    const vegan = { constraints: { ...NO_CONSTRAINTS, diets: ['vegan' as const] } };
    const outcome = await world.turn([add(mention('cheese'))], vegan);
    const offered = outcome.question?.options.map(({ productId }) => productId) ?? [];
    expect(offered.length).toBeGreaterThan(0);
    for (const id of offered) {
      const [product] = await world.index.get([id ?? '']);
      expect(product?.diets.vegan).toBe('yes');
    }
  });

  it('adds what is named while something else is offered in the place of another thing', async () => {
    const [bananas] = await world.index.get(['bananas']);
    await world.index.upsert([
      { ...bananas!, id: 'garlic', name: 'Garlic Mayo', aliases: ['egg free garlic mayo'] },
      { ...bananas!, id: 'lime', name: 'Lime Mayo', aliases: [] },
    ]);
    const { question } = await world.turn([add(mention('mayo'))]);
    expect(question?.options).toHaveLength(2);
    await world.turn([add(mention('eggs'))]);
    expect(await world.cart()).toEqual({ 'eggs-12': 1 });
  });

  it('asks before every add while allergies can not be read', async () => {
    const unknown = { constraints: { ...NO_CONSTRAINTS, loaded: false } };
    const outcome = await world.turn([add(mention('bananas'))], unknown);
    expect(outcome.receipts).toMatchObject([{ conflicts: [{ kind: 'constraints_unknown' }] }]);
    expect(await world.cart()).toEqual({});
  });
});
