import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderOutcome } from '#agents/order/order-outcome.ts';
import { ProductIndexUnavailable } from '#agents/search/product-index.ts';
import { fixtureProduct } from '#tests/fixtures/fixture-product.ts';
import {
  add,
  count,
  intent,
  mention,
  NO_CONSTRAINTS,
  openWorld,
  remove,
  second,
  that,
  update,
} from './order-world.ts';

type World = Awaited<ReturnType<typeof openWorld>>;
const kinds = (outcome: OrderOutcome) => outcome.receipts.map(({ kind }) => kind);

describe('the order agent', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  describe('adding what is named', () => {
    it("takes the grocer's default for a word", async () => {
      const outcome = await world.turn([add(mention('milk'))]);
      expect(await world.cart()).toEqual({ 'whole-milk-1gal': 1 });
      expect(outcome.receipts).toMatchObject([
        { kind: 'added', productId: 'whole-milk-1gal', quantity: 1, pickedBecause: 'default' },
      ]);
      expect(outcome.question).toBeNull();
    });

    it('takes what this shopper buys before the default', async () => {
      const habits = [
        { productId: 'oatly-barista', quantity: 2, purchases: 3, lastPurchasedAt: 1 },
        { productId: 'lactaid-whole-milk', quantity: 1, purchases: 7, lastPurchasedAt: 1 },
      ];
      const outcome = await world.turn([add(mention('milk'))], { habits });
      expect(await world.cart()).toEqual({ 'lactaid-whole-milk': 1 });
      expect(outcome.receipts).toMatchObject([{ pickedBecause: 'usual' }]);
    });

    it('takes the whole name before any habit', async () => {
      const habits = [{ productId: 'oatly-original', quantity: 2, purchases: 9, lastPurchasedAt: 1 }];
      await world.turn([add(mention('Oatly Barista Oat Milk'))], { habits });
      expect(await world.cart()).toEqual({ 'oatly-barista': 1 });
    });

    it('brings the usual number of the usual thing', async () => {
      const habits = [{ productId: 'oatly-barista', quantity: 2, purchases: 3, lastPurchasedAt: 1 }];
      await world.turn([add(mention('oat milk', { reference: { kind: 'habit' } }))], { habits });
      expect(await world.cart()).toEqual({ 'oatly-barista': 2 });
    });

    it('says so where it knows no usual thing', async () => {
      const outcome = await world.turn([add(mention('bananas', { reference: { kind: 'habit' } }))]);
      expect(outcome.receipts).toMatchObject([{ kind: 'added', amountNote: 'I know no usual one of yours' }]);
    });

    it('finds the usual thing however many others are called so', async () => {
      const others = Array.from({ length: 60 }, (_, index) =>
        fixtureProduct(`milk-${index}`, `Farm ${index} Milk`, 'Dairy & Eggs/Milk', '1 gal', 300 + index),
      );
      const large = await openWorld({ products: [...others, ...(await world.index.get(['oatly-barista']))] });
      const habits = [{ productId: 'oatly-barista', quantity: 2, purchases: 9, lastPurchasedAt: 1 }];
      await large.turn([add(mention('milk', { reference: { kind: 'habit' } }))], { habits });
      expect(await large.cart()).toEqual({ 'oatly-barista': 2 });
      large.close();
    });

    it('never takes what is merely made of the thing', async () => {
      const products = (await world.index.get(['milk-chocolate', 'salted-chips'])).slice();
      const small = await openWorld({ products });
      const outcome = await small.turn([add(mention('milk'), mention('potatoes'))]);
      expect(await small.cart()).toEqual({});
      expect(kinds(outcome)).toEqual(['no_match', 'no_match']);
      small.close();
    });

    it('asks once when a word names different things, and adds the one chosen', async () => {
      const outcome = await world.turn([add(mention('cheese', { amount: count(2) }))]);
      expect(await world.cart()).toEqual({});
      expect(outcome.question?.kind).toBe('choose_to_add');
      expect(outcome.question?.options.length).toBeGreaterThan(1);
      const chosen = outcome.question?.options[1]?.productId;
      await world.turn([intent('accept', { choice: second })]);
      expect(await world.cart()).toEqual({ [chosen!]: 2 });
    });

    it('understands the name of an option as the answer, and asks again when it says nothing', async () => {
      await world.turn([add(mention('cheese'))]);
      const again = await world.turn([intent('accept')]);
      expect(again.question?.kind).toBe('choose_to_add');
      await world.turn([intent('accept', { choice: { kind: 'attribute', words: ['cheddar', 'cabot'] } })]);
      expect(await world.cart()).toEqual({ 'cheddar-sharp': 1 });
    });

    it('leaves everything as it was when the question is declined', async () => {
      await world.turn([add(mention('cheese'))]);
      const outcome = await world.turn([intent('decline')]);
      expect(kinds(outcome)).toEqual(['declined']);
      expect(outcome.question).toBeNull();
      expect(await world.cart()).toEqual({});
    });

    it('says that it found nothing and adds nothing', async () => {
      const outcome = await world.turn([add(mention('dragon eggs benedict'))]);
      expect(kinds(outcome)).toEqual(['no_match']);
      expect(await world.cart()).toEqual({});
    });

    it('handles several things of a turn, and a failing one does not hold up the others', async () => {
      const outcome = await world.turn([
        add(mention('bananas', { amount: count(3) }), mention('unobtainium'), mention('2% milk')),
        add(mention('tofu')),
      ]);
      expect(await world.cart()).toEqual({ bananas: 3, '2-percent-milk-1gal': 1, 'tofu-firm': 1 });
      expect(kinds(outcome)).toEqual(['added', 'no_match', 'added', 'added']);
    });

    it('asks about one thing after the other', async () => {
      const both = await world.turn([add(mention('cheese'), mention('cheese', { amount: count(5) }))]);
      expect(both.question?.waiting).toHaveLength(1);
      const next = await world.turn([intent('accept', { choice: { kind: 'ordinal', index: 1 } })]);
      expect(next.question?.kind).toBe('choose_to_add');
      await world.turn([intent('accept', { choice: second })]);
      expect(Object.values(await world.cart())).toContain(5);
    });
  });

  describe('amounts', () => {
    it.each([
      ['milk', count(1, 'gallon'), { 'whole-milk-1gal': 1 }, null],
      ['eggs', count(2, 'dozen'), { 'eggs-12': 2 }, '2 dozen is 2 cartons of 12 ct'],
      ['eggs', count(18), { 'eggs-18': 1 }, null],
      ['potatoes', count(5, 'lb'), { 'potatoes-5lb': 1 }, null],
      ['yukon gold potatoes', count(5, 'lb'), { 'potatoes-2lb': 3 }, '5 lb comes to 3 bags of 2 lb'],
      ['bananas', count(1, 'dozen'), { bananas: 12 }, null],
      ['orange juice', count(52, 'oz'), { 'orange-juice': 1 }, null],
      ['curry leaves', count(2, 'pack'), { 'curry-leaves': 2 }, null],
    ])('%s in the amount %j becomes the right packs', async (query, amount, cart, note) => {
      const outcome = await world.turn([add(mention(query, { amount }))]);
      expect(await world.cart()).toEqual(cart);
      expect(outcome.receipts).toMatchObject([{ kind: 'added', amountNote: note }]);
    });

    it('asks how many when the pack does not say how much it is, and takes a number as the answer', async () => {
      const outcome = await world.turn([add(mention('bananas', { amount: count(3, 'lb') }))]);
      expect(outcome.question?.text).toBe("I can't tell how many packs 3 lb is. Shall I add 3 × Bananas?");
      expect(await world.cart()).toEqual({});
      await world.turn([intent('accept', { items: [mention('', { amount: count(7) })] })]);
      expect(await world.cart()).toEqual({ bananas: 7 });
    });

    it.each([100, 5000])('refuses %d of one product and changes nothing', async (value) => {
      const outcome = await world.turn([add(mention('bananas', { amount: count(value) }))]);
      expect(outcome.receipts).toEqual([{ kind: 'limit', what: 'quantity', name: 'Bananas', max: 99 }]);
      expect(await world.cart()).toEqual({});
    });

    it('says how many are left and offers those', async () => {
      const outcome = await world.turn([add(mention('bananas', { amount: count(45) }))]);
      expect(outcome.receipts).toEqual([{ kind: 'limit', what: 'stock', name: 'Bananas', max: 40 }]);
      await world.turn([intent('accept')]);
      expect(await world.cart()).toEqual({ bananas: 40 });
    });
  });

  describe('pointing', () => {
    beforeEach(() => world.show('spinach', 'spinach-organic-ll', 'spinach-organic-bunch'));

    it.each([
      ['the second one', second, 'spinach-organic-ll'],
      ['the last one', { kind: 'ordinal', index: -1 }, 'spinach-organic-bunch'],
      ['the cheapest', { kind: 'superlative', by: 'cheapest' }, 'spinach-organic-bunch'],
      ['the expensive one', { kind: 'attribute', words: ['expensive'] }, 'spinach-organic-ll'],
      ['the baby one', { kind: 'attribute', words: ['baby'] }, 'spinach'],
      ['the bunch', { kind: 'attribute', words: ['bunch'] }, 'spinach-organic-bunch'],
    ] as const)('%s is the one meant', async (said, reference, productId) => {
      await world.turn([add(mention('', { said, reference, amount: count(2) }))]);
      expect(await world.cart()).toEqual({ [productId]: 2 });
    });

    it.each([
      ['the organic one', { kind: 'attribute', words: ['organic'] }],
      ['that', that],
    ] as const)('asks which when %s fits several', async (said, reference) => {
      const outcome = await world.turn([add(mention('', { said, reference }))]);
      expect(outcome.question?.kind).toBe('choose_to_add');
      expect(await world.cart()).toEqual({});
    });

    it('says so when there is no such one', async () => {
      const outcome = await world.turn([add(mention('', { reference: { kind: 'ordinal', index: 9 } }))]);
      expect(kinds(outcome)).toEqual(['unclear']);
    });

    it('adds all of those', async () => {
      await world.turn([add(mention('', { reference: { kind: 'deixis', plural: true } }))]);
      expect(Object.keys(await world.cart())).toHaveLength(3);
    });
  });

  describe('changing lines', () => {
    it('changes the line touched last: make it 3, double that, one less', async () => {
      await world.turn([add(mention('milk'))]);
      await world.turn([add(mention('bananas', { amount: count(2) }))]);
      await world.turn([update(mention('', { reference: that, amount: count(3) }))]);
      expect(await world.cart()).toEqual({ 'whole-milk-1gal': 1, bananas: 3 });
      const doubled = await world.turn([
        update(mention('', { reference: that, amount: count(2, null, 'factor') })),
      ]);
      expect(doubled.receipts).toMatchObject([{ kind: 'updated', productId: 'bananas', from: 3, to: 6 }]);
      await world.turn([update(mention('', { reference: that, amount: count(1, null, 'fewer') }))]);
      await world.turn([add(mention('', { amount: count(3, null, 'more') }))]);
      expect(await world.cart()).toEqual({ 'whole-milk-1gal': 1, bananas: 8 });
    });

    it('removes the milk that is named of two, and brings it back in its old number', async () => {
      await world.turn([add(mention('whole milk'), mention('oat milk', { amount: count(2) }))]);
      const outcome = await world.turn([remove(mention('oat milk'))]);
      expect(outcome.receipts).toMatchObject([{ kind: 'removed', productId: 'oatly-original', quantity: 2 }]);
      expect(await world.cart()).toEqual({ 'whole-milk-1gal': 1 });
      await world.turn([add(mention('', { said: 'it back', reference: that, restore: true }))]);
      expect(await world.cart()).toEqual({ 'whole-milk-1gal': 1, 'oatly-original': 2 });
    });

    it('asks which milk of two when only milk is said, and then does it', async () => {
      await world.turn([add(mention('whole milk'), mention('oat milk'))]);
      const outcome = await world.turn([remove(mention('milk'))]);
      expect(outcome.question?.kind).toBe('choose_line');
      expect(Object.keys(await world.cart())).toHaveLength(2);
      await world.turn([intent('accept', { choice: { kind: 'attribute', words: ['oatly'] } })]);
      expect(await world.cart()).toEqual({ 'whole-milk-1gal': 1 });
    });

    it('means the thing itself, not what is made of it', async () => {
      await world.turn([
        add(mention("Hershey's Milk Chocolate Bar"), mention('whole milk'), mention('bananas')),
      ]);
      await world.turn([remove(mention('milk'))]);
      expect(await world.cart()).toEqual({ 'milk-chocolate': 1, bananas: 1 });
    });

    it('keeps the amount over the question which line is meant', async () => {
      await world.turn([
        add(mention('whole milk', { amount: count(2) }), mention('oat milk', { amount: count(5) })),
      ]);
      await world.turn([update(mention('milk', { amount: count(3, null, 'more') }))]);
      await world.turn([intent('accept', { choice: second })]);
      expect(await world.cart()).toEqual({ 'whole-milk-1gal': 2, 'oatly-original': 8 });
    });

    it('takes out only as many as said', async () => {
      await world.turn([add(mention('bananas', { amount: count(5) }))]);
      await world.turn([remove(mention('bananas', { amount: count(2) }))]);
      expect(await world.cart()).toEqual({ bananas: 3 });
      await world.turn([remove(mention('bananas', { amount: count(7) }))]);
      expect(await world.cart()).toEqual({});
    });

    it('counts in the cart on the screen, and knows the other of two', async () => {
      await world.turn([add(mention('milk'), mention('eggs'), mention('tofu'))]);
      await world.turn([intent('show_cart')]);
      await world.turn([remove(mention('', { reference: second }))]);
      expect(await world.cart()).toEqual({ 'whole-milk-1gal': 1, 'tofu-firm': 1 });
      await world.turn([update(mention('tofu', { amount: count(2) }))]);
      await world.turn([remove(mention('', { reference: { kind: 'other' } }))]);
      expect(await world.cart()).toEqual({ 'tofu-firm': 2 });
    });

    it('says what is not in the cart', async () => {
      await world.turn([add(mention('milk'))]);
      expect(kinds(await world.turn([remove(mention('caviar'))]))).toEqual(['not_in_cart']);
    });

    it('undoes a whole turn as one, and only that turn', async () => {
      await world.turn([add(mention('tofu'))]);
      await world.turn([add(mention('milk'), mention('eggs')), remove(mention('tofu'))]);
      await world.turn([intent('undo')]);
      expect(await world.cart()).toEqual({ 'tofu-firm': 1 });
      await world.turn([intent('undo')]);
      expect(await world.cart()).toEqual({});
      expect(kinds(await world.turn([intent('undo')]))).toEqual(['nothing_to_undo']);
    });

    it('redoes what was undone, until something else changes', async () => {
      await world.turn([add(mention('tofu'))]);
      await world.turn([add(mention('milk'), mention('eggs'))]);
      await world.turn([intent('undo')]);
      const outcome = await world.turn([intent('undo', { redo: true })]);
      expect(outcome.receipts).toMatchObject([
        {
          kind: 'redone',
          lines: 3,
          moved: [
            { name: expect.any(String), from: 0, to: 1 },
            { from: 0, to: 1 },
          ],
        },
      ]);
      expect(await world.cart()).toEqual({ 'tofu-firm': 1, 'whole-milk-1gal': 1, 'eggs-12': 1 });
      await world.turn([intent('undo')]);
      expect(await world.cart()).toEqual({ 'tofu-firm': 1 });
      await world.turn([add(mention('limes'))]);
      expect(kinds(await world.turn([intent('undo', { redo: true })]))).toEqual(['nothing_to_redo']);
      expect(await world.cart()).toEqual({ 'tofu-firm': 1, limes: 1 });
    });

    it('adds back by name what an undo took out', async () => {
      await world.turn([add(mention('tofu', { amount: count(2) }))]);
      await world.turn([intent('undo')]);
      await world.turn([add(mention('', { reference: that, restore: true }))]);
      expect(await world.cart()).toEqual({ 'tofu-firm': 2 });
    });

    it('empties the cart, and undo brings it back', async () => {
      await world.turn([add(mention('milk'), mention('eggs'))]);
      expect(kinds(await world.turn([intent('clear_cart')]))).toEqual(['cleared']);
      expect(await world.cart()).toEqual({});
      await world.turn([intent('undo')]);
      expect(Object.keys(await world.cart())).toHaveLength(2);
    });
  });

  describe('swapping', () => {
    const swap = (out: ReturnType<typeof mention>, into: ReturnType<typeof mention>) =>
      world.turn([remove(out), add({ ...into, replaces: true })]);

    it('puts as many in as go out, as one change that one undo takes back', async () => {
      await world.turn([add(mention('tofu', { amount: count(3) }))]);
      const { revision } = (await world.desk.show('ada')).cart;
      const outcome = await swap(mention('tofu'), mention('limes'));
      expect(outcome.receipts).toMatchObject([
        { kind: 'removed', productId: 'tofu-firm', quantity: 3 },
        { kind: 'added', productId: 'limes', quantity: 3 },
      ]);
      expect(outcome.priced.cart.revision).toBe(revision + 1);
      await world.turn([intent('undo')]);
      expect(await world.cart()).toEqual({ 'tofu-firm': 3 });
    });

    it('takes fewer of what comes in much larger packs', async () => {
      await world.turn([add(mention('oatly barista oat milk', { amount: count(3) }))]);
      await swap(mention('oat milk'), mention('milk'));
      // Three quarts are less than one gallon.
      expect(await world.cart()).toEqual({ 'whole-milk-1gal': 1 });
    });

    it('takes an amount as said on either side', async () => {
      await world.turn([add(mention('tofu', { amount: count(3) }))]);
      await swap(mention('tofu', { amount: count(1) }), mention('limes', { amount: count(5) }));
      expect(await world.cart()).toEqual({ 'tofu-firm': 2, limes: 5 });
    });

    it('takes nothing out when nothing can come in', async () => {
      await world.turn([add(mention('tofu'))]);
      const outcome = await swap(mention('tofu'), mention('unobtainium'));
      expect(kinds(outcome)).toEqual(['no_match']);
      expect(await world.cart()).toEqual({ 'tofu-firm': 1 });
    });

    it('keeps all as it was while it asks, and swaps once it knows', async () => {
      await world.turn([add(mention('tofu', { amount: count(2) }))]);
      const asked = await swap(mention('tofu'), mention('cheese'));
      expect(asked.question?.kind).toBe('choose_to_add');
      expect(await world.cart()).toEqual({ 'tofu-firm': 2 });
      await world.turn([intent('accept', { choice: second })]);
      expect(Object.values(await world.cart())).toEqual([2]);
      expect(await world.cart()).not.toHaveProperty('tofu-firm');
    });

    it('leaves the cart alone when the question is declined', async () => {
      await world.turn([add(mention('tofu'))]);
      await swap(mention('tofu'), mention('cheese'));
      await world.turn([intent('decline')]);
      expect(await world.cart()).toEqual({ 'tofu-firm': 1 });
      await world.turn([add(mention('limes'))]);
      expect(await world.cart()).toEqual({ 'tofu-firm': 1, limes: 1 });
    });

    it('swaps on yes what conflicts with an allergy, and not before', async () => {
      const allergic = { constraints: { ...NO_CONSTRAINTS, allergies: ['peanut' as const] } };
      await world.turn([add(mention('tofu', { amount: count(2) }))]);
      await world.turn(
        [remove(mention('tofu')), add(mention('pad thai sauce', { replaces: true }))],
        allergic,
      );
      expect(await world.cart()).toEqual({ 'tofu-firm': 2 });
      await world.turn([intent('accept')], allergic);
      expect(await world.cart()).toEqual({ 'pad-thai-sauce': 2 });
    });

    it('asks which line is meant before anything goes out, then swaps that one', async () => {
      await world.turn([add(mention('oatly barista oat milk'), mention('oatly oat milk'))]);
      const asked = await swap(mention('oat milk'), mention('limes'));
      expect(asked.question?.kind).toBe('choose_line');
      expect(Object.values(await world.cart())).toEqual([1, 1]);
      const kept = asked.question?.options[0]?.productId ?? '';
      await world.turn([intent('accept', { choice: second })]);
      expect(await world.cart()).toEqual({ [kept]: 1, limes: 1 });
    });

    it('says that what is not there can not be swapped, and offers the other by itself', async () => {
      await world.turn([add(mention('tofu'))]);
      const outcome = await swap(mention('caviar'), mention('limes'));
      expect(kinds(outcome)).toEqual(['not_in_cart']);
      expect(outcome.question?.kind).toBe('add_named');
      await world.turn([intent('accept')]);
      expect(await world.cart()).toEqual({ 'tofu-firm': 1, limes: 1 });
    });

    it('leaves a thing that is swapped for itself as it was', async () => {
      await world.turn([add(mention('tofu', { amount: count(2) }))]);
      expect(kinds(await swap(mention('tofu'), mention('tofu')))).toEqual(['unchanged']);
      expect(await world.cart()).toEqual({ 'tofu-firm': 2 });
    });
  });

  it('tells that a shelf is empty and offers the nearest thing that is there', async () => {
    const [vanilla] = await world.index.get(['ice-cream-vanilla']);
    await world.index.upsert([
      { ...vanilla!, id: 'ice-cream-other', name: 'Tillamook Vanilla Bean Ice Cream', stock: 5 },
    ]);
    const outcome = await world.turn([add(mention('Breyers Natural Vanilla Ice Cream'))]);
    expect(kinds(outcome)).toEqual(['out_of_stock']);
    expect(outcome.question?.options).toMatchObject([{ productId: 'ice-cream-other' }]);
    await world.turn([intent('accept')]);
    expect(await world.cart()).toEqual({ 'ice-cream-other': 1 });
  });

  it('reports what failed and goes on with the rest', async () => {
    await world.turn([add(mention('tofu'))]);
    const { products } = world.services;
    const search = products.search;
    products.search = () => Promise.reject(new ProductIndexUnavailable('down'));
    const outcome = await world.turn([add(mention('milk')), update(mention('tofu', { amount: count(2) }))]);
    products.search = search;
    expect(outcome.receipts).toMatchObject([
      { kind: 'failed', what: 'add milk' },
      { kind: 'updated', to: 2 },
    ]);
    expect(await world.cart()).toEqual({ 'tofu-firm': 2 });
  });

  it('does nothing twice when the same turn is run again', async () => {
    const intents = [add(mention('milk'), mention('bananas', { amount: count(2) }))];
    await world.turn(intents, { turnId: 'same' });
    const outcome = await world.turn(intents, { turnId: 'same' });
    expect(await world.cart()).toEqual({ 'whole-milk-1gal': 1, bananas: 2 });
    expect(outcome.receipts).toMatchObject([{ lineQuantity: 1 }, { lineQuantity: 2 }]);
  });

  it('stops when the turn is cancelled', async () => {
    const abort = new AbortController();
    abort.abort(new Error('cancelled'));
    const { runOrderAgent } = await import('#agents/order/order-agent.ts');
    const request = {
      shopperId: 'ada',
      turnId: 't',
      conversationId: 'c',
      intents: [add(mention('milk'))],
      focus: { shown: [], touched: [], removed: [], pending: null },
      constraints: NO_CONSTRAINTS,
      habits: [],
      usualBasket: [],
    };
    await expect(runOrderAgent(world.services, request, { signal: abort.signal })).rejects.toThrow(
      'cancelled',
    );
    expect(await world.cart()).toEqual({});
  });
});
