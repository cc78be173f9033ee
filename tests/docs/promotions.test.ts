import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { priceCart } from '#agents/order/price-cart.ts';
import { createPromotionBook } from '#agents/order/promotion.ts';
import { cartLine, cartOf } from '#tests/agents/order/cart-builder.ts';
import { blocksOf, ROOT } from './markdown.ts';

const text = readFileSync(join(ROOT, 'docs/promotions.md'), 'utf8');
const cart = cartOf([
  cartLine('apple', { quantity: 3, unitPriceCents: 100 }),
  cartLine('crisps', { quantity: 3, unitPriceCents: 400 }),
  cartLine('salmon', { quantity: 1, unitPriceCents: 2000 }),
]);
const departments = { apple: 'Produce', crisps: 'Snacks', salmon: 'Seafood' };

/** The rows of the table of examples: codes, cents taken off, total. */
function examples() {
  return [...text.matchAll(/^\| (none|`[A-Z0-9]+`(?:, `[A-Z0-9]+`)*) \| ([^|]+) \| (\d+) \|$/gmu)].map(
    ([, codes = '', off = '', total = '']) => ({
      codes: [...codes.matchAll(/`([A-Z0-9]+)`/gu)].map(([, code = '']) => code),
      off: [...(off.split(/ in place of |, which/u)[0] ?? '').matchAll(/(\d+)¢/gu)].map(([, cents]) =>
        Number(cents),
      ),
      total: Number(total),
    }),
  );
}

it('prices the examples of docs/promotions.md as they stand there', () => {
  const [block] = blocksOf(text);
  const promotions = createPromotionBook(JSON.parse(block?.content ?? '')).all();
  const rows = examples();
  expect(rows).toHaveLength(4);
  for (const { codes, off, total } of rows) {
    const priced = priceCart(
      { ...cart, promotionCodes: codes },
      {
        promotions,
        products: new Map(
          Object.entries(departments).map(([id, department]) => [
            id,
            { department, category: '', brand: null },
          ]),
        ),
        uses: {},
        now: Date.UTC(2026, 5, 15),
      },
    );
    expect([codes, priced.discounts.map(({ cents }) => cents), priced.totalCents]).toEqual([
      codes,
      off,
      total,
    ]);
  }
});
