import type { ItemMention } from './intent.ts';
import { isInCart } from './is-in-cart.ts';
import { lemmaOf } from './lemma.ts';
import type { ReadingContext } from './reading-context.ts';

const PREPARED = new Set(
  'ground minced sliced shredded grated diced crushed canned dried frozen smoked cooked raw roasted'.split(
    ' ',
  ),
);

/** "(swap the beef for) turkey", said of ground beef: ground turkey, where it is sold so. */
export function preparedAlike(
  item: ItemMention,
  gone: readonly ItemMention[],
  { cartProducts, vocabulary }: ReadingContext,
): ItemMention {
  const out = gone[0]?.query ?? '';
  const [line, ...others] = cartProducts.filter(({ name }) => isInCart(out, [{ name }]));
  const bare = item.reference === null && item.query !== '' && !item.query.includes(' ');
  if (!bare || line === undefined || others.length > 0 || out.includes(' ')) return item;
  const words = line.name.toLowerCase().split(/[^\p{L}\p{M}\p{N}']+/u);
  const how = words.find(
    (word, at) =>
      PREPARED.has(word) &&
      isInCart(out, [{ name: words[at + 1] ?? '' }]) &&
      vocabulary.pairCount(word, lemmaOf(item.query)) > 0,
  );
  return how === undefined ? item : { ...item, query: `${how} ${item.query}` };
}
