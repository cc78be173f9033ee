import type { RecipeIngredient } from './recipe.ts';
import { contentTokens } from './tokenize.ts';

/** Whether an ingredient is one of the things that were to be left out: "everything for tacos without cheese". */
export function isLeftOut(
  { name, query }: Pick<RecipeIngredient, 'name' | 'query'>,
  without: readonly { readonly query: string }[],
): boolean {
  const words = new Set([...contentTokens(name), ...contentTokens(query)]);
  return without.some((item) => {
    const wanted = contentTokens(item.query);
    return wanted.length > 0 && wanted.every((word) => words.has(word));
  });
}
