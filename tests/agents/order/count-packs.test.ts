import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countPacks } from '#agents/order/count-packs.ts';
import { isAboutEnough, isFarTooMuch, rankOfFit } from '#agents/order/fit-amount.ts';
import type { BaseUnit, Product } from '#agents/search/product.ts';
import { parsePackSize } from '#agents/search/size.ts';
import { fixtureProducts } from '#tests/fixtures/products.ts';
import { count } from './order-world.ts';

const [anything] = fixtureProducts;
const sold = (size: string | null, unit = 'bag'): Product => ({
  ...anything!,
  unit,
  size: size === null ? null : parsePackSize(size),
});

describe('an amount against the pack', () => {
  it.each([
    [5, 'lb', '2 lb', 3, 'more', '5 lb comes to 3 bags of 2 lb'],
    [5, 'lb', '5 lb', 1, 'exact', null],
    [1, 'lb', '450 g', 1, 'exact', null],
    [0.5, 'lb', '16 oz', 1, 'more', '0.5 lb comes to 1 bag of 16 oz'],
    [1.5, 'lb', '1 lb', 2, 'more', '1.5 lb comes to 2 bags of 1 lb'],
    [2, 'kg', '2 lb', 3, 'more', '2 kg comes to 3 bags of 2 lb'],
    [24, 'oz', '8 oz', 3, 'exact', '24 oz is 3 bags of 8 oz'],
    [64, 'oz', '64 fl oz', 1, 'exact', null],
    [1, 'gallon', '64 fl oz', 2, 'exact', '1 gallon is 2 bags of 64 fl oz'],
    [3, 'quart', '32 fl oz', 3, 'exact', '3 quarts is 3 bags of 32 fl oz'],
    [2, 'l', '1 l', 2, 'exact', '2 l is 2 bags of 1 l'],
    [700, 'ml', '1 pt', 2, 'more', '700 ml comes to 2 bags of 1 pt'],
    [2, 'dozen', '12 ct', 2, 'exact', '2 dozen is 2 bags of 12 ct'],
    [1, 'dozen', '18 ct', 1, 'more', '1 dozen comes to 1 bag of 18 ct'],
    [3, 'pair', '1 ct', 6, 'exact', null],
    [0.5, 'dozen', '6 ct', 1, 'exact', null],
    [3, 'pack', '12 x 12 fl oz', 3, 'exact', null],
    [24, null, '12 x 12 fl oz', 2, 'exact', '24 items is 2 bags of 12 x 12 fl oz'],
    [3, null, '12 x 12 fl oz', 3, 'exact', null],
    [2.5, null, '12 ct', 3, 'more', 'it is only sold whole'],
  ] as const)('%d %s of packs of %s', (value, measure, size, packs, fit, note) => {
    expect(countPacks(count(value, measure), sold(size), true)).toMatchObject({ packs, fit, note });
  });

  it.each([
    [2, 'lb', null],
    [2, 'lb', '12 ct'],
    [2, 'lb', '1 l'],
    [1, 'gallon', '2 lb'],
  ] as const)('%d %s can not be told of packs of %s', (value, measure, size) => {
    expect(countPacks(count(value, measure), sold(size), true)).toMatchObject({ fit: 'unknown' });
  });

  it('names packs that are called by their measure by their size alone', () => {
    expect(countPacks(count(1.5, 'lb'), sold('1 lb', 'lb'), true).note).toBe('1.5 lb comes to 2 × 1 lb');
  });

  it('gives the least number of whole packs that holds the amount', () => {
    const unit = fc.constantFrom<[string, string, BaseUnit, number]>(
      ['lb', 'g', 'g', 453.59237],
      ['kg', 'g', 'g', 1000],
      ['oz', 'g', 'g', 28.349523125],
      ['l', 'ml', 'ml', 1000],
      ['gallon', 'ml', 'ml', 3785.411784],
    );
    fc.assert(
      fc.property(
        unit,
        fc.double({ min: 0.05, max: 200, noNaN: true }),
        fc.integer({ min: 5, max: 20_000 }),
        ([measure, text, base, factor], value, amount) => {
          const product = {
            ...sold(null),
            size: { text: `${amount} ${text}`, amount, unit: base, count: 1 },
          };
          const { packs, fit, excess } = countPacks(count(value, measure), product, true);
          const needed = value * factor;
          expect(Number.isInteger(packs) && packs >= 1).toBe(true);
          expect(packs * amount).toBeGreaterThanOrEqual(needed * 0.96 - 1e-6);
          if (packs > 1) expect((packs - 1) * amount).toBeLessThan(needed);
          if (fit === 'more') expect(excess).toBeCloseTo((packs * amount) / needed - 1, 6);
        },
      ),
    );
  });
});

describe('packs compared', () => {
  const two = sold('2 lb');
  const ten = sold('10 lb');

  it('by exactness first, then by how much too much they are', () => {
    const five = sold('5 lb');
    const ranks = [five, two, ten].map((product) => rankOfFit(count(5, 'lb'), product, ten));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });

  it('are far too much from three times the amount on, and enough below twice', () => {
    expect(isFarTooMuch(count(1, 'lb'), ten)).toBe(true);
    expect(isFarTooMuch(count(4, 'lb'), ten)).toBe(false);
    expect(isFarTooMuch(count(1), ten)).toBe(false);
    expect(isAboutEnough(count(1.5, 'lb'), two)).toBe(true);
    expect(isAboutEnough(count(1, 'lb'), two)).toBe(false);
    expect(isAboutEnough(count(1, 'lb'), sold('12 ct'))).toBe(false);
  });
});
