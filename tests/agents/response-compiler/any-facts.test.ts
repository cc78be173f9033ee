import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Conflict, Receipt } from '#agents/order/receipt.ts';
import { formatMoney } from '#agents/response-compiler/money.ts';
import type { TurnFacts } from '#agents/response-compiler/turn-facts.ts';
import { ALLERGENS, DIETS, type Product } from '#agents/search/product.ts';
import { RELAXABLE } from '#agents/search/relaxations.ts';
import { INTENT_NAMES, type ProductAspect } from '#agents/supervisor/intent.ts';
import { fixture } from '#tests/fixtures/products.ts';
import { cartOf, compiled, intent, ordered, question, results } from './turn-facts.ts';

const ASPECTS: readonly ProductAspect[] = [
  ...(['price', 'unit_price', 'availability', 'size', 'count', 'diet', 'allergen'] as const),
  ...(['ingredients', 'brand', 'general'] as const),
];

/** Names that look like something else: money, markup, patterns of replace(), ends of sentences. */
const name = fc.oneof(
  fc.string({ minLength: 1, unit: 'grapheme' }),
  fc.constantFrom(
    ...[
      '$5 Bill Gum',
      '<b>Bold</b> Beans',
      "$& $1 $' $$",
      'Yes! Chips',
      'Two\nlines',
      'Dots…',
      'St. Dalfour',
    ],
    ...['**Stars**', '{{name}}', 'for price not known', 'A  B', '%s %d', '“Quoted”', 'Mr. T. Cereal 1.5 oz.'],
  ),
);
const cents = fc.option(fc.nat(1_000_000));
const count = fc.integer({ min: 0, max: 99 });
const currency = fc.constantFrom('USD', 'EUR', 'JPY', 'KWD', 'US$', '', 'XXX');
const named = fc.record({ productId: fc.string({ minLength: 1 }), name });
const offers = fc.array(fc.record({ promotionId: name, label: name, code: fc.option(name) }));

const product: fc.Arbitrary<Product> = fc
  .record({
    id: fc.string({ minLength: 1 }),
    name,
    priceCents: cents,
    currency,
    stock: fc.option(fc.nat(50)),
    brand: fc.option(name),
    ingredients: fc.option(name),
    size: fc.constantFrom(fixture('eggs-12').size, fixture('silk-soy').size, null),
    diets: fc.dictionary(fc.constantFrom(...DIETS), fc.constantFrom('yes' as const, 'no' as const)),
    allergens: fc.record({
      contains: fc.subarray([...ALLERGENS]),
      mayContain: fc.subarray([...ALLERGENS]),
      declared: fc.boolean(),
    }),
  })
  .map((facts) => ({ ...fixture('bananas'), ...facts }));

const conflict: fc.Arbitrary<Conflict> = fc.record(
  {
    kind: fc.constantFrom(
      ...(['allergy', 'possible_allergy', 'unknown_allergy', 'diet', 'unknown_diet'] as const),
      ...(['dislike', 'constraints_unknown'] as const),
    ),
    allergen: fc.constantFrom(...ALLERGENS),
    diet: fc.constantFrom(...DIETS),
    dislike: name,
  },
  { requiredKeys: ['kind'] },
);

const order = fc.record({
  orderId: fc.uuid(),
  status: fc.constantFrom('placed', 'confirmed', 'packed', 'delivered', 'cancelled'),
  placedAt: fc.integer({ min: 0, max: Date.UTC(2099, 0, 1) }),
  totalCents: count,
  currency: fc.constant('USD'),
});

const receipt: fc.Arbitrary<Receipt> = fc.oneof(
  fc
    .tuple(
      named,
      fc.record({ quantity: count, lineQuantity: count, unitPriceCents: cents, amountNote: fc.option(name) }),
      fc.constantFrom('named', 'usual', 'default', 'best_match', 'chosen'),
    )
    .map(([of, amounts, pickedBecause]) => ({ kind: 'added', ...of, ...amounts, pickedBecause }) as Receipt),
  fc.tuple(named, count, count).map(([of, from, to]): Receipt => ({ kind: 'updated', ...of, from, to })),
  fc.tuple(named, count).map(([of, quantity]): Receipt => ({ kind: 'removed', ...of, quantity })),
  fc
    .tuple(fc.constantFrom('cleared' as const, 'undone' as const), count)
    .map(([kind, lines]): Receipt => ({ kind, lines })),
  fc
    .constantFrom('nothing_to_undo', 'cart_shown', 'cart_empty', 'declined', 'no_orders', 'usual_unknown')
    .map((kind) => ({ kind }) as Receipt),
  fc.array(name, { minLength: 1 }).map((names): Receipt => ({ kind: 'unpriced', names })),
  fc.array(fc.tuple(named, count).map(([of, quantity]) => ({ ...of, quantity }))).map(
    (lines): Receipt => ({
      kind: 'usual_shown',
      lines: lines.slice(0, Math.ceil(lines.length / 2)),
      leftOut: lines.slice(Math.ceil(lines.length / 2)),
    }),
  ),
  fc
    .array(
      fc.record(
        {
          productId: fc.string(),
          name,
          kind: fc.constantFrom('price', 'out_of_stock', 'less_stock', 'gone', 'total'),
          fromCents: cents,
          toCents: cents,
          available: count,
        },
        { requiredKeys: ['productId', 'name', 'kind'] },
      ),
    )
    .map((changes) => ({ kind: 'confirm_changed', changes }) as Receipt),
  fc.tuple(name, fc.array(name)).map(([said, near]): Receipt => ({ kind: 'no_match', said, near })),
  fc
    .tuple(named, fc.array(conflict))
    .map(([of, conflicts]): Receipt => ({ kind: 'conflict', ...of, conflicts })),
  fc
    .tuple(fc.constantFrom('lines' as const, 'quantity' as const, 'stock' as const), name, count)
    .map(([what, of, max]): Receipt => ({ kind: 'limit', what, name: of, max })),
  fc
    .tuple(name, name, count)
    .map(([code, label, off]): Receipt => ({ kind: 'promotion_applied', code, label, cents: off })),
  fc
    .tuple(name, fc.constantFrom('unclear', 'not_in_cart'))
    .map(([said, kind]) => ({ kind, said }) as Receipt),
  name.map((what): Receipt => ({ kind: 'failed', what })),
  fc
    .tuple(
      fc.constantFrom('undone' as const, 'redone' as const),
      fc.array(fc.tuple(named, count, count)),
      count,
    )
    .map(
      ([kind, moves, lines]): Receipt => ({
        kind,
        lines,
        moved: moves.map(([of, from, to]) => ({ ...of, from, to })),
      }),
    ),
  fc.tuple(order, fc.boolean(), fc.array(fc.tuple(named, count), { minLength: 1 })).map(
    ([of, whole, lines]): Receipt => ({
      kind: 'order_lines',
      ...of,
      whole,
      lines: lines.map(([line, quantity]) => ({ ...line, quantity })),
    }),
  ),
  fc
    .tuple(fc.array(order, { minLength: 1, maxLength: 5 }), count)
    .map(([orders, more]): Receipt => ({ kind: 'orders_listed', orders, more })),
  fc
    .tuple(fc.constantFrom('order_status', 'order_cancelled', 'order_not_cancelled'), order)
    .map(([kind, of]) => ({ kind, ...of }) as Receipt),
  fc
    .tuple(fc.constantFrom('no_such_order', 'not_ordered'), name, fc.option(name))
    .map(([kind, said, which]) => ({ kind, said, which }) as Receipt),
  fc.array(name, { minLength: 1 }).map((names): Receipt => ({ kind: 'left_out', names })),
);

const facts: fc.Arbitrary<Partial<TurnFacts>> = fc
  .record({
    lists: fc.array(
      fc.record({
        title: fc.oneof(fc.constant(''), name),
        products: fc.array(product, { maxLength: 5 }),
        total: count,
        closestOnly: fc.boolean(),
        excludedUnknown: count,
        relaxations: fc.array(
          fc.record({
            constraint: fc.constantFrom(...RELAXABLE),
            diet: fc.constantFrom(null, ...DIETS),
            total: count,
            fromCents: fc.option(count),
          }),
          { maxLength: 5 },
        ),
        nearCategories: fc.array(fc.record({ value: name, count }), { maxLength: 4 }),
        standingFilters: fc.record({
          diets: fc.subarray([...DIETS]),
          excludeAllergens: fc.subarray([...ALLERGENS]),
        }),
      }),
      { maxLength: 3 },
    ),
    intents: fc.array(
      fc
        .tuple(fc.constantFrom(...INTENT_NAMES), fc.constantFrom(...ASPECTS), name, fc.boolean())
        .map(([of, aspect, unclear, goesWith]) =>
          intent(of, { aspect, unclear, goesWith, items: [{ said: unclear }] as never }),
        ),
      { maxLength: 3 },
    ),
    receipts: fc.array(receipt, { maxLength: 5 }),
    asks: fc.option(fc.tuple(name, fc.array(name, { maxLength: 5 }))),
    lines: fc.array(fc.record({ name, quantity: count, unitPriceCents: cents }), { maxLength: 10 }),
    currency,
    hasSearch: fc.boolean(),
    hasOrder: fc.boolean(),
    firstTurn: fc.boolean(),
    searchDown: fc.boolean(),
    down: fc.subarray(['cart', 'semantic-memory', 'promotions', 'knowledge', 'preferences', 'graph-memory']),
    emotion: fc.record({
      primary: fc.constantFrom('anger', 'sadness', 'joy', 'neutral'),
      intensity: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    memory: fc.option(
      fc.record({
        kind: fc.constantFrom('told', 'forgot', 'learning', 'nothing', 'name_it', 'unsupported'),
        facts: fc.array(fc.record({ text: name, kind: fc.constant('preference' as const), ref: name })),
        detail: name,
      }),
    ),
    promotions: fc.option(fc.record({ on: fc.option(name), some: offers, ofAll: offers })),
    knowledge: fc.option(fc.record({ entryId: name, text: name, source: name })),
    reorder: fc.option(
      fc.record({
        said: name,
        items: fc.array(
          fc.record({
            productId: fc.string(),
            name,
            status: fc.constantFrom('due', 'soon', 'not_yet'),
            probability: fc.constant(0.5),
            evidence: name,
          }),
        ),
        abstention: fc.option(name),
      }),
    ),
  })
  .map(
    ({ lists, receipts, asks, lines, currency: money, hasSearch, hasOrder, ...rest }) =>
      ({
        ...rest,
        ...(hasSearch ? results(lists) : {}),
        ...(hasOrder
          ? ordered(receipts, {
              priced: cartOf(lines, money),
              asks: asks === null ? null : question(asks[0], ...asks[1]),
            })
          : {}),
      }) as Partial<TurnFacts>,
  );

it('words any facts: never throws, always says something, cites each fact once', () => {
  fc.assert(
    fc.property(facts, (any) => {
      const reply = compiled(any);
      expect(reply.text).not.toBe('');
      expect(reply.text).not.toMatch(/undefined|\[object|NaN/u);
      expect(reply.speech).not.toMatch(/undefined|\[object|NaN/u);
      const ids = reply.citations.map(({ citationId }) => citationId);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { citationId } of reply.products) expect(ids).toContain(citationId);
      if (any.order?.question != null) {
        expect(reply.text.endsWith(any.order.question.text)).toBe(true);
        expect(reply.suggestions).toEqual([]);
      } else {
        const isUnclear = any.intents?.some(({ name }) => name === 'clarify') ?? false;
        expect(reply.question?.kind ?? 'none').toMatch(isUnclear ? /^(?:none|clarify)$/u : /^none$/u);
      }
    }),
    { numRuns: 500 },
  );
});

it('passes names and prices on as they are', () => {
  fc.assert(
    fc.property(named, fc.nat(100_000), (of, unitPriceCents) => {
      const added: Receipt = {
        kind: 'added',
        ...of,
        quantity: 2,
        lineQuantity: 2,
        unitPriceCents,
        amountNote: null,
        pickedBecause: 'named',
      };
      const { text, speech } = compiled(ordered([added]));
      expect(text).toBe(`I added 2 × ${of.name} for ${formatMoney(unitPriceCents * 2, 'USD')}.`);
      expect(speech).toBe(`I added 2 ${of.name}.`);
      const { text: twice } = compiled(ordered([added, { ...added, productId: 'other' }]));
      expect(twice.split(of.name).length).toBeGreaterThan(2);
    }),
  );
});

it('passes the names of a search on as they are, in writing and aloud', () => {
  fc.assert(
    fc.property(fc.array(product, { minLength: 1, maxLength: 3 }), (products) => {
      const reply = compiled({
        intents: [intent('search_products')],
        ...results([{ title: 'x', products }]),
      });
      for (const { name: own } of products) {
        expect(reply.text).toContain(own);
        expect(reply.speech).toContain(own);
      }
      expect(reply.products.map((card) => card.name)).toEqual(products.map((one) => one.name));
    }),
  );
});

it.each([
  [499, 'USD', '$4.99'],
  [0, 'USD', '$0.00'],
  [123_456, 'USD', '$1,234.56'],
  [499, 'EUR', '€4.99'],
  [499, 'JPY', '¥499'],
  [1499, 'KWD', 'KWD 1.499'],
  [499, 'US$', '4.99 US$'],
  [499, '', '4.99'],
])('writes %i of %s as %s', (amount, money, text) => {
  expect(formatMoney(amount, money).replaceAll('\u00a0', ' ')).toBe(text);
});
