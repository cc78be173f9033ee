import type { DialogueFocus } from './dialogue-focus.ts';
import type { CatalogueVocabulary } from './vocabulary.ts';

/** What every reader of a clause may look at. */
export interface ReadingContext {
  readonly source: string;
  readonly vocabulary: CatalogueVocabulary;
  readonly focus: DialogueFocus;
  readonly cartProducts: readonly { readonly productId: string; readonly name: string }[];
  /** Codes of the promotions there are, as `normalizeCode` writes them. */
  readonly promotionCodes: readonly string[];
}
