import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isPackedIn } from '#agents/order/packing.ts';
import { fixtureProduct as product } from '#tests/fixtures/fixture-product.ts';
import { add, count, mention, openWorld } from './order-world.ts';

const FRESH = product('fresh', 'Peaches', 'Produce/Fruit', 'each', 99, {
  unit: 'each',
  aliases: ['peaches'],
});
const CANNED = product('canned', 'Peaches in Juice', 'Pantry/Canned Fruit', '15 oz', 229, { unit: 'can' });
const FROZEN = product('frozen', 'Sliced Peaches', 'Frozen/Frozen Fruit', '12 oz', 349, { unit: 'bag' });
const SODA = product('soda', 'Cola', 'Beverages/Soda', '12 x 12 fl oz', 899, {
  unit: 'pack',
  aliases: ['cola'],
});
const LABELLED = product('labelled', 'Canned Pears', 'Pantry/Fruit', '15 oz', 199, { unit: 'each' });

describe('a container that was named', () => {
  let world: Awaited<ReturnType<typeof openWorld>>;
  beforeEach(async () => {
    world = await openWorld({ products: [FRESH, CANNED, FROZEN, SODA] });
  });
  afterEach(() => world.close());

  it('outweighs what the word alone would be', async () => {
    await world.turn([add(mention('peaches', { amount: count(2), packing: 'can' }))]);
    expect(await world.cart()).toEqual({ canned: 2 });
  });

  it('changes nothing when none was named', async () => {
    await world.turn([add(mention('peaches', { amount: count(2) }))]);
    expect(await world.cart()).toEqual({ fresh: 2 });
  });

  it('is asked about when nothing of the kind comes in it', async () => {
    await world.index.remove(['canned']);
    const outcome = await world.turn([add(mention('peaches', { amount: count(2), packing: 'jar' }))]);
    expect(await world.cart()).toEqual({});
    expect(outcome.question?.text).toContain('not by the jar');
  });

  it('counts singles of what is sold in packs of several, and asks when that is far more', async () => {
    const asked = await world.turn([add(mention('cola', { amount: count(2), packing: 'can' }))]);
    expect(asked.question?.text).toContain('2 cans come to 1 pack');
    await world.turn([add(mention('cola', { amount: count(24), packing: 'can' }))]);
    expect(await world.cart()).toEqual({ soda: 2 });
  });
});

describe('what a product comes in', () => {
  it('is told by its unit, by its label, or not at all', () => {
    expect(isPackedIn('tin', CANNED)).toBe(true);
    expect(isPackedIn('can', LABELLED)).toBe(true);
    expect(isPackedIn('can', FROZEN)).toBe(false);
    expect(isPackedIn('can', FRESH)).toBe(false);
    expect(isPackedIn('can', { ...LABELLED, name: 'Pears', category: 'Fruit' })).toBeNull();
  });
});
