import { describe, expect, it } from 'vitest';
import type { Recipe } from '#agents/search/recipe.ts';
import { createRecipeBook } from '#agents/search/recipe-book.ts';

const recipe = (id: string, name: string, cuisine: string, aliases: readonly string[] = []): Recipe => ({
  id,
  name,
  aliases,
  cuisine,
  servings: 4,
  minutes: 30,
  ingredients: [{ name: 'Salt', query: 'salt', amount: '1 tsp', pantry: true, optional: false }],
});
const book = createRecipeBook([
  recipe('sambar', 'Sambar', 'indian', ['sambhar', 'सांभर']),
  recipe('palak', 'Palak Paneer', 'indian', ['spinach paneer']),
  recipe('green-curry', 'Thai Green Curry', 'thai', ['gaeng keow wan']),
  recipe('chicken-curry', 'Chicken Curry', 'indian'),
  recipe('pad-thai', 'Pad Thai', 'thai'),
  recipe('jjigae', 'Kimchi Jjigae', 'korean', ['김치찌개']),
  recipe('pancakes', 'Pancakes', 'american'),
]);
const find = (dish: string) => book.find(dish)?.id ?? null;

describe('the recipe book', () => {
  it.each([
    ['sambar', 'sambar'],
    ['SAMBHAR', 'sambar'],
    ['vegetable sambar', 'sambar'],
    ['sambar recipe', 'sambar'],
    ['सांभर', 'sambar'],
    ['김치찌개', 'jjigae'],
    ['palak panner', 'palak'],
    ['paneer palak', 'palak'],
    ['padthai', 'pad-thai'],
    ['pancake', 'pancakes'],
    ['green curry', 'green-curry'],
    ['easy homemade chicken curry', 'chicken-curry'],
  ])('finds %j', (dish, id) => {
    expect(find(dish)).toBe(id);
  });

  it.each(['', 'ramen', 'soup', 'thai', 'the', '🍲', 'chicken noodle casserole with cheese'])(
    'knows none for %j',
    (dish) => {
      expect(find(dish)).toBeNull();
    },
  );

  it('does not choose among several dishes that share the words', () => {
    expect(find('curry')).toBeNull();
    expect(find('jjigae')).toBe('jjigae');
  });

  it('knows the dishes of a cuisine however it is written', () => {
    expect(book.ofCuisine('Thai').map((it) => it.id)).toEqual(['green-curry', 'pad-thai']);
    expect(book.ofCuisine('south indian').map((it) => it.id)).toContain('sambar');
    expect(book.ofCuisine('martian')).toEqual([]);
  });
});
