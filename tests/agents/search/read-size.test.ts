import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSize, sizeNearness } from '#agents/search/read-size.ts';

describe('reading the size that a query names', () => {
  it.each([
    ['eggs 12 pack', 'eggs', 12, 'each'],
    ['a dozen eggs', 'eggs', 12, 'each'],
    ['500g pasta', 'pasta', 500, 'g'],
    ['pasta 500 g', 'pasta', 500, 'g'],
    ['2 l cola', 'cola', 2000, 'ml'],
    ['cola 6 x 330 ml', 'cola', 1980, 'ml'],
    ['gallon of milk', 'milk', 3785.411784, 'ml'],
    ['half gallon milk', 'milk', 1892.705892, 'ml'],
    ['toilet paper 12 rolls', 'toilet paper', 12, 'each'],
  ])('parts %j', (text, wanted, amount, unit) => {
    const { sizes, ...rest } = readSize(text);
    expect(rest).toEqual({ wanted });
    expect(sizes?.[0]).toMatchObject({ unit });
    expect(sizes?.[0]?.amount).toBeCloseTo(amount, 3);
  });

  it('takes ounces by weight and by volume', () => {
    expect(readSize('oat milk 64 oz').sizes?.map(({ unit }) => unit)).toEqual(['g', 'ml']);
    expect(readSize('oat milk 64 fl oz').sizes?.map(({ unit }) => unit)).toEqual(['ml']);
  });

  it.each([
    'milk',
    '2% milk',
    '93/7 ground beef',
    '12 grain bread',
    '7up',
    'can opener',
    '12 pack',
    '',
    'egg roll',
  ])('leaves %j whole', (text) => {
    expect(readSize(text)).toEqual({ wanted: text, sizes: null });
  });

  it('is nearest to the same size and never near another measure', () => {
    const asked = readSize('milk 1 gallon').sizes ?? [];
    const near = (amount: number, unit: 'g' | 'ml' | 'each') =>
      sizeNearness(asked, { amount, unit, count: 1 });
    expect(near(3800, 'ml')).toBe(1);
    expect(near(1900, 'ml')).toBeLessThan(near(3000, 'ml'));
    expect(near(3785, 'g')).toBe(0);
    const pack = readSize('cola 12 pack').sizes ?? [];
    expect(sizeNearness(pack, { amount: 3960, unit: 'ml', count: 12 })).toBe(1);
    expect(sizeNearness(pack, { amount: 2000, unit: 'ml', count: 1 })).toBe(0);
  });

  it('keeps something to look for, whatever is typed', () => {
    const word = fc.constantFrom(
      '12',
      'pack',
      'oz',
      'half',
      'gallon',
      'x',
      'milk',
      'of',
      '½',
      'a',
      '2%',
      '-',
      'dozen',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (words) => {
        const text = words.join(' ');
        const { wanted, sizes } = readSize(text);
        if (sizes === null) expect(wanted).toBe(text);
        else expect(wanted).toMatch(/\p{L}/u);
      }),
    );
  });
});
