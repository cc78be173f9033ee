import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentTokens, nameKey, tokenize } from '#agents/search/tokenize.ts';

describe('tokenize', () => {
  it.each([
    ['2% Milk', ['2%', 'milk']],
    ['2 percent milk', ['2%', 'milk']],
    ['80/20 Ground Beef', ['80/20', 'ground', 'beef']],
    ["Hershey's", ['hershey']],
    ['Miyoko’s Creamery™', ['miyoko', 'creamery']],
    ["O'Brien", ['obrien']],
    ['Jalapeño crème brûlée', ['jalapeno', 'creme', 'brulee']],
    ['दाल', ['दाल']],
    ['김치', ['김치']],
    ['味噌汁', ['味噌', '噌汁']],
    ['🛒😀 --', []],
  ])('reads %j', (text, tokens) => {
    expect(tokenize(text)).toEqual(tokens);
  });

  it.each([
    ['berries', 'berry'],
    ['cookies', 'cookie'],
    ['potatoes', 'potato'],
    ['leaves', 'leaf'],
    ['olives', 'olive'],
    ['peaches', 'peach'],
    ['boxes', 'box'],
    ['eggs', 'egg'],
    ['quiches', 'quiche'],
    ['cheeses', 'cheese'],
    ['yoghurts', 'yogurt'],
    ['pies', 'pie'],
  ])('reads %j and %j alike', (plural, singular) => {
    expect(tokenize(plural)).toEqual(tokenize(singular));
  });

  it.each(['hummus', 'asparagus', 'swiss', 'couscous'])('leaves %j whole', (word) => {
    expect(tokenize(word)).toEqual([word]);
  });

  it.each([
    ['salt', 'salted'],
    ['oat', 'goat'],
    ['pea', 'peanut'],
    ['grape', 'grapefruit'],
  ])('keeps %j apart from %j', (one, other) => {
    expect(tokenize(one)).not.toEqual(tokenize(other));
  });

  it('leaves function words out unless there is nothing else', () => {
    expect(contentTokens('a bag of the apples')).toEqual(['bag', 'apple']);
    expect(contentTokens('the')).toEqual(['the']);
  });

  it('gives one key to one name however it is written', () => {
    expect(nameKey('  LARGE   Eggs, ')).toBe(nameKey('large egg'));
  });

  it('reads its own words back unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        for (const token of tokenize(text)) expect(token).toBe(token.toLowerCase().trim());
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,12}$/), (word) => {
        const once = tokenize(word);
        expect(tokenize(word.toUpperCase())).toEqual(once);
      }),
    );
  });
});
