import { describe, expect, it } from 'vitest';
import { allergenPresent, dietHolds } from '#agents/search/diet-facts.ts';
import { headNoun } from '#agents/search/head-noun.ts';
import { PRICE_BANDS, priceBandOf } from '#agents/search/price-band.ts';
import { fixtureProduct } from '#tests/fixtures/fixture-product.ts';

const product = (facts: Parameters<typeof fixtureProduct>[5]) =>
  fixtureProduct('p', 'Thing', 'Pantry/Things', '1 lb', 100, facts);

describe('dietHolds', () => {
  it('follows from a stricter diet', () => {
    const vegan = product({ diets: 'vegan' });
    expect(dietHolds(vegan, 'vegetarian')).toBe('yes');
    expect(dietHolds(vegan, 'dairy_free')).toBe('yes');
    expect(dietHolds(vegan, 'gluten_free')).toBe('unknown');
  });

  it('is ruled out by what is contained, whatever is claimed', () => {
    expect(dietHolds(product({ diets: 'vegan', contains: 'milk' }), 'vegan')).toBe('no');
    expect(dietHolds(product({ diets: 'gluten_free', contains: 'wheat' }), 'gluten_free')).toBe('no');
  });

  it('fails where a weaker diet fails', () => {
    expect(dietHolds(product({ notDiets: 'vegetarian' }), 'vegan')).toBe('no');
  });

  it('does not follow from silence', () => {
    expect(dietHolds(product({ contains: 'none' }), 'dairy_free')).toBe('unknown');
    expect(dietHolds(product({}), 'vegan')).toBe('unknown');
  });
});

describe('allergenPresent', () => {
  it('knows an allergen is absent only from a full statement', () => {
    expect(allergenPresent(product({ contains: 'none' }), 'peanut')).toBe('no');
    expect(allergenPresent(product({}), 'peanut')).toBe('unknown');
  });

  it('counts traces, and wheat as gluten', () => {
    expect(allergenPresent(product({ contains: 'none', mayContain: 'peanut' }), 'peanut')).toBe('yes');
    expect(allergenPresent(product({ contains: 'wheat' }), 'gluten')).toBe('yes');
    expect(allergenPresent(product({ contains: 'gluten' }), 'wheat')).toBe('no');
  });
});

describe('headNoun', () => {
  it.each([
    ['Leaf & Loaf Whole Milk', 'milk'],
    ['Milk Chocolate Bar', 'bar'],
    ['Tuna in Water', 'tuna'],
    ['Milk, Whole', 'milk'],
    ['Organic Spinach Bunch', 'spinach'],
    ['Large Eggs Family Pack', 'egg'],
    ['Beans (Canned)', 'bean'],
    ['7UP', '7up'],
  ])('of %j is %j', (name, head) => {
    expect(headNoun(name)).toBe(head);
  });
});

describe('priceBandOf', () => {
  it('puts a price into the band that names it', () => {
    expect(
      [199, 200, 499, 500, 999, 1000, 1999, 2000].map((cents) => PRICE_BANDS[priceBandOf(cents)]),
    ).toEqual(['0–1.99', '2–4.99', '2–4.99', '5–9.99', '5–9.99', '10–19.99', '10–19.99', '20+']);
  });
});
