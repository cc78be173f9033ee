import { describe, expect, it } from 'vitest';
import { conflictsOf } from '#agents/order/check-constraints.ts';
import { fixtureProduct as product } from '#tests/fixtures/fixture-product.ts';
import { NO_CONSTRAINTS } from './order-world.ts';

const food = (facts: Parameters<typeof product>[5]) =>
  product('p', 'Some Food', 'Pantry/Food', null, 100, facts);
const allergic = (...allergies: ('wheat' | 'gluten' | 'milk' | 'peanut')[]) => ({
  ...NO_CONSTRAINTS,
  allergies,
});
const eats = (...diets: ('vegan' | 'vegetarian' | 'lactose_free')[]) => ({ ...NO_CONSTRAINTS, diets });
const kinds = (...found: Parameters<typeof conflictsOf>) => conflictsOf(...found).map(({ kind }) => kind);

describe('conflicts of a product with a shopper', () => {
  it.each([
    ['contained', { contains: 'peanut' }, ['allergy']],
    ['possibly contained', { contains: 'none', mayContain: 'peanut' }, ['possible_allergy']],
    ['not stated', {}, ['unknown_allergy']],
    ['not stated, but claimed free', { diets: 'nut_free' }, []],
    ['stated without it', { contains: 'milk' }, []],
  ] as const)('tell an allergen that is %s', (_, facts, expected) => {
    expect(kinds(food(facts), allergic('peanut'))).toEqual(expected);
  });

  it('know that wheat holds gluten, and not the other way round', () => {
    expect(kinds(food({ contains: 'wheat' }), allergic('gluten'))).toEqual(['allergy']);
    expect(kinds(food({ contains: 'gluten' }), allergic('wheat'))).toEqual([]);
  });

  it.each([
    ['said so', { diets: 'vegan' }, []],
    ['said not', { notDiets: 'vegan' }, ['diet']],
    ['not said', {}, ['unknown_diet']],
    ['not even vegetarian', { notDiets: 'vegetarian' }, ['diet']],
  ] as const)('tell a diet that is %s', (_, facts, expected) => {
    expect(kinds(food(facts), eats('vegan'))).toEqual(expected);
  });

  it('read what a stricter diet implies', () => {
    expect(kinds(food({ diets: 'vegan' }), eats('vegetarian', 'lactose_free'))).toEqual([]);
  });

  it('hear a dislike as a word of the name, not as letters in it', () => {
    const dislikes = { ...NO_CONSTRAINTS, dislikes: ['olives'] };
    expect(kinds(product('p', 'Green Olive Mix', 'Pantry/Olives', null, 1), dislikes)).toEqual(['dislike']);
    expect(
      kinds(product('p', 'Kalamata Mix', 'Pantry/Antipasti', null, 1, { aliases: ['olives'] }), dislikes),
    ).toEqual(['dislike']);
    expect(kinds(product('p', 'Oliveira Port', 'Alcohol/Wine', null, 1), dislikes)).toEqual([]);
  });

  it('do not take hot dogs for pet food', () => {
    const hotDogs = product('p', 'Cheese Dogs', 'Meat Seafood/Hot Dogs Bacon Sausage', null, 1);
    expect(kinds(hotDogs, allergic('milk'))).toEqual(['unknown_allergy']);
    expect(kinds(product('p', 'Dog Treats', 'Pets/Dog Food Care', null, 1), allergic('milk'))).toEqual([]);
  });

  it('do not ask about the diet of paper towels', () => {
    const towels = product('p', 'Paper Towels', 'Household/Paper Goods', null, 1);
    expect(kinds(towels, { ...eats('vegan'), allergies: ['peanut'] })).toEqual([]);
    expect(kinds(towels, { ...NO_CONSTRAINTS, loaded: false })).toEqual(['constraints_unknown']);
  });
});
