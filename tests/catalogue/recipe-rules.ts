import { z } from 'zod';
import type { Recipe } from '#agents/search/recipe.ts';
import { nameKey } from './catalogue-rules.ts';
import { list, type ShippedRow } from './shipped-files.ts';

const Ingredient = z.strictObject({
  name: z.string().min(2),
  query: z.string().min(2),
  amount: z.string().min(1),
  pantry: z.boolean(),
  optional: z.boolean(),
});

export const Recipes = z.array(
  z.strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    name: z.string().min(3),
    aliases: z.array(z.string().min(2)),
    cuisine: z.string().regex(/^[a-z]+( [a-z]+)*$/),
    servings: z.int().min(1).max(12),
    minutes: z.int().min(5).max(240),
    ingredients: z.array(Ingredient).min(3),
  }),
);

const PANTRY = new Set(['salt', 'vegetable oil', 'olive oil', 'water', 'black pepper', 'sugar']);

type Finder = (query: string) => boolean;

/** Tells whether some product in stock carries every word of a query in its name or in one alias. */
export function productFinder(rows: readonly ShippedRow[]): Finder {
  const shelf = rows
    .filter((row) => row.stock !== '0')
    .flatMap((row) => [row.name, ...list(row.aliases)])
    .map((label) => new Set(nameKey(label).split(' ')));
  return (query) => {
    const words = nameKey(query).split(' ');
    return shelf.some((label) => words.every((word) => label.has(word)));
  };
}

function repeated(values: readonly string[]): readonly string[] {
  return values.filter((value, at) => values.indexOf(value) < at);
}

/** What is wrong with the recipes against the products; empty when nothing is. */
export function recipeProblems(recipes: readonly Recipe[], rows: readonly ShippedRow[]): readonly string[] {
  const finds = productFinder(rows);
  return [
    ...repeated(recipes.map(({ id }) => id)).map((id) => `the id ${id} is used twice`),
    ...repeated(
      recipes.flatMap(({ name, aliases }) => [name, ...aliases].map((dish) => dish.toLowerCase())),
    ).map((dish) => `"${dish}" names two recipes`),
    ...recipes.flatMap((recipe) => [
      ...recipe.ingredients
        .filter(({ pantry, query }) => pantry !== PANTRY.has(query))
        .map(({ query }) => `${recipe.id}: the pantry flag of "${query}" is wrong`),
      ...recipe.ingredients
        .filter(({ pantry, query }) => !pantry && !finds(query))
        .map(({ query }) => `${recipe.id}: no product in stock for "${query}"`),
      ...repeated(recipe.ingredients.map(({ query }) => query)).map(
        (query) => `${recipe.id}: "${query}" is listed twice`,
      ),
    ]),
  ];
}
