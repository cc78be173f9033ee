import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Recipe } from '#agents/search/recipe.ts';
import { ImportError } from './import-error.ts';
import { SHIPPED_FOLDER } from './shipped-catalogue.ts';

const name = z.string().trim().min(1);
const recipes = z.array(
  z.strictObject({
    id: name,
    name,
    aliases: z.array(name),
    cuisine: name,
    servings: z.int().positive(),
    minutes: z.int().positive(),
    ingredients: z
      .array(
        z.strictObject({ name, query: name, amount: z.string(), pantry: z.boolean(), optional: z.boolean() }),
      )
      .min(1),
  }),
);

/** The shipped recipes. Throws `ImportError` naming what is wrong in the file. */
export async function readShippedRecipes(folder: string = SHIPPED_FOLDER): Promise<readonly Recipe[]> {
  const read = recipes.safeParse(JSON.parse(await readFile(join(folder, 'recipes.json'), 'utf8')));
  if (!read.success) throw new ImportError(`recipes.json is not right:\n${z.prettifyError(read.error)}`);
  const twice = read.data.find((recipe, at) => read.data.findIndex((it) => it.id === recipe.id) !== at);
  if (twice !== undefined) throw new ImportError(`recipes.json has the id "${twice.id}" twice.`);
  return read.data;
}
