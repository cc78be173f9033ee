import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixtureProduct as product } from '#tests/fixtures/fixture-product.ts';
import { add, count, mention, openWorld } from './order-world.ts';

const BAG = product('apples-bag', 'Gala Apples', 'Produce/Fruit', '3 lb', 499, {
  unit: 'bag',
  aliases: ['apples'],
});
const PIECE = product('apple', 'Gala Apples', 'Produce/Fruit', 'each', 79, { unit: 'each' });

describe('several of a thing', () => {
  let world: Awaited<ReturnType<typeof openWorld>>;
  beforeEach(async () => {
    world = await openWorld({ products: [BAG, PIECE] });
  });
  afterEach(() => world.close());

  it('are sold by the piece where they can be', async () => {
    await world.turn([add(mention('apples', { amount: count(6) }))]);
    expect(await world.cart()).toEqual({ apple: 6 });
  });

  it('come as the default when none were counted', async () => {
    await world.turn([add(mention('apples'))]);
    expect(await world.cart()).toEqual({ 'apples-bag': 1 });
  });

  it('say so when they are bags', async () => {
    await world.index.remove(['apple']);
    const outcome = await world.turn([add(mention('apples', { amount: count(6) }))]);
    expect(outcome.receipts).toMatchObject([
      { kind: 'added', quantity: 6, amountNote: expect.stringContaining('bags') },
    ]);
  });
});
