import { conflictsOf } from '#agents/order/check-constraints.ts';
import type { ShopperConstraints } from '#agents/order/order-outcome.ts';
import { conflictSentence } from '#agents/response-compiler/word-conflict.ts';
import { ALLERGENS, DIETS } from '#agents/search/product.ts';
import type { Application } from '#infra/gateway/application.ts';
import { ProblemError } from '#infra/gateway/problem.ts';

/**
 * Throws the question that a shopper must answer before this product is added: when it is, or may be, against one of
 * their allergies or diets. A dislike asks nothing of somebody who picked the product themselves.
 */
export async function askBeforeConflict(
  { settings, products }: Pick<Application, 'settings' | 'products'>,
  shopperId: string,
  productId: string,
): Promise<void> {
  const constraints = await loadConstraints(settings, shopperId);
  if (constraints.allergies.length + constraints.diets.length === 0) return;
  const [product] = await products.get([productId]);
  // What does not exist is refused by the cart itself.
  if (product === undefined) return;
  const conflicts = conflictsOf(product, constraints);
  if (conflicts.length === 0) return;
  const message = conflicts.map((conflict) => conflictSentence(product.name, conflict)).join(' ');
  throw new ProblemError('dietary-conflict', {
    detail: `${message} Send despite: true to add it anyway.`,
    errors: [{ path: 'productId', message }],
    extensions: { conflicts },
  });
}

/** Safety facts are never guessed: while they cannot be read, nothing is added. */
async function loadConstraints(
  settings: Application['settings'],
  shopperId: string,
): Promise<ShopperConstraints> {
  try {
    const { allergies, diets } = await settings.load(shopperId);
    return {
      loaded: true,
      allergies: ALLERGENS.filter((allergen) => allergies.includes(allergen)),
      diets: DIETS.filter((diet) => diets.includes(diet)),
      dislikes: [],
    };
  } catch (cause) {
    throw new ProblemError(
      'unavailable',
      {
        detail:
          'Your allergies and diets cannot be read right now, so nothing was added. Try again in a few seconds.',
        headers: { 'retry-after': '5' },
      },
      cause,
    );
  }
}
