import type { SearchGroup } from '#agents/search/search-outcome.ts';
import { citeProduct } from './cite.ts';
import { formatMoney } from './money.ts';
import type { RankedProduct } from './reply-product.ts';
import { listSome, listWords, type Sentence, SPOKEN_NAMES, say } from './sentence.ts';

/** Words what recipes put beside a thing: the best product of each. Null when nothing of it is on the shelves. */
export function wordCompanions(
  said: string,
  groups: readonly SearchGroup[],
  rankedOf: (group: SearchGroup) => readonly RankedProduct[],
): Sentence | null {
  const best = groups.flatMap((group) => rankedOf(group).slice(0, 1)).map(({ product }) => product);
  if (best.length === 0) return null;
  const words = best.map(({ name, priceCents, currency }) =>
    priceCents === null ? name : `${name} (${formatMoney(priceCents, currency)})`,
  );
  const names = best.map(({ name }) => name);
  return say(
    `Goes well with ${said}: ${listWords(words)}.`,
    best.map((product) => citeProduct(product)),
    `With ${said} I suggest ${listSome(names, SPOKEN_NAMES)}.`,
    `With ${said} I suggest ${listSome(names, 1)}.`,
  );
}
