import { describe, expect, it } from 'vitest';
import { wordProductAnswer } from '#agents/response-compiler/word-product-answer.ts';
import { allergenIsDerived, dietHolds, dietIsDerived } from '#agents/search/diet-facts.ts';
import type { Product } from '#agents/search/product.ts';
import { addDerivedFacts } from '#infra/catalogue/ingredients/add-derived-facts.ts';
import { fixtureProduct } from '#tests/fixtures/fixture-product.ts';

const UNSTATED = { contains: [], mayContain: [], declared: false };
const product = (ingredients: string | null, facts: Partial<Product> = {}) =>
  addDerivedFacts({
    ...fixtureProduct('crackers', 'Crackers', 'Snacks/Crackers', null, 199),
    ...facts,
    ingredients,
  });
const answer = (of: Product, question: Parameters<typeof wordProductAnswer>[1]) =>
  wordProductAnswer(of, question, () => null).text;

describe('facts derived from an ingredient list', () => {
  it('are marked as derived, and told so', () => {
    const crackers = product('rice, sesame seeds, gelatine');
    expect(crackers).toMatchObject({
      diets: { vegetarian: 'no', vegan: 'no' },
      allergens: { contains: ['sesame'], declared: false },
      derived: { diets: ['vegetarian', 'vegan'], allergens: ['sesame'], freeOfOthers: false },
    });
    expect(dietIsDerived(crackers, 'vegetarian')).toBe(true);
    expect(allergenIsDerived(crackers, 'sesame')).toBe(true);
    expect(answer(crackers, { aspect: 'diet', diet: 'vegan' })).toContain('going by its ingredients');
    expect(answer(crackers, { aspect: 'allergen', allergen: 'sesame' })).toContain(
      'going by its ingredients',
    );
  });
  it('never make a product free of an allergen unless the label speaks of allergens', () => {
    expect(product('rice, salt').allergens.declared).toBe(false);
    const spoken = product('rice, butter, salt. Contains: milk');
    expect(spoken.allergens).toEqual({ contains: ['milk'], mayContain: [], declared: true });
    expect(spoken.derived).toMatchObject({ allergens: [], freeOfOthers: true });
    expect(answer(spoken, { aspect: 'allergen', allergen: 'peanut' })).toContain('as far as its list tells');
  });
  it('leave what the catalogue states of a diet, and add every allergen that is listed', () => {
    const stated = product('soy lecithin, gelatine', {
      diets: { vegetarian: 'yes' },
      allergens: { contains: ['milk'], mayContain: [], declared: true },
    });
    expect(stated.diets).toEqual({ vegetarian: 'yes' });
    expect(stated.allergens).toEqual({ contains: ['milk', 'soy'], mayContain: [], declared: true });
    expect(dietIsDerived(stated, 'vegetarian')).toBe(false);
    expect(allergenIsDerived(stated, 'milk')).toBe(false);
  });
  it('take claims on the label for stated', () => {
    const claimed = product('Oats, flavouring. Suitable for vegans. Free from milk.');
    expect(dietHolds(claimed, 'vegetarian')).toBe('yes');
    expect(dietIsDerived(claimed, 'vegetarian')).toBe(false);
    expect(dietHolds(claimed, 'dairy_free')).toBe('yes');
  });
  it('say nothing without a list, and nothing of what nobody eats', () => {
    expect(product(null).derived).toBeUndefined();
    const shampoo = product('water, milk protein', { department: 'Personal Care', category: 'Hair Care' });
    expect(shampoo.allergens).toEqual(UNSTATED);
  });
});
