import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PricingFacts, priceCart } from '#agents/order/price-cart.ts';
import { createPromotionBook } from '#agents/order/promotion.ts';
import { cartLine, cartOf } from './cart-builder.ts';

const NOW = Date.UTC(2026, 5, 1);
const DAY = 86_400_000;
const iso = (days: number) => new Date(NOW + days * DAY).toISOString();
const CODES = ['AAA', 'BBB', 'CCC', 'DDD', 'EEE'];

const lines = fc
  .uniqueArray(
    fc.record({
      id: fc.constantFrom('apple', 'pear', 'chips'),
      quantity: fc.integer({ min: 1, max: 9 }),
      unitPriceCents: fc.option(fc.integer({ min: 0, max: 900 })),
    }),
    { selector: ({ id }) => id, minLength: 1 },
  )
  .map((some) => some.map(({ id, ...line }) => cartLine(id, line)));
const reward = fc.oneof(
  fc.record({ kind: fc.constant('percentage'), percent: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ kind: fc.constant('fixed'), cents: fc.integer({ min: 1, max: 2000 }) }),
  fc.record({
    kind: fc.constant('buy_get'),
    buy: fc.integer({ min: 1, max: 3 }),
    get: fc.integer({ min: 1, max: 2 }),
    percentOff: fc.integer({ min: 1, max: 100 }),
  }),
);
const rule = fc.record({
  reward,
  scope: fc.constantFrom({}, { departments: ['Produce'] }, { brands: ['acme'] }, { productIds: ['pear'] }),
  stacking: fc.constantFrom('exclusive', 'stackable'),
  capCents: fc.option(fc.integer({ min: 1, max: 500 })),
  minimumCents: fc.integer({ min: 0, max: 2500 }),
  starts: fc.option(fc.integer({ min: -2, max: 2 })),
  lasts: fc.option(fc.integer({ min: 1, max: 3 })),
  perShopperLimit: fc.option(fc.integer({ min: 1, max: 3 })),
  coded: fc.boolean(),
});
const situation = fc.record({
  lines,
  rules: fc.array(rule, { maxLength: 5 }),
  held: fc.subarray(CODES),
  uses: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 5 }),
});

function shopOf({
  lines: held,
  rules,
  held: codes,
  uses,
}: typeof situation extends fc.Arbitrary<infer Given> ? Given : never) {
  const promotions = createPromotionBook(
    rules.map(({ starts, lasts, coded, ...rest }, at) => ({
      ...rest,
      id: `p${at}`,
      label: 'x',
      code: coded ? CODES[at] : null,
      startsAt: starts === null ? null : iso(starts),
      endsAt: lasts === null ? null : iso((starts ?? -1) + lasts),
    })),
  ).all();
  const product = (department: string, brand: string | null) => ({ department, category: 'Any', brand });
  const facts = (some: PricingFacts['promotions']): PricingFacts => ({
    promotions: some,
    products: new Map([
      ['apple', product('Produce', 'Acme')],
      ['pear', product('Produce', null)],
      ['chips', product('Snacks', 'Acme')],
    ]),
    uses: Object.fromEntries(uses.map((count, at) => [`p${at}`, count])),
    now: NOW,
  });
  const cart = { ...cartOf(held), promotionCodes: codes };
  return { promotions, price: (some = promotions) => priceCart(cart, facts(some)) };
}

function subsets<T>(values: readonly T[]): readonly (readonly T[])[] {
  const [first, ...rest] = values;
  if (first === undefined) return [[]];
  const others = subsets(rest);
  return [...others, ...others.map((some) => [first, ...some])];
}

describe('any promotions of any cart', () => {
  it('give the most that any allowed combination gives, found by trying all of them', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const { promotions, price } = shopOf(given);
        const stackable = promotions.filter(({ stacking }) => stacking === 'stackable');
        const exclusive = promotions.filter(({ stacking }) => stacking === 'exclusive');
        const allowed = [...subsets(stackable), ...exclusive.map((one) => [one])];
        const cheapest = Math.min(...allowed.map((some) => price(some).totalCents));
        const priced = price();
        expect(priced.totalCents).toBe(cheapest);
        const used = priced.discounts.map(
          ({ promotionId }) => promotions.find(({ id }) => id === promotionId)!,
        );
        expect(used.length <= 1 || used.every(({ stacking }) => stacking === 'stackable')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('count only while they run, are not used up, are asked for and reach their minimum, and keep their cap', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const { promotions, price } = shopOf(given);
        const { subtotalCents, totalCents, discounts } = price();
        expect(totalCents).toBe(subtotalCents - discounts.reduce((sum, { cents }) => sum + cents, 0));
        expect(totalCents).toBeGreaterThanOrEqual(0);
        for (const { promotionId, cents } of discounts) {
          const at = Number(promotionId.slice(1));
          const { startsAt, endsAt, perShopperLimit, code, minimumCents, capCents } = promotions[at]!;
          expect(startsAt === null || Date.parse(startsAt) <= NOW).toBe(true);
          expect(endsAt === null || NOW < Date.parse(endsAt)).toBe(true);
          expect(given.uses[at]).toBeLessThan(perShopperLimit ?? 99);
          expect(code === null || given.held.includes(code)).toBe(true);
          expect(subtotalCents).toBeGreaterThanOrEqual(minimumCents);
          expect(cents).toBeGreaterThan(0);
          expect(cents).toBeLessThanOrEqual(capCents ?? subtotalCents);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('in “buy some, get some” reduce as much as any grouping in which nothing reduced costs more than what is paid', () => {
    const unit = fc.integer({ min: 1, max: 500 });
    fc.assert(
      fc.property(
        fc.array(unit, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 2 }),
        fc.integer({ min: 1, max: 2 }),
        (prices, buy, get) => {
          const promotion = { id: 'p0', label: 'x', reward: { kind: 'buy_get', buy, get } };
          const cart = cartOf(
            prices.map((unitPriceCents, at) => cartLine(`l${at}`, { quantity: 1, unitPriceCents })),
          );
          const { subtotalCents, totalCents } = priceCart(cart, {
            promotions: createPromotionBook([promotion]).all(),
            products: new Map(),
            uses: {},
            now: NOW,
          });
          expect(subtotalCents - totalCents).toBe(mostOff(prices, buy, get));
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** The most that can be free: every way to take a group out, its cheapest `get` free, and the rest again. */
function mostOff(prices: readonly number[], buy: number, get: number): number {
  const groups = subsets(prices.map((_, at) => at)).filter((some) => some.length === buy + get);
  return Math.max(
    0,
    ...groups.map((group) => {
      const free = group
        .map((at) => prices[at]!)
        .sort((left, right) => left - right)
        .slice(0, get);
      const rest = prices.filter((_, at) => !group.includes(at));
      return free.reduce((sum, price) => sum + price, 0) + mostOff(rest, buy, get);
    }),
  );
}
