import type { DialogueFocus } from './dialogue-focus.ts';
import type { RoutedIntent } from './intent.ts';

export interface UnderstandRequest {
  /** What was said, as typed or transcribed; already bounded in length by the gateway. */
  readonly message: string;
  readonly focus: DialogueFocus;
  /** Names of the cart's lines: "the oat milk" may mean a line rather than a search. */
  readonly cartProducts: readonly { readonly productId: string; readonly name: string }[];
  /** Codes of the promotions there are, normalised; a message that is one of them applies it. Default none. */
  readonly promotionCodes?: readonly string[];
}

/** What a message means: at least one intent, in the order said. */
export interface Understanding {
  readonly intents: readonly RoutedIntent[];
  /** Who understood it. */
  readonly by: 'grammar' | 'model';
}

/** Understands a message. Never throws for any string. */
export type Understand = (request: UnderstandRequest) => Understanding;
