import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { add, intent, mention, NO_CONSTRAINTS, openWorld } from './order-world.ts';

const milkAllergy = { constraints: { ...NO_CONSTRAINTS, allergies: ['milk' as const] } };
const vegan = { constraints: { ...NO_CONSTRAINTS, diets: ['vegan' as const] } };

describe('a cart that no longer fits its shopper', () => {
  let world: Awaited<ReturnType<typeof openWorld>>;
  afterEach(() => world.close());
  beforeEach(async () => {
    world = await openWorld();
    await world.turn([add(mention('whole milk'), mention('bananas'))]);
  });

  it('is warned of when an allergy is stated, and mended on a yes', async () => {
    const outcome = await world.turn([intent('state_preference')], milkAllergy);
    expect(outcome.receipts).toMatchObject([
      {
        kind: 'cart_conflict',
        productId: 'whole-milk-1gal',
        conflicts: [{ kind: 'allergy', allergen: 'milk' }],
      },
    ]);
    expect(outcome.question?.kind).toBe('remove_lines');
    expect(Object.keys(await world.cart())).toHaveLength(2);
    await world.turn([intent('accept')], milkAllergy);
    expect(Object.keys(await world.cart())).toEqual(['bananas']);
  });

  it('stays as it is on a no', async () => {
    await world.turn([intent('state_preference')], vegan);
    await world.turn([intent('decline')], vegan);
    expect(Object.keys(await world.cart())).toHaveLength(2);
  });

  it('is warned of again before it is ordered', async () => {
    const outcome = await world.turn([intent('confirm_order')], milkAllergy);
    expect(outcome.receipts.map(({ kind }) => kind)).toEqual(['cart_shown', 'cart_conflict']);
    expect(outcome.question?.kind).toBe('confirm_order');
  });

  it('says nothing when nothing conflicts', async () => {
    const outcome = await world.turn([intent('state_preference')], NO_ALLERGY);
    expect(outcome.receipts).toEqual([]);
    expect(outcome.question).toBeNull();
  });
});

const NO_ALLERGY = { constraints: { ...NO_CONSTRAINTS, allergies: ['peanut' as const] } };
