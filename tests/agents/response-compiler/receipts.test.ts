import { describe, expect, it } from 'vitest';
import type { Receipt } from '#agents/order/receipt.ts';
import { cartOf, compiled, ordered, question } from './turn-facts.ts';

const milk = { productId: 'milk', name: 'Whole Milk' };
const eggs = { productId: 'eggs', name: 'Large Eggs' };
const march = { orderId: 'o-1', placedAt: Date.UTC(2026, 2, 4, 23), totalCents: 2410, currency: 'USD' };

function added(of: typeof milk, more: Partial<Extract<Receipt, { kind: 'added' }>> = {}): Receipt {
  return {
    kind: 'added',
    ...of,
    quantity: 1,
    lineQuantity: 1,
    unitPriceCents: 389,
    amountNote: null,
    pickedBecause: 'named',
    ...more,
  };
}

const textOf = (...receipts: readonly Receipt[]) => compiled(ordered(receipts)).text;
const speechOf = (...receipts: readonly Receipt[]) => compiled(ordered(receipts)).speech;

describe('what was added', () => {
  it.each([
    [added(milk), 'I added 1 × Whole Milk for $3.89.'],
    [added(milk, { quantity: 3, lineQuantity: 3 }), 'I added 3 × Whole Milk for $11.67.'],
    [added(milk, { quantity: 2, lineQuantity: 5 }), 'I added 2 × Whole Milk for $7.78; that makes 5.'],
    [added(milk, { pickedBecause: 'usual' }), 'I added 1 × Whole Milk (your usual) for $3.89.'],
    [added(milk, { unitPriceCents: null }), "I added 1 × Whole Milk; I don't know its price."],
    [
      added(milk, { quantity: 3, lineQuantity: 3, amountNote: '5 lb comes to 3 bags of 2 lb' }),
      'I added 3 × Whole Milk (5 lb comes to 3 bags of 2 lb) for $11.67.',
    ],
  ])('is told with its number and price: %#', (receipt, text) => {
    expect(textOf(receipt)).toBe(text);
  });

  it('is told in one sentence when it is several things', () => {
    const receipts = [
      added(milk, { quantity: 2, lineQuantity: 2 }),
      added(eggs, { pickedBecause: 'usual', lineQuantity: 4 }),
      added({ productId: 'salt', name: 'Salt' }, { unitPriceCents: null }),
    ];
    expect(textOf(...receipts)).toBe(
      'I added 2 × Whole Milk ($7.78), 1 × Large Eggs (your usual; $3.89; now 4) and 1 × Salt (price not known).',
    );
    expect(speechOf(...receipts)).toBe('I added 2 Whole Milk, Large Eggs and Salt.');
  });

  it('is told as the usual order when all of it is', () => {
    const usual = { pickedBecause: 'usual' } as const;
    expect(textOf(added(milk, usual), added(eggs, usual))).toBe(
      'I added your usual: 1 × Whole Milk ($3.89) and 1 × Large Eggs ($3.89).',
    );
  });

  it('names no more than three products aloud', () => {
    const many = ['A', 'B', 'C', 'D', 'E'].map((name) => added({ productId: name, name }));
    expect(speechOf(...many)).toBe('I added A, B, C and 2 more.');
  });
});

describe('every other receipt', () => {
  it.each<[Receipt, string]>([
    [{ kind: 'updated', ...milk, from: 2, to: 3 }, 'You now have 3 × Whole Milk instead of 2.'],
    [{ kind: 'removed', ...milk, quantity: 2 }, 'I took 2 × Whole Milk out of your cart.'],
    [
      { kind: 'cleared', lines: 1 },
      'Your cart is empty now; I took out 1 product. Say “undo” to get everything back.',
    ],
    [
      { kind: 'cleared', lines: 4 },
      'Your cart is empty now; I took out 4 products. Say “undo” to get everything back.',
    ],
    [{ kind: 'undone', lines: 0 }, 'I undid the last change; your cart is empty again.'],
    [{ kind: 'undone', lines: 1 }, 'I undid the last change; your cart has 1 product now.'],
    [{ kind: 'nothing_to_undo' }, 'There is nothing left to undo.'],
    [
      {
        kind: 'undone',
        lines: 2,
        moved: [
          { productId: 'a', name: 'Limes', from: 3, to: 0 },
          { productId: 'b', name: 'Tofu', from: 0, to: 1 },
          { productId: 'c', name: 'Milk', from: 4, to: 2 },
        ],
      },
      'I undid the last change: I took out 3 × Limes, put back 1 × Tofu and set Milk to 2 instead of 4; your cart has 2 products now.',
    ],
    [
      { kind: 'redone', lines: 0, moved: [{ productId: 'a', name: 'Limes', from: 3, to: 0 }] },
      'I made the change again: I took out 3 × Limes; your cart is empty.',
    ],
    [
      { kind: 'unchanged', productId: 'a', name: 'Tofu' },
      'Tofu is what you have already, so I left it as it was.',
    ],
    [
      { kind: 'nothing_to_redo' },
      'There is nothing to redo: only an undo can be taken back, and only right after it.',
    ],
    [{ kind: 'cart_empty' }, 'Your cart is empty.'],
    [{ kind: 'declined' }, 'Alright, I left everything as it was.'],
    [
      { kind: 'order_placed', orderId: 'o-1', totalCents: 1099, lines: 1 },
      'Your order is placed: 1 product for $10.99.',
    ],
    [
      { kind: 'unpriced', names: ['A', 'B', 'C', 'D', 'E', 'F'] },
      "I can't order yet, because I don't know the price of A, B, C, D, E and 1 more.",
    ],
    [
      {
        kind: 'usual_shown',
        lines: [
          { ...milk, quantity: 2 },
          { ...eggs, quantity: 1 },
        ],
        leftOut: [],
      },
      'Your usual: 2 × Whole Milk and 1 × Large Eggs.',
    ],
    [
      { kind: 'usual_shown', lines: [{ ...eggs, quantity: 1 }], leftOut: [{ ...milk, quantity: 2 }] },
      'Your usual: 1 × Large Eggs. I leave out Whole Milk: you told me to keep out what is in it.',
    ],
    [
      { kind: 'usual_shown', lines: [], leftOut: [{ ...milk, quantity: 2 }] },
      'All of your usual order goes against what you told me to keep out: Whole Milk.',
    ],
    [{ kind: 'usual_unknown' }, "I don't know your usual order yet; after a few orders I will."],
    [
      { kind: 'usual_unknown', off: true },
      'You switched your usual order off; switch it on again and I will tell it.',
    ],
    [{ kind: 'promotions_listed', promotions: [] }, 'There are no offers at the moment.'],
    [
      {
        kind: 'promotions_listed',
        promotions: [
          { promotionId: 'p1', label: 'Two for one', code: null },
          { promotionId: 'p2', label: '10% off', code: 'TEN' },
        ],
      },
      'On offer now: Two for one and 10% off (code TEN).',
    ],
    [
      { kind: 'confirm_changed', changes: [{ ...milk, kind: 'price', fromCents: 389, toCents: 419 }] },
      'Something has changed since: Whole Milk now costs $4.19 instead of $3.89. I did not place the order.',
    ],
    [
      {
        kind: 'confirm_changed',
        changes: [
          { ...milk, kind: 'out_of_stock' },
          { ...eggs, kind: 'less_stock', available: 1 },
          { productId: 'x', name: 'X', kind: 'gone' },
          { productId: 'y', name: 'Y', kind: 'price', fromCents: 100, toCents: null },
          { productId: '', name: '', kind: 'total', fromCents: 900, toCents: 1000 },
        ],
      },
      'Something has changed since: Whole Milk is out of stock, only 1 of Large Eggs is left, X is no longer sold, the price of Y is no longer known and the total is now $10.00 instead of $9.00. I did not place the order.',
    ],
    [
      { kind: 'order_status', orderId: 'o-1', status: 'delivered', placedAt: Date.UTC(2026, 2, 4, 23) },
      'Your order of March 4, 2026 was delivered.',
    ],
    [{ kind: 'no_orders' }, 'You have not ordered anything yet.'],
    [
      {
        kind: 'order_lines',
        ...march,
        status: 'delivered',
        whole: true,
        lines: [{ ...milk, quantity: 2 }],
      },
      'On March 4, 2026 you ordered 2 × Whole Milk, $24.10 in all.',
    ],
    [
      { kind: 'order_lines', ...march, status: 'packed', whole: true, lines: [{ ...eggs, quantity: 1 }] },
      'On March 4, 2026 you ordered 1 × Large Eggs, $24.10 in all. It is packed.',
    ],
    [
      { kind: 'order_lines', ...march, status: 'packed', whole: false, lines: [{ ...eggs, quantity: 1 }] },
      'On March 4, 2026 you ordered 1 × Large Eggs.',
    ],
    [
      {
        kind: 'orders_listed',
        more: 0,
        orders: [
          { ...march, status: 'placed' },
          { ...march, status: 'delivered', totalCents: 100 },
          { ...march, status: 'cancelled' },
        ],
      },
      'Your orders: March 4, 2026 ($24.10, placed), March 4, 2026 ($1.00) and March 4, 2026 ($24.10, cancelled), $25.10 together.',
    ],
    [
      { kind: 'orders_listed', more: 2, orders: [{ ...march, status: 'delivered' }] },
      'Your orders: March 4, 2026 ($24.10) and 2 earlier ones.',
    ],
    [{ kind: 'order_cancelled', ...march }, 'Your order of March 4, 2026 over $24.10 is cancelled.'],
    [
      { kind: 'order_not_cancelled', ...march, status: 'packed' },
      "I'm sorry, I can't cancel your order of March 4, 2026, because it is packed already.",
    ],
    [
      { kind: 'order_not_cancelled', ...march, status: 'cancelled' },
      'Your order of March 4, 2026 was cancelled already.',
    ],
    [{ kind: 'no_such_order', said: 'last week' }, 'I found no order of yours for “last week”.'],
    [
      { kind: 'not_ordered', said: 'rice', which: 'last week' },
      'I found no “rice” in your orders for “last week”.',
    ],
    [{ kind: 'not_ordered', said: 'rice', which: null }, 'I found no “rice” in your earlier orders.'],
    [{ kind: 'left_out', names: ['Eggs', 'Milk'] }, 'I left out Eggs and Milk, as you asked.'],
    [
      { kind: 'promotion_applied', code: 'TEN', label: '10% off', cents: 130 },
      '10% off is applied: $1.30 off.',
    ],
    [
      { kind: 'promotion_applied', code: 'TEN', label: '10% off', cents: 0 },
      '10% off is noted; it takes nothing off your cart as it is now.',
    ],
    [
      { kind: 'promotion_refused', code: 'OLD', reason: 'it has ended' },
      "I can't use the code OLD: it has ended.",
    ],
    [{ kind: 'no_match', said: 'durian', near: [] }, 'I found nothing for “durian”, so I added nothing.'],
    [
      { kind: 'no_match', said: 'durian', near: ['A', 'B', 'C', 'D'] },
      "I don't have “durian”, so I added nothing. The closest: A, B and C.",
    ],
    [{ kind: 'not_in_cart', said: 'the oat milk' }, "I can't find “the oat milk” in your cart."],
    [{ kind: 'out_of_stock', ...milk }, 'Whole Milk is out of stock right now.'],
    [
      { kind: 'limit', what: 'stock', name: 'Whole Milk', max: 1 },
      'Only 1 of Whole Milk is left, so I left your cart as it was.',
    ],
    [
      { kind: 'limit', what: 'stock', name: 'Whole Milk', max: 3 },
      'Only 3 of Whole Milk are left, so I left your cart as it was.',
    ],
    [
      { kind: 'limit', what: 'quantity', name: 'Whole Milk', max: 99 },
      'I can put at most 99 of one product into a cart, so I left Whole Milk as it was.',
    ],
    [
      { kind: 'limit', what: 'lines', name: 'Whole Milk', max: 100 },
      'A cart holds at most 100 different products, so I could not add Whole Milk.',
    ],
    [{ kind: 'unclear', said: 'thingy' }, "I'm not sure what you mean by “thingy”."],
    [{ kind: 'unclear', said: '' }, "I'm not sure what you mean."],
    [
      { kind: 'failed', what: 'add bananas' },
      'I could not add bananas just now. Please try again in a moment.',
    ],
  ])('has its words: %j', (receipt, text) => {
    expect(textOf(receipt)).toBe(text);
  });

  it.each<[Extract<Receipt, { kind: 'conflict' }>['conflicts'], string]>([
    [
      [{ kind: 'allergy', allergen: 'peanut' }],
      'it contains peanuts, and you told me you are allergic to peanuts',
    ],
    [
      [{ kind: 'possible_allergy', allergen: 'tree_nut' }],
      'it may contain tree nuts, and you told me you are allergic to tree nuts',
    ],
    [
      [{ kind: 'unknown_allergy', allergen: 'milk' }],
      'its label does not say whether it contains milk, and you are allergic to milk',
    ],
    [
      [
        { kind: 'diet', diet: 'gluten_free' },
        { kind: 'unknown_diet', diet: 'vegan' },
      ],
      'it is not gluten free and its label does not say whether it is vegan',
    ],
    [[{ kind: 'dislike', dislike: 'olives' }], 'you told me to keep olives out'],
    [[{ kind: 'constraints_unknown' }], "I can't read your allergies and diets at the moment"],
  ])('says why something was not added: %j', (conflicts, why) => {
    expect(textOf({ kind: 'conflict', ...milk, conflicts })).toBe(`I did not add Whole Milk: ${why}.`);
  });
});

describe('the cart', () => {
  it('is told with its total, what was saved and what has no price', () => {
    const priced = cartOf([
      { name: 'Milk', quantity: 2, unitPriceCents: 300 },
      { name: 'Salt', quantity: 1, unitPriceCents: null },
    ]);
    const saved = {
      ...priced,
      totalCents: 500,
      discounts: [{ promotionId: 'p', code: null, label: 'x', cents: 100 }],
    };
    expect(compiled(ordered([{ kind: 'cart_shown' }], { priced: saved })).text).toBe(
      "In your cart: 2 × Milk and 1 × Salt. Total $5.00, $1.00 saved, without 1 product whose price I don't know.",
    );
  });

  it('has no total when no price is known', () => {
    const priced = cartOf([{ name: 'Salt', quantity: 1, unitPriceCents: null }]);
    const { text, speech } = compiled(ordered([{ kind: 'cart_shown' }], { priced }));
    expect(text).toBe("In your cart: 1 × Salt. I don't know the prices yet.");
    expect(speech).toBe('Your cart has 1 product.');
  });

  it('cites each of its products', () => {
    const priced = cartOf([{ name: 'Milk', quantity: 2, unitPriceCents: 300 }]);
    expect(compiled(ordered([{ kind: 'cart_shown' }], { priced })).citations).toEqual([
      { citationId: 'product.product-0', kind: 'product', ref: 'product-0', claim: 'Milk' },
    ]);
  });
});

it('does not name what is near twice when the question offers it', () => {
  const asks = question('Would one of these do: A, B?', 'A', 'B');
  const { text } = compiled(ordered([{ kind: 'no_match', said: 'durian', near: ['A', 'B'] }], { asks }));
  expect(text).toBe('I found nothing for “durian”, so I added nothing. Would one of these do: A, B?');
});

it('cites the order that was placed', () => {
  const { citations } = compiled(
    ordered([{ kind: 'order_placed', orderId: 'o-1', totalCents: 1099, lines: 1 }]),
  );
  expect(citations).toEqual([
    { citationId: 'order.o-1', kind: 'order', ref: 'o-1', claim: 'Order over $10.99' },
  ]);
});
