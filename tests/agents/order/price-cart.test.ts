import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PricingFacts, priceCart } from '#agents/order/price-cart.ts';
import { createPromotionBook } from '#agents/order/promotion.ts';
import { shippedPromotions } from '#infra/catalogue/shipped-promotions.ts';
import { cartLine, cartOf } from './cart-builder.ts';

const NOW = Date.UTC(2026, 5, 1);
const product = (department: string, brand: string | null = null) => ({ department, category: 'Any', brand });

function facts(promotions: readonly unknown[], changes: Partial<PricingFacts> = {}): PricingFacts {
  return {
    promotions: createPromotionBook(promotions).all(),
    products: new Map([
      ['apple', product('Produce', 'Acme')],
      ['pear', product('Produce')],
      ['chips', product('Snacks', 'Acme')],
    ]),
    uses: {},
    now: NOW,
    ...changes,
  };
}
const off = (id: string, reward: unknown, more: object = {}) => ({ id, label: id, reward, ...more });
const percent = (value: number) => ({ kind: 'percentage', percent: value });

describe('the price of a cart', () => {
  const cart = cartOf([
    cartLine('apple', { quantity: 3, unitPriceCents: 100 }),
    cartLine('pear', { quantity: 2, unitPriceCents: 250 }),
    cartLine('chips', { quantity: 1, unitPriceCents: 399 }),
  ]);

  it('adds up the lines and leaves out those without a price', () => {
    const unpriced = cartOf([...cart.lines, cartLine('mystery', { unitPriceCents: null })]);
    expect(priceCart(unpriced, facts([]))).toMatchObject({
      subtotalCents: 1199,
      totalCents: 1199,
      discounts: [],
      unpricedLines: 1,
    });
  });

  it.each([
    [
      'a percentage of its department, rounded',
      off('a', percent(10), { scope: { departments: ['produce'] } }),
      80,
    ],
    [
      'all scopes must fit',
      off('a', percent(50), { scope: { departments: ['Produce'], brands: ['ACME'] } }),
      150,
    ],
    [
      'a fixed sum, never more than the goods',
      off('a', { kind: 'fixed', cents: 900 }, { scope: { departments: ['Snacks'] } }),
      399,
    ],
    ['at most its cap', off('a', percent(50), { capCents: 123 }), 123],
    ['nothing below its minimum', off('a', percent(10), { minimumCents: 1200 }), 0],
    ['from its minimum on', off('a', percent(10), { minimumCents: 1199 }), 120],
    ['nothing before it starts', off('a', percent(10), { startsAt: '2026-06-02T00:00:00Z' }), 0],
    ['nothing once it ended', off('a', percent(10), { endsAt: '2026-06-01T00:00:00Z' }), 0],
    ['nothing without its code', off('a', percent(10), { code: 'SAVE' }), 0],
    // Dearest first: 250 250 100 | 100 100, the third of a full group is free.
    [
      'the cheapest of each three, mixed',
      off('a', { kind: 'buy_get', buy: 2, get: 1 }, { scope: { departments: ['Produce'] } }),
      100,
    ],
    [
      'half of every second',
      off('a', { kind: 'buy_get', buy: 1, get: 1, percentOff: 50 }, { scope: { departments: ['Produce'] } }),
      175,
    ],
  ])('takes off %s', (_, promotion, cents) => {
    const priced = priceCart(cart, facts([promotion]));
    expect(priced.totalCents).toBe(1199 - cents);
    expect(priced.discounts).toEqual(
      cents === 0 ? [] : [{ promotionId: 'a', code: null, label: 'a', cents }],
    );
  });

  it('applies a code that the cart holds, until the shopper used it up', () => {
    const coded = { ...cart, promotionCodes: ['SAVE'] };
    const promotion = off('a', percent(10), { code: 'SAVE', perShopperLimit: 2 });
    expect(priceCart(coded, facts([promotion], { uses: { a: 1 } })).totalCents).toBe(1079);
    expect(priceCart(coded, facts([promotion], { uses: { a: 2 } })).totalCents).toBe(1199);
  });

  it('gives all stackable promotions or one exclusive one, whichever saves more', () => {
    const stackable = [off('a', percent(10)), off('b', { kind: 'fixed', cents: 50 })];
    const exclusive = (cents: number) => off('x', { kind: 'fixed', cents }, { stacking: 'exclusive' });
    const ids = (promotions: unknown[]) =>
      priceCart(cart, facts(promotions)).discounts.map(({ promotionId }) => promotionId);
    expect(ids([...stackable, exclusive(169)])).toEqual(['a', 'b']);
    expect(ids([...stackable, exclusive(171), exclusive(100)].slice(0, 3))).toEqual(['x']);
  });

  it('takes no more off a line than it costs, whatever adds up', () => {
    const promotions = [
      off('a', percent(60)),
      off('b', percent(60)),
      off('c', { kind: 'fixed', cents: 500 }),
    ];
    const priced = priceCart(cart, facts(promotions));
    expect(priced.totalCents).toBe(0);
    expect(priced.discounts.map(({ cents }) => cents)).toEqual([719, 480]);
  });

  it('never falls below zero, stays whole, and is never worse with one more promotion', () => {
    const line = fc
      .tuple(
        fc.constantFrom('apple', 'pear', 'chips'),
        fc.integer({ min: 1, max: 99 }),
        fc.option(fc.integer({ min: 0, max: 5000 })),
      )
      .map(([id, quantity, unitPriceCents]) => cartLine(id, { quantity, unitPriceCents }));
    const reward = fc.oneof(
      fc.integer({ min: 1, max: 100 }).map((value) => percent(value)),
      fc.integer({ min: 1, max: 9999 }).map((cents) => ({ kind: 'fixed', cents })),
      fc.record({
        kind: fc.constant('buy_get'),
        buy: fc.integer({ min: 1, max: 4 }),
        get: fc.integer({ min: 1, max: 4 }),
        percentOff: fc.integer({ min: 1, max: 100 }),
      }),
    );
    const promotion = fc.record({
      reward,
      scope: fc.constantFrom({}, { departments: ['Produce'] }, { brands: ['acme'] }),
      stacking: fc.constantFrom('exclusive', 'stackable'),
      capCents: fc.option(fc.integer({ min: 1, max: 500 })),
      minimumCents: fc.integer({ min: 0, max: 3000 }),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(line, { selector: ({ productId }) => productId }),
        fc.array(promotion, { maxLength: 5 }),
        (lines, rules) => {
          const promotions = rules.map((rule, at) => ({ ...rule, id: `p${at}`, label: 'x' }));
          const priced = priceCart(cartOf(lines), facts(promotions));
          const given = priced.discounts.reduce((sum, { cents }) => sum + cents, 0);
          expect(Number.isInteger(priced.totalCents)).toBe(true);
          expect(priced.totalCents).toBeGreaterThanOrEqual(0);
          expect(priced.totalCents).toBe(priced.subtotalCents - given);
          for (const { promotionId, cents } of priced.discounts) {
            expect(cents).toBeGreaterThan(0);
            const cap = promotions.find(({ id }) => id === promotionId)?.capCents;
            if (cap != null) expect(cents).toBeLessThanOrEqual(cap);
          }
          const fewer = priceCart(cartOf(lines), facts(promotions.slice(1)));
          expect(priced.totalCents).toBeLessThanOrEqual(fewer.totalCents);
        },
      ),
    );
  });
});

describe('promotions as data', () => {
  it.each([
    ['a misspelt field', [{ ...off('a', percent(10)), minimum: 5 }], 'minimum'],
    ['more than all', [off('a', percent(101))], 'percent'],
    ['parts of a cent', [off('a', { kind: 'fixed', cents: 1.5 })], 'cents'],
    ['an id given twice', [off('a', percent(1)), off('a', percent(2))], 'used twice'],
    [
      'a code given twice',
      [off('a', percent(1), { code: 'ABC' }), off('b', percent(2), { code: 'ABC' })],
      'used twice',
    ],
    [
      'an end before the start',
      [off('a', percent(1), { startsAt: '2026-02-01T00:00:00Z', endsAt: '2026-01-01T00:00:00Z' })],
      'later than',
    ],
  ])('are refused for %s, naming it', (_, data, words) => {
    expect(() => createPromotionBook(data)).toThrow(words);
  });

  it('ship valid, with ways to use them', () => {
    expect(shippedPromotions().all().length).toBeGreaterThanOrEqual(6);
  });
});
