import type { Product } from '#agents/search/product.ts';
import { type DialogueFocus, EMPTY_FOCUS, type FocusProduct } from '#agents/supervisor/dialogue-focus.ts';
import type { TurnState } from './state.ts';

/** Most products of a list that later turns can point at. */
const SHOWN = 20;

/** What the conversation is about after this turn. A question that was not asked again is no longer open. */
export function nextFocus({ focus, order, ranked }: TurnState): DialogueFocus {
  const before = order?.focus ?? focus ?? EMPTY_FOCUS;
  const shown = (ranked ?? []).slice(0, SHOWN).map(({ product }) => toFocusProduct(product));
  return {
    ...before,
    shown: shown.length > 0 ? shown : before.shown,
    pending: order?.question ?? null,
  };
}

function toFocusProduct(product: Product): FocusProduct {
  return {
    productId: product.id,
    name: product.name,
    brand: product.brand,
    sizeText: product.size?.text ?? null,
    sizeAmount: product.size?.amount ?? null,
    priceCents: product.priceCents,
    organic: product.organic === 'yes',
  };
}
