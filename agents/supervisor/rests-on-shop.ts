import type { RoutedIntent } from './intent.ts';
import { lemmaOf } from './lemma.ts';
import type { CatalogueVocabulary } from './vocabulary.ts';

/** Whether a reading speaks of something that is sold or cooked or said of oneself, or points at what was shown. */
export function restsOnShop(
  intent: RoutedIntent,
  vocabulary: Pick<CatalogueVocabulary, 'isShoppable' | 'namesShelf'>,
): boolean {
  const isSold = (word: string) =>
    vocabulary.isShoppable(lemmaOf(word)) || vocabulary.namesShelf(lemmaOf(word));
  const { items = [], dish, statement, code, page } = intent.slots;
  if (dish !== undefined || statement !== undefined || code !== undefined || page !== undefined) return true;
  return items.some((item) => item.reference !== null || item.query.split(' ').some(isSold));
}
