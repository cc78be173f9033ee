import { expect, it } from 'vitest';
import { ofOneUse } from '#agents/search/is-eaten.ts';
import { fixtureProduct } from '#tests/fixtures/fixture-product.ts';

const spread = {
  product: fixtureProduct('a', 'Peanut Butter', 'Pantry/Nut Butters', null, 399, { contains: 'peanut' }),
};
const treats = { product: fixtureProduct('b', 'Peanut Butter Treats', 'Pet/Dog Treats', null, 599, {}) };

it('keeps what nobody eats out of food, and only there', () => {
  expect(ofOneUse([spread, treats])).toEqual([spread]);
  expect(ofOneUse([treats, spread])).toEqual([treats, spread]);
  expect(ofOneUse([])).toEqual([]);
});
