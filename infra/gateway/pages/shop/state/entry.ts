import { type Signal, signal } from '@preact/signals';
import type { ReplyOrder, ReplyProduct, TurnReply } from '#agents/response-compiler/reply.ts';
import type { TurnQuestion } from '#infra/gateway/pages/shop/api/contract.ts';

/** One turn as the page shows it; its parts change while it streams. */
export interface TurnEntry {
  readonly kind: 'turn';
  readonly asked: TurnQuestion;
  /** What the shopper sees as their words. */
  readonly message: string;
  /** The node that works now; null before and after. */
  readonly node: Signal<string | null>;
  readonly text: Signal<string>;
  readonly products: Signal<readonly ReplyProduct[]>;
  readonly reply: Signal<TurnReply | null>;
  readonly problem: Signal<string | null>;
}

/** An order that was placed from the cart, not by talking. */
export interface OrderEntry {
  readonly kind: 'order';
  readonly order: ReplyOrder;
}

export type Entry = TurnEntry | OrderEntry;

/** A turn that was just asked. */
export function createEntry(message: string, asked: TurnQuestion): TurnEntry {
  return {
    kind: 'turn',
    asked,
    message,
    node: signal(null),
    text: signal(''),
    products: signal([]),
    reply: signal(null),
    problem: signal(null),
  };
}

/** Puts the whole answer where its parts stood. */
export function settleEntry(entry: TurnEntry, reply: TurnReply): void {
  entry.text.value = reply.text;
  entry.products.value = reply.products;
  entry.reply.value = reply;
  entry.node.value = null;
}
