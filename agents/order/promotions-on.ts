import type { ProductHit } from '#agents/search/product-index.ts';
import { contentTokens, tokenize } from '#agents/search/tokenize.ts';
import { isMeant } from './match-words.ts';
import { fits } from './price-cart.ts';
import type { Promotion } from './promotion.ts';

/** Promotions whose scope holds what the words mean: named by it, or a thing of that name among what was found. */
export function promotionsOn(
  promotions: readonly Promotion[],
  words: string,
  hits: readonly ProductHit[],
): readonly Promotion[] {
  const things = hits.filter((hit) => isMeant(words, hit)).map(({ product }) => product);
  return promotions.filter(
    (promotion) =>
      !isOfWholeCart(promotion) &&
      (isNamedBy(promotion, words) || things.some((product) => fits(promotion, product.id, product))),
  );
}

/** True for a promotion of everything there is. */
export function isOfWholeCart({ scope }: Promotion): boolean {
  return Object.values(scope).every((names) => names === undefined);
}

/** Beside the name of a department these say nothing. */
const VAGUE = new Set('food item product thing stuff good section department aisle'.split(' '));

/** "frozen" for what is off the department "Frozen". */
function isNamedBy({ scope }: Promotion, words: string): boolean {
  const asked = contentTokens(words).filter((word) => !VAGUE.has(word));
  const names = [scope.departments, scope.categories, scope.brands].flatMap((of) => of ?? []);
  return names.some((name) => {
    const known = new Set(tokenize(name));
    return asked.length > 0 && asked.every((word) => known.has(word));
  });
}
