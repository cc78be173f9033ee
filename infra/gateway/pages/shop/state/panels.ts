import { type Signal, signal } from '@preact/signals';
import type { ReplyProduct } from '#agents/response-compiler/reply.ts';

/** What lies over the page; at most one at a time is meant to be open. */
export interface Panels {
  /** The cart on small screens, where it has no column of its own. */
  readonly cart: Signal<boolean>;
  readonly shoppers: Signal<boolean>;
  readonly product: Signal<{ readonly product: ReplyProduct; readonly position: number } | null>;
  /** The id of the citation that is looked up. */
  readonly citation: Signal<string | null>;
}

export function createPanels(): Panels {
  return { cart: signal(false), shoppers: signal(false), product: signal(null), citation: signal(null) };
}
