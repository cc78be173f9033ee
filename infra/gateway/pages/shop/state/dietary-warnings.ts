import { conflictsOf, type JudgedProduct } from '#agents/order/check-constraints.ts';
import { conflictSentence } from '#agents/response-compiler/word-conflict.ts';
import { ALLERGENS, DIETS } from '#agents/search/product.ts';
import type { Call } from '#infra/gateway/pages/shop/api/call.ts';
import type { CartLine, Preferences, ProductDetail } from '#infra/gateway/pages/shop/api/contract.ts';
import { ApiProblem } from '#infra/gateway/pages/shop/api/problem.ts';

/**
 * What in the cart is against the shopper's allergies and diets, each in one sentence. Like in the conversation, a diet
 * that a label is silent about is no warning any more. Rejects when the shopper's preferences or a product cannot be
 * read: then nothing is known, which is not the same as nothing to mind.
 */
export async function findDietaryWarnings(
  call: Call,
  lines: readonly Pick<CartLine, 'productId'>[],
): Promise<readonly string[]> {
  const told = await call<Preferences>('GET', '/v1/me/preferences');
  const constraints = {
    loaded: true,
    allergies: ALLERGENS.filter((allergen) => told.allergies.includes(allergen)),
    diets: DIETS.filter((diet) => told.diets.includes(diet)),
    dislikes: [],
  };
  if (constraints.allergies.length + constraints.diets.length === 0) return [];
  const products = await Promise.all(
    lines.map(({ productId }) =>
      call<ProductDetail>('GET', `/v1/products/${encodeURIComponent(productId)}`).catch(nullIfGone),
    ),
  );
  return products.flatMap((product) =>
    product === null
      ? []
      : conflictsOf(toJudged(product), constraints)
          .filter(({ kind }) => kind !== 'unknown_diet')
          .map((conflict) => conflictSentence(product.name, conflict)),
  );
}

/** What is no longer sold cannot be ordered; ordering says so. */
function nullIfGone(failure: unknown): null {
  if (failure instanceof ApiProblem && failure.status === 404) return null;
  throw failure;
}

function toJudged({ diets, dietsRuledOut, allergens, ...facts }: ProductDetail): JudgedProduct {
  const { contains, mayContain, unknown } = allergens;
  return {
    ...facts,
    diets: {
      ...Object.fromEntries(diets.map((diet) => [diet, 'yes'] as const)),
      ...Object.fromEntries(dietsRuledOut.map((diet) => [diet, 'no'] as const)),
    },
    allergens: { contains, mayContain, declared: !unknown },
  };
}
