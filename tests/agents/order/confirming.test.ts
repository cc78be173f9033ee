import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Habit, OrderOutcome } from '#agents/order/order-outcome.ts';
import { checkTransitions } from '#agents/order/order-status.ts';
import { fixture } from '#tests/fixtures/products.ts';
import { add, count, intent, mention, openWorld, update } from './order-world.ts';

const kinds = (outcome: OrderOutcome) => outcome.receipts.map(({ kind }) => kind);

describe('ordering in words', () => {
  let world: Awaited<ReturnType<typeof openWorld>>;
  beforeEach(async () => {
    world = await openWorld({
      promotions: [{ id: 'ten', label: '10% off', code: 'TEN', reward: { kind: 'percentage', percent: 10 } }],
      recipes: [
        {
          id: 'dal',
          name: 'dal',
          aliases: [],
          cuisine: 'indian',
          servings: 4,
          minutes: 30,
          ingredients: [
            { name: 'toor dal', query: 'toor dal', amount: '1 cup', pantry: false, optional: false },
            { name: 'tomatoes', query: 'tomatoes', amount: '2', pantry: false, optional: false },
            { name: 'cilantro', query: 'cilantro', amount: 'some', pantry: false, optional: true },
            { name: 'salt', query: 'salt', amount: 'some', pantry: true, optional: false },
          ],
        },
      ],
    });
  });
  afterEach(() => world.close());

  it('shows the cart and asks, and orders only on yes', async () => {
    await world.turn([add(mention('milk', { amount: count(2) }))]);
    const summary = await world.turn([intent('confirm_order')]);
    expect(kinds(summary)).toEqual(['cart_shown']);
    expect(summary.question).toMatchObject({
      kind: 'confirm_order',
      text: 'Shall I place this order for $7.78?',
    });
    expect((await world.orders.list('ada', { limit: 5 })).orders).toEqual([]);
    const placed = await world.turn([intent('accept')]);
    expect(placed.receipts).toMatchObject([{ kind: 'order_placed', totalCents: 778, lines: 1 }]);
    expect(placed.order).toMatchObject({ status: 'placed', totalCents: 778 });
    expect(placed.question).toBeNull();
    expect(await world.cart()).toEqual({});
  });

  it.each(['product_question', 'state_preference', 'search_products', 'clarify', 'apply_promotion'] as const)(
    'asks once more when a yes comes with a %s',
    async (other) => {
      await world.turn([add(mention('milk'))]);
      await world.turn([intent('confirm_order')]);
      const outcome = await world.turn([intent('accept'), intent(other)]);
      expect(outcome.order).toBeNull();
      expect(outcome.question?.kind).toBe('confirm_order');
      expect((await world.orders.list('ada', { limit: 5 })).orders).toEqual([]);
      expect(kinds(await world.turn([intent('accept')]))).toEqual(['order_placed']);
    },
  );

  it('takes a second "place the order" as the confirmation', async () => {
    await world.turn([add(mention('milk'))]);
    await world.turn([intent('confirm_order')]);
    expect(kinds(await world.turn([intent('confirm_order')]))).toEqual(['order_placed']);
  });

  it('places a new order each time a new cart is confirmed', async () => {
    for (const query of ['milk', 'tofu']) {
      await world.turn([add(mention(query))]);
      await world.turn([intent('confirm_order')]);
      await world.turn([intent('accept')]);
    }
    const { orders } = await world.orders.list('ada', { limit: 5 });
    expect(orders.map(({ lines }) => lines[0]?.productId).sort()).toEqual(['tofu-firm', 'whole-milk-1gal']);
  });

  it('asks anew when the cart changed after the question', async () => {
    await world.turn([add(mention('milk'))]);
    await world.turn([intent('confirm_order')]);
    const { lines } = (await world.desk.show('ada')).cart;
    await world.desk.change('ada', {
      command: { kind: 'set', lineId: lines[0]!.lineId, quantity: 5 },
      expectedRevision: null,
      operationId: 'elsewhere',
      source: 'rest',
    });
    const again = await world.turn([intent('accept')]);
    expect(again.order).toBeNull();
    expect(again.question).toMatchObject({
      kind: 'confirm_order',
      text: 'Shall I place this order for $19.45?',
    });
    expect((await world.turn([intent('accept')])).order).toMatchObject({ totalCents: 1945 });
  });

  it('does not order without what is added in the same breath', async () => {
    await world.turn([add(mention('milk'))]);
    await world.turn([intent('confirm_order')]);
    const outcome = await world.turn([intent('accept'), add(mention('bananas'))]);
    expect(outcome.order).toBeNull();
    expect(outcome.question?.kind).toBe('confirm_order');
    expect((await world.turn([intent('accept')])).order?.lines).toHaveLength(2);
  });

  it('shows a price that moved and asks for the new total', async () => {
    await world.turn([add(mention('milk'))]);
    await world.turn([intent('confirm_order')]);
    const [milk] = await world.index.get(['whole-milk-1gal']);
    await world.index.upsert([{ ...milk!, priceCents: 400 }]);
    const outcome = await world.turn([intent('accept')]);
    expect(outcome.receipts).toMatchObject([
      { kind: 'confirm_changed', changes: [{ kind: 'price', fromCents: 389, toCents: 400 }] },
      { kind: 'cart_shown' },
    ]);
    expect((await world.turn([intent('accept')])).order).toMatchObject({ totalCents: 400 });
  });

  it('keeps the question while the shopper only looks, and drops it when something else happens', async () => {
    await world.turn([add(mention('milk'))]);
    await world.turn([intent('confirm_order')]);
    expect((await world.turn([intent('show_cart')])).question?.kind).toBe('confirm_order');
    expect((await world.turn([update(mention('milk', { amount: count(2) }))])).question).toBeNull();
    expect(kinds(await world.turn([intent('accept')]))).toEqual(['unclear']);
  });

  it('does not order on no, nor an empty cart, nor one without prices', async () => {
    expect(kinds(await world.turn([intent('confirm_order')]))).toEqual(['cart_empty']);
    await world.turn([add(mention('milk'))]);
    await world.turn([intent('confirm_order')]);
    expect(kinds(await world.turn([intent('decline')]))).toEqual(['declined']);
    expect(await world.cart()).toEqual({ 'whole-milk-1gal': 1 });
    const [milk] = await world.index.get(['whole-milk-1gal']);
    await world.index.upsert([
      { ...milk!, id: 'kefir', name: 'Imported Kefir', aliases: [], priceCents: null },
    ]);
    await world.turn([add(mention('imported kefir'))]);
    expect((await world.turn([intent('confirm_order')])).receipts).toMatchObject([
      { kind: 'unpriced', names: ['Imported Kefir'] },
    ]);
  });

  it('tells how orders stand, and repeats the last one', async () => {
    expect(kinds(await world.turn([intent('order_status')]))).toEqual(['no_orders']);
    expect(kinds(await world.turn([intent('repeat_order')]))).toEqual(['no_orders']);
    await world.turn([add(mention('milk'), mention('bananas', { amount: count(4) }))]);
    await world.turn([intent('confirm_order')]);
    await world.turn([intent('accept')]);
    expect((await world.turn([intent('order_status', { which: 'last' })])).receipts).toMatchObject([
      { kind: 'order_status', status: 'placed', placedAt: world.clock.now },
    ]);
    await world.turn([intent('repeat_order', { which: 'last' })]);
    expect(await world.cart()).toEqual({ 'whole-milk-1gal': 1, bananas: 4 });
  });

  it('is friendly about an unknown regular basket, and shows and adds a known one', async () => {
    expect(kinds(await world.turn([intent('usual_order')]))).toEqual(['usual_unknown']);
    const usualBasket = [
      { productId: 'bananas', quantity: 6 },
      { productId: 'eggs-12', quantity: 1 },
    ];
    const shown = await world.turn([intent('usual_order')], { usualBasket });
    expect(shown.receipts).toMatchObject([
      { kind: 'usual_shown', lines: [{ name: 'Bananas', quantity: 6 }, { quantity: 1 }] },
    ]);
    expect(await world.cart()).toEqual({});
    await world.turn([intent('accept')], { usualBasket });
    expect(await world.cart()).toEqual({ bananas: 6, 'eggs-12': 1 });
    await world.turn([intent('usual_order', { addToCart: true })], { usualBasket });
    expect(await world.cart()).toEqual({ bananas: 12, 'eggs-12': 2 });
  });

  it('adds a known basket but for what is named, and says what it left out', async () => {
    const usualBasket = [
      { productId: 'bananas', quantity: 6 },
      { productId: 'eggs-12', quantity: 1 },
    ];
    const without = [mention('eggs'), mention('pomegranates')];
    await world.turn([intent('usual_order')], { usualBasket });
    const agreed = await world.turn([intent('accept', { without })], { usualBasket });
    expect(agreed.receipts[0]).toMatchObject({ kind: 'left_out', names: [fixture('eggs-12').name] });
    await world.turn([intent('usual_order', { addToCart: true, without })], { usualBasket });
    expect(await world.cart()).toEqual({ bananas: 12 });
    const first = { ...mention(''), reference: { kind: 'ordinal', index: 1 } } as const;
    await world.turn([intent('usual_order', { addToCart: true, without: [first] })], { usualBasket });
    expect(await world.cart()).toEqual({ bananas: 12, 'eggs-12': 1 });
    await world.turn([intent('remove_from_cart', { items: [mention('eggs')] })]);
    await world.turn([intent('usual_order', { addToCart: true, without: [mention('eggs')] })], {
      usualBasket: usualBasket.slice(1),
    });
    expect(await world.cart()).toEqual({ bananas: 12 });
  });

  it('applies a code and says what it saved, or why it can not be used', async () => {
    await world.turn([add(mention('salmon'))]);
    expect((await world.turn([intent('apply_promotion', { code: 'ten' })])).receipts).toEqual([
      { kind: 'promotion_applied', code: 'TEN', label: '10% off', cents: 130 },
    ]);
    expect((await world.turn([intent('apply_promotion', { code: 'FREE4ME' })])).receipts).toEqual([
      { kind: 'promotion_refused', code: 'FREE4ME', reason: 'there is no such code' },
    ]);
  });

  it('adds what a dish needs, but not what is there, optional or in most kitchens', async () => {
    await world.turn([add(mention('tomatoes'))]);
    const habits: Habit[] = [];
    await world.turn([intent('recipe', { dish: 'dal', addToCart: true })], { habits });
    expect(await world.cart()).toEqual({ 'tomatoes-vine': 1, 'toor-dal': 1 });
  });

  it('leaves out of a dish what was to be left out', async () => {
    const without = [mention('tomato')];
    await world.turn([intent('recipe', { dish: 'dal', addToCart: true, without })]);
    expect(await world.cart()).toEqual({ 'toor-dal': 1 });
  });
});

describe('the states of an order', () => {
  it('must all be reachable, and lead on', () => {
    const none = { placed: [], confirmed: [], packed: [], delivered: [], cancelled: [] };
    expect(() => checkTransitions(none)).toThrow('confirmed, packed, delivered, cancelled');
    expect(() =>
      checkTransitions({
        ...none,
        placed: ['placed', 'confirmed', 'packed', 'delivered', 'cancelled'],
      }),
    ).toThrow('placed leads to itself');
  });
});
