import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderOutcome } from '#agents/order/order-outcome.ts';
import { rankSubstitutes } from '#agents/order/rank-substitutes.ts';
import { fixture, fixtureProducts } from '#tests/fixtures/products.ts';
import { add, count, intent, mention, NO_CONSTRAINTS, openWorld, second } from './order-world.ts';

const kinds = (outcome: OrderOutcome) => outcome.receipts.map(({ kind }) => kind);
const ranked = (id: string, ...others: string[]) =>
  rankSubstitutes(fixture(id), others.map(fixture), []).map((product) => product.id);

describe('what stands in for a product', () => {
  it('is the same thing before another of its shelf', () => {
    expect(ranked('cheddar-sharp', 'bananas', 'tofu-firm')[0]).not.toBe('cheddar-sharp');
    expect(ranked('planet-oat-original', 'whole-milk-1gal', 'oatly-original')[0]).toBe('oatly-original');
  });

  it('ends in the same word before what only shares one: a drink is replaced by a drink', () => {
    const wanted = { ...fixture('oatly-original'), id: 'w', name: 'Mango Yogurt Drink', aliases: [] };
    const yogurt = { ...wanted, id: 'yogurt', name: 'Greek Yogurt' };
    const drink = { ...wanted, id: 'drink', name: 'Berry Kefir Drink', priceCents: 2 * wanted.priceCents! };
    expect(rankSubstitutes(wanted, [yogurt, drink], []).map(({ id }) => id)).toEqual(['drink', 'yogurt']);
  });

  it('keeps what the label claims: gluten free stays gluten free', () => {
    expect(ranked('bread-gf-schar', 'bread-white', 'bread-gf-canyon')[0]).toBe('bread-gf-canyon');
  });

  it('is what this shopper buys where things are alike', () => {
    const oats = ['oatly-original', 'chobani-oat-vanilla'].map(fixture);
    const wanted = fixture('planet-oat-original');
    const habit = (productId: string) => [{ productId, quantity: 1, purchases: 5, lastPurchasedAt: 1 }];
    for (const { id } of oats) expect(rankSubstitutes(wanted, oats, habit(id))[0]?.id).toBe(id);
  });

  it('is the one whose price is nearer where all else is equal', () => {
    const wanted = fixture('cheddar-sharp');
    const at = (id: string, priceCents: number) => ({ ...wanted, id, priceCents });
    expect(rankSubstitutes(wanted, [at('dear', 1900), at('near', 479)], []).map(({ id }) => id)).toEqual([
      'near',
      'dear',
    ]);
  });

  it('is ranked the same whatever the order, and loses none', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...fixtureProducts], { minLength: 2 }), (products) => {
        const [wanted, ...others] = products;
        const once = rankSubstitutes(wanted!, others, []);
        expect(rankSubstitutes(wanted!, [...others].reverse(), [])).toEqual(once);
        expect(new Set(once)).toEqual(new Set(others));
      }),
      { numRuns: 30 },
    );
  });
});

describe('an empty shelf', () => {
  let world: Awaited<ReturnType<typeof openWorld>>;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());
  const sellOut = (...ids: string[]) => world.index.upsert(ids.map((id) => ({ ...fixture(id), stock: 0 })));

  it('is told, and the nearest is added on a plain yes, the next when it is pointed at', async () => {
    await sellOut('planet-oat-original');
    const asked = await world.turn([add(mention('planet oat original oat milk', { amount: count(2) }))]);
    expect(kinds(asked)).toEqual(['out_of_stock']);
    const options = asked.question?.options.map(({ productId }) => productId) ?? [];
    expect(options.length).toBeGreaterThan(1);
    expect(await world.cart()).toEqual({});
    await world.turn([intent('accept')]);
    expect(await world.cart()).toEqual({ [options[0]!]: 2 });
    await world.turn([intent('undo')]);
    await world.turn([add(mention('planet oat original oat milk', { amount: count(2) }))]);
    await world.turn([intent('accept', { choice: second })]);
    expect(await world.cart()).toEqual({ [options[1]!]: 2 });
  });

  it('offers nothing that the shopper must not eat, and nothing that is in the cart already', async () => {
    await sellOut('bread-gf-schar');
    const strict = { constraints: { ...NO_CONSTRAINTS, allergies: ['gluten' as const] } };
    const bread = add(mention('schär gluten free multigrain bread'));
    const asked = await world.turn([bread], strict);
    for (const { productId } of asked.question?.options ?? []) expect(productId).toMatch(/^bread-gf/);
    await world.turn([intent('accept')], strict);
    expect(await world.cart()).toEqual({ 'bread-gf-canyon': 1 });
    const again = await world.turn([bread], strict);
    expect(again.question).toBeNull();
  });

  const confirm = async () => {
    await world.turn([intent('confirm_order')]);
    return world.turn([intent('accept')]);
  };

  it('at the checkout offers replacements in one question, then asks for the order again', async () => {
    await world.turn([
      add(mention('planet oat original oat milk', { amount: count(2) }), mention('bananas')),
    ]);
    await sellOut('planet-oat-original');
    const moved = await confirm();
    expect(kinds(moved)).toEqual(['confirm_changed']);
    expect(moved.order).toBeNull();
    expect(moved.question?.kind).toBe('replace_gone');
    const instead = moved.question?.options[0]?.productId ?? '';
    const replaced = await world.turn([intent('accept')]);
    expect(await world.cart()).toEqual({ bananas: 1, [instead]: 2 });
    expect(replaced.order).toBeNull();
    expect(replaced.question?.kind).toBe('confirm_order');
    expect((await world.turn([intent('accept')])).order?.lines).toHaveLength(2);
  });

  it('orders without it when the replacement is declined', async () => {
    await world.turn([add(mention('planet oat original oat milk'), mention('bananas'))]);
    await sellOut('planet-oat-original');
    await confirm();
    const declined = await world.turn([intent('decline')]);
    expect(kinds(declined)).toEqual(['cart_shown']);
    expect(declined.question?.kind).toBe('confirm_order');
    expect((await world.turn([intent('accept')])).order?.lines).toMatchObject([{ productId: 'bananas' }]);
  });

  it('replaces only what is pointed at of several', async () => {
    await world.turn([add(mention('planet oat original oat milk'), mention('cabot sharp cheddar cheese'))]);
    await sellOut('planet-oat-original', 'cheddar-sharp');
    const moved = await confirm();
    expect(moved.question).toMatchObject({ kind: 'replace_gone', options: { length: 2 } });
    const wanted = moved.question?.options[1]?.productId ?? '';
    await world.turn([intent('accept', { choice: second })]);
    expect(await world.cart()).toEqual({ [wanted]: 1 });
  });

  it('knows what comes near even for what left the catalogue', async () => {
    await world.turn([add(mention('planet oat original oat milk'), mention('bananas'))]);
    await world.index.remove(['planet-oat-original']);
    const moved = await confirm();
    expect(moved.receipts).toMatchObject([{ kind: 'confirm_changed', changes: [{ kind: 'gone' }] }]);
    expect(moved.question?.options[0]?.label).toContain('Oat Milk');
  });

  it('just asks again when nothing comes near', async () => {
    await world.turn([add(mention('salmon'), mention('bananas'))]);
    const others = fixtureProducts.filter(({ category }) => category === fixture('salmon').category);
    await sellOut(...others.map(({ id }) => id));
    expect((await confirm()).question?.kind).toBe('confirm_order');
  });
});
