import { describe, expect, it } from 'vitest';
import type { Recipe, RecipeIngredient } from '#agents/search/recipe.ts';
import { Recipes, recipeProblems } from './recipe-rules.ts';
import { readProducts, readRecipes } from './shipped-files.ts';

const DISHES =
  'sambar;pad thai;tacos;lasagna;dal tadka;chana masala;biryani;palak paneer;bibimbap;kimchi jjigae;ramen;miso soup;pho;ratatouille;coq au vin;paella;gazpacho;moussaka;hummus;falafel;shakshuka;jollof rice;feijoada;goulash;pierogi;fish and chips;shepherds pie;chili con carne;mac and cheese;pancakes;guacamole';

describe('the shipped recipes', () => {
  const rows = readProducts();
  const recipes = Recipes.parse(readRecipes());

  it('number at least sixty, from at least twelve cuisines', () => {
    expect(recipes.length).toBeGreaterThanOrEqual(60);
    expect(new Set(recipes.map(({ cuisine }) => cuisine)).size).toBeGreaterThanOrEqual(12);
  });

  it('can be bought in full from the shipped catalogue', () => {
    expect(recipeProblems(recipes, rows)).toEqual([]);
  });

  it('know the dishes shoppers ask for most', () => {
    const known = recipes.flatMap(({ name, aliases }) => [name, ...aliases].join(' ').toLowerCase());
    expect(DISHES.split(';').filter((dish) => !known.some((names) => names.includes(dish)))).toEqual([]);
  });
});

describe('the rules for recipes', () => {
  const rows = readProducts();
  const ingredient = (query: string, pantry = false): RecipeIngredient => ({
    name: query,
    query,
    amount: '1',
    pantry,
    optional: false,
  });
  const toast: Recipe = {
    id: 'toast',
    name: 'Toast',
    aliases: ['buttered toast'],
    cuisine: 'british',
    servings: 1,
    minutes: 5,
    ingredients: [ingredient('bread'), ingredient('butter'), ingredient('salt', true)],
  };
  const withIngredient = (extra: RecipeIngredient): Recipe => ({
    ...toast,
    ingredients: [...toast.ingredients, extra],
  });

  it('find nothing wrong with a sound recipe', () => {
    expect(recipeProblems([toast], rows)).toEqual([]);
    expect(Recipes.safeParse([toast]).success).toBe(true);
  });

  it('refuse a recipe of the wrong shape', () => {
    expect(Recipes.safeParse([{ ...toast, servings: 0 }]).success).toBe(false);
    expect(Recipes.safeParse([{ ...toast, serves: 2 }]).success).toBe(false);
  });

  it('refuse an ingredient that no product in stock carries', () => {
    expect(recipeProblems([withIngredient(ingredient('unicorn steak'))], rows)).toEqual([
      'toast: no product in stock for "unicorn steak"',
    ]);
    const soldOut = rows.map((row) => ({ ...row, stock: '0' }));
    expect(recipeProblems([toast], soldOut)).toHaveLength(2);
  });

  it('refuse a wrong pantry flag, a doubled ingredient and a doubled dish', () => {
    expect(recipeProblems([withIngredient(ingredient('sugar'))], rows)).toEqual([
      'toast: the pantry flag of "sugar" is wrong',
    ]);
    expect(recipeProblems([withIngredient(ingredient('milk', true))], rows)).toEqual([
      'toast: the pantry flag of "milk" is wrong',
    ]);
    expect(recipeProblems([withIngredient(ingredient('butter'))], rows)).toEqual([
      'toast: "butter" is listed twice',
    ]);
    expect(recipeProblems([toast, { ...toast, name: 'Bread', aliases: ['toast'] }], rows)).toEqual([
      'the id toast is used twice',
      '"toast" names two recipes',
    ]);
  });
});
