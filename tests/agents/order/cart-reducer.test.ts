import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cart, MAX_LINE_QUANTITY, MAX_LINES } from '#agents/order/cart.ts';
import { type CartOperation, reduceCart } from '#agents/order/cart-reducer.ts';
import { cartLine, cartOf } from './cart-builder.ts';

const operation = fc.oneof<fc.Arbitrary<CartOperation>[]>(
  fc.record({
    kind: fc.constant('add' as const),
    line: fc
      .tuple(
        fc.integer({ min: 0, max: 130 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 999 }),
      )
      .map(([id, quantity, unitPriceCents]) => cartLine(`p${id}`, { quantity, unitPriceCents })),
  }),
  fc.record({
    kind: fc.constant('set' as const),
    lineId: fc.integer({ min: 0, max: 130 }).map((id) => `line-p${id}`),
    quantity: fc.integer({ min: 0, max: 120 }),
  }),
  fc.record({
    kind: fc.constant('remove' as const),
    lineId: fc.integer({ min: 0, max: 9 }).map((id) => `line-p${id}`),
  }),
  fc.constant({ kind: 'clear' as const }),
  fc.record({ kind: fc.constant('use_code' as const), code: fc.constantFrom('A1B', 'C2D') }),
);

describe('a cart', () => {
  it('keeps its limits, one line a product and one revision a change, whatever is asked of it', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 200 }), (operations) => {
        let cart: Cart = cartOf([]);
        for (const next of operations) {
          const result = reduceCart(cart, next);
          if (result.kind === 'changed') {
            expect(result.cart.revision).toBe(cart.revision + 1);
            expect({ ...result.cart, revision: 0 }).not.toEqual({ ...cart, revision: 0 });
            cart = result.cart;
          } else if (result.kind === 'unchanged') expect(result.cart).toBe(cart);
          const products = cart.lines.map(({ productId }) => productId);
          expect(new Set(products).size).toBe(products.length);
          expect(cart.lines.length).toBeLessThanOrEqual(MAX_LINES);
          for (const { quantity } of cart.lines) {
            expect(Number.isInteger(quantity) && quantity >= 1 && quantity <= MAX_LINE_QUANTITY).toBe(true);
          }
        }
      }),
    );
  });

  it('swaps as one change, also in a full cart, and changes nothing when the new line does not fit', () => {
    const full = cartOf(Array.from({ length: MAX_LINES }, (_, at) => cartLine(`p${at}`, { quantity: 3 })));
    const swapped = reduceCart(full, {
      kind: 'swap',
      out: [{ lineId: 'line-p7', quantity: 0 }],
      line: cartLine('new', { quantity: 3 }),
    });
    expect(swapped).toMatchObject({ kind: 'changed', cart: { revision: full.revision + 1 } });
    if (swapped.kind !== 'changed') throw new Error('refused');
    expect(swapped.cart.lines).toHaveLength(MAX_LINES);
    expect(swapped.cart.lines.map(({ productId }) => productId)).not.toContain('p7');
    const partly = { kind: 'swap' as const, out: [{ lineId: 'line-p7', quantity: 1 }] };
    expect(reduceCart(full, { ...partly, line: cartLine('new') })).toMatchObject({
      kind: 'refused',
      refusal: { kind: 'limit', what: 'lines' },
    });
    expect(reduceCart(full, { ...partly, line: cartLine('p8', { quantity: 97 }) })).toMatchObject({
      kind: 'refused',
      refusal: { kind: 'limit', what: 'quantity' },
    });
    expect(
      reduceCart(full, { kind: 'swap', out: [{ lineId: 'nothing', quantity: 0 }], line: cartLine('p8') }),
    ).toMatchObject({ kind: 'refused', refusal: { kind: 'unknown_line' } });
  });

  it('merges an added product into its line, under the old line id and at the new price', () => {
    const cart = cartOf([cartLine('milk', { quantity: 2, unitPriceCents: 300 })]);
    const result = reduceCart(cart, {
      kind: 'add',
      line: cartLine('milk', { lineId: 'other', quantity: 3, unitPriceCents: 350 }),
    });
    expect(result).toMatchObject({
      kind: 'changed',
      cart: { lines: [{ lineId: 'line-milk', quantity: 5, unitPriceCents: 350 }] },
    });
  });

  it('refuses the hundredth of one product and the hundred-and-first product', () => {
    const full = cartOf(Array.from({ length: 100 }, (_, at) => cartLine(`p${at}`, { quantity: 99 })));
    expect(reduceCart(full, { kind: 'add', line: cartLine('p5') })).toEqual({
      kind: 'refused',
      refusal: { kind: 'limit', what: 'quantity', max: 99 },
    });
    expect(reduceCart(full, { kind: 'add', line: cartLine('new') })).toEqual({
      kind: 'refused',
      refusal: { kind: 'limit', what: 'lines', max: 100 },
    });
  });

  it.each([0, -1, 1.5, Number.NaN])('takes %d as a mistake of the caller', (quantity) => {
    expect(() => reduceCart(cartOf([]), { kind: 'add', line: cartLine('p', { quantity }) })).toThrow(
      RangeError,
    );
  });
});
