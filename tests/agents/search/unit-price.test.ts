import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePackSize } from '#agents/search/size.ts';
import { unitPrice, unitRate } from '#agents/search/unit-price.ts';

const priced = (size: string | null, priceCents: number | null, currency = 'USD') => ({
  priceCents,
  currency,
  size: size === null ? null : parsePackSize(size),
});

describe('unitPrice', () => {
  it.each([
    ['5 lb', 450, { cents: 90, per: 'lb' }],
    ['1 gal', 400, { cents: 100, per: 'qt' }],
    ['12 ct', 360, { cents: 30, per: 'each' }],
    ['4 x 8 fl oz', 400, { cents: 400, per: 'qt' }],
  ])('prices %j as a shelf in the US does', (size, cents, expected) => {
    expect(unitPrice(priced(size, cents))).toEqual(expected);
  });

  it('prices by 100 g and 100 ml where the currency is not the dollar', () => {
    expect(unitPrice(priced('500 g', 250, 'GBP'))).toEqual({ cents: 50, per: '100 g' });
    expect(unitPrice(priced('2 l', 300, 'EUR'))).toEqual({ cents: 15, per: '100 ml' });
  });

  it('is unknown when the price or the size is', () => {
    expect(unitPrice(priced(null, 250))).toBeNull();
    expect(unitPrice(priced('1 lb', null))).toBeNull();
  });

  it('is the same for one pack and for several at as many times the price', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 2, max: 24 }),
        fc.constantFrom('330 ml', '2 lb', '7.5 oz'),
        (cents, count, size) => {
          const one = unitRate(priced(size, cents))?.centsPerUnit ?? 0;
          const many = unitRate(priced(`${count} x ${size}`, cents * count))?.centsPerUnit ?? 0;
          expect(many / one).toBeCloseTo(1, 6);
        },
      ),
    );
  });
});
