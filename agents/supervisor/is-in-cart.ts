import { lemmaOf } from './lemma.ts';

/** Whether a line of the cart has all the words in its name. */
export function isInCart(query: string, cartProducts: readonly { readonly name: string }[]): boolean {
  const words = query.split(' ').filter(Boolean).map(lemmaOf);
  if (words.length === 0) return false;
  return cartProducts.some(({ name }) => {
    const held = new Set(
      name
        .toLowerCase()
        .split(/[^\p{L}\p{M}\p{N}%']+/u)
        .map(lemmaOf),
    );
    return words.every((word) => held.has(word));
  });
}
