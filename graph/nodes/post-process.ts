import { toReplyCart } from '#agents/response-compiler/reply-cart.ts';
import type { NodeWork } from '#graph/guard.ts';
import { splitForStream } from '#graph/stream-text.ts';

/** Sends the compiled reply on its way to clients that stream. */
export const postProcess: NodeWork = async ({ draft, priced }, { emit }) => {
  if (draft === null || priced === null) throw new Error('There is no compiled reply to send.');
  if (draft.products.length > 0) emit({ type: 'products', data: { products: draft.products } });
  emit({ type: 'cart', data: { cart: toReplyCart(priced) } });
  for (const text of splitForStream(draft.text)) emit({ type: 'text-delta', data: { text } });
  return { text: draft.text };
};
