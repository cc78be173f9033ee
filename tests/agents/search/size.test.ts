import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePackSize } from '#agents/search/size.ts';

const OZ = 28.349523125;
const FL_OZ = 29.5735295625;

describe('parsePackSize', () => {
  it.each([
    ['64 fl oz', 64 * FL_OZ, 'ml', 1],
    ['1 gal', 3785.411784, 'ml', 1],
    ['½ gal', 1892.705892, 'ml', 1],
    ['1½ lb', 680.388555, 'g', 1],
    ['1 1/2 lb', 680.388555, 'g', 1],
    ['half gallon', 1892.705892, 'ml', 1],
    ['2 x 500 g', 1000, 'g', 2],
    ['500g x 2', 1000, 'g', 2],
    ['12 x 12 fl oz', 144 * FL_OZ, 'ml', 12],
    ['12 pk, 12 fl oz cans', 144 * FL_OZ, 'ml', 12],
    ['16.9 fl. oz., 24 pack', 16.9 * 24 * FL_OZ, 'ml', 24],
    ['12 ct', 12, 'each', 12],
    ['dozen', 12, 'each', 12],
    ['12 large eggs', 12, 'each', 12],
    ['6 Pack', 6, 'each', 6],
    ['5 per pack', 5, 'each', 5],
    ['each', 1, 'each', 1],
    ['1 bunch', 1, 'each', 1],
    ['1 lb', 453.59237, 'g', 1],
    ['lb', 453.59237, 'g', 1],
    ['5 lb bag', 2267.96185, 'g', 1],
    ['1 lb 4 oz', 20 * OZ, 'g', 1],
    ['8 oz/226 g', 8 * OZ, 'g', 1],
    ['15 oz (425 g)', 15 * OZ, 'g', 1],
    ['Typically: 2.25kg', 2250, 'g', 1],
    ['75cl', 750, 'ml', 1],
    ['1,5 l', 1500, 'ml', 1],
    ['1,000 g', 1000, 'g', 1],
    ['75 sq ft', 1, 'each', 1],
    ['2 x 43.7 yd', 2, 'each', 2],
    ['72 sprays', 72, 'each', 72],
  ] as const)('reads %j', (text, amount, unit, count) => {
    const size = parsePackSize(text);
    expect(size).toMatchObject({ text, unit, count });
    expect(size?.amount).toBeCloseTo(amount, 3);
  });

  it.each([
    '',
    'family size',
    'XL',
    '200-250 g',
    '2 lb - 3 lb',
    '-5 g',
    '0 g',
    '12',
    '12 ct 6 pack',
    '2 500 g',
    '8 oz 3 ct 2 l',
    'about right',
    '2 colors',
  ])('gives nothing for %j rather than a guess', (text) => {
    expect(parsePackSize(text)).toBeNull();
  });

  const amount = fc.integer({ min: 1, max: 5000 }).map((value) => value / 10);
  const unit = fc.constantFrom('g', 'kg', 'oz', 'lb', 'ml', 'l', 'fl oz', 'gal');

  it('does not mind spaces, case and the order of count and measure', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 48 }), amount, unit, (count, value, measure) => {
        const plain = parsePackSize(`${count} x ${value} ${measure}`);
        expect(plain?.count).toBe(count);
        for (const text of [
          `${count}x${value}${measure}`,
          `${count} X ${value} ${measure.toUpperCase()}`,
          `${value} ${measure} x ${count}`,
        ]) {
          expect(parsePackSize(text)).toEqual({ ...plain, text });
        }
      }),
    );
  });

  it('grows with the number in front', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 2, max: 9 }), unit, (value, factor, measure) => {
        const one = parsePackSize(`${value} ${measure}`)?.amount ?? 0;
        const many = parsePackSize(`${factor} x ${value} ${measure}`)?.amount ?? 0;
        expect(many / one).toBeCloseTo(factor, 6);
      }),
    );
  });

  it('answers a sound size or nothing to any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const size = parsePackSize(text);
        expect(size === null || (size.amount > 0 && size.count >= 1 && Number.isFinite(size.amount))).toBe(
          true,
        );
      }),
    );
  });
});
