import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { ReplyOrder, TurnReply } from '#agents/response-compiler/reply.ts';
import type { TurnEvent } from '#graph/turn-event.ts';
import type { PastOrders, PastTurns, TurnQuestion } from '#infra/gateway/pages/shop/api/contract.ts';
import { type FollowParts, followTurn, Left } from '#infra/gateway/pages/shop/api/follow-turn.ts';
import { ApiProblem, wordFailure } from '#infra/gateway/pages/shop/api/problem.ts';
import type { Cart } from './cart.ts';
import { createEntry, type Entry, settleEntry, type TurnEntry } from './entry.ts';
import type { Kept } from './kept.ts';
import { newId } from './new-id.ts';
import type { Notices } from './notices.ts';
import { pastEntries } from './past-entries.ts';
import type { Pictures } from './pictures.ts';

export interface SayOptions {
  readonly view?: 'all';
  readonly transcript?: NonNullable<TurnQuestion['transcript']>;
  readonly filters?: NonNullable<TurnQuestion['filters']>;
  /** Products asked for; a page of cards unless told. */
  readonly limit?: number;
}

export interface Conversation {
  readonly entries: ReadonlySignal<readonly Entry[]>;
  readonly busy: ReadonlySignal<boolean>;
  /** What was said before is being fetched. */
  readonly restoring: ReadonlySignal<boolean>;
  /** The cursor of turns before the first one shown. */
  readonly earlier: ReadonlySignal<string | null>;
  say(message: string, options?: SayOptions): Promise<TurnReply | null>;
  /** Sends a failed turn again under its own id. */
  retry(entry: TurnEntry): Promise<void>;
  addOrder(order: ReplyOrder): void;
  restore(shopperId: string): Promise<void>;
  loadEarlier(): Promise<void>;
  /** Another conversation of the same shopper. */
  startNew(): void;
  /** Takes this one off the page; its shopper can come back to it. */
  leave(): void;
}

interface Parts extends FollowParts {
  readonly kept: Kept;
  readonly cart: Cart;
  readonly notices: Notices;
  readonly pictures: Pictures;
  readonly shopperId: ReadonlySignal<string | null>;
}

/** Products asked for with a turn: three full rows of cards. */
export const PRODUCT_LIMIT = 12;
/** Turns shown after a reload; earlier ones are asked for. */
const RESTORED_TURNS = 12;

export function createConversation(parts: Parts): Conversation {
  const { call, kept, cart, notices, pictures, shopperId } = parts;
  const entries = signal<readonly Entry[]>([]);
  const running = signal(0);
  const earlier = signal<string | null>(null);
  /** Ends the streams of a conversation that is no longer shown, so that nothing is sent on as another shopper. */
  let shown = new AbortController();

  /** Each shopper goes on with their own conversation. */
  const keyOf = (id: string) => `conversation.${id}`;
  const knownShopper = shopperId.peek();
  const restoring = signal(knownShopper !== null && kept.read(keyOf(knownShopper)) !== null);
  const conversationId = () => {
    const key = keyOf(shopperId.peek() ?? 'nobody');
    const known = kept.read<string>(key);
    if (known !== null) return known;
    const created = newId();
    kept.write(key, created);
    return created;
  };

  const receive = (entry: TurnEntry, event: TurnEvent) => {
    switch (event.type) {
      case 'turn-start':
        entry.text.value = '';
        return;
      case 'node-start':
        // `order_agent.search` is a step of `order_agent`.
        entry.node.value = event.data.node.split('.', 1)[0] ?? null;
        return;
      case 'text-delta':
        entry.text.value += event.data.text;
        return;
      case 'products':
        pictures.see(event.data.products);
        entry.products.value = event.data.products;
        return;
      case 'cart':
        cart.receive(event.data.cart);
        return;
      case 'turn-end':
        settle(entry, event.data.reply);
        cart.receive(event.data.reply.cart);
        return;
    }
  };
  const settle = (entry: TurnEntry, reply: TurnReply) => {
    pictures.see(reply.products);
    settleEntry(entry, reply);
  };
  const show = (past: readonly Entry[], after: readonly Entry[]) => {
    for (const entry of past) if (entry.kind === 'turn') pictures.see(entry.products.peek());
    entries.value = [...past, ...after];
  };
  const run = async (entry: TurnEntry) => {
    running.value += 1;
    entry.problem.value = null;
    const { signal: whileShown } = shown;
    try {
      for await (const event of followTurn(entry.asked, parts, whileShown)) receive(entry, event);
      notices.announce(announcementOf(entry.reply.peek()));
    } catch (failure) {
      if (failure instanceof Left) return;
      entry.problem.value = wordFailure(failure);
      notices.announce(entry.problem.value);
    } finally {
      entry.node.value = null;
      running.value -= 1;
    }
  };

  const leave = () => {
    shown.abort();
    shown = new AbortController();
    entries.value = [];
    earlier.value = null;
  };

  return {
    entries,
    earlier,
    restoring,
    busy: computed(() => running.value > 0),
    async say(message, { view, transcript, filters, limit = PRODUCT_LIMIT } = {}) {
      // Which shopper speaks, and so which conversation it is, is known with the first token.
      if (shopperId.peek() === null) await cart.load();
      const entry = createEntry(message, {
        message,
        turnId: newId(),
        conversationId: conversationId(),
        limit,
        ...(view === undefined ? {} : { view }),
        ...(filters === undefined || Object.keys(filters).length === 0 ? {} : { filters }),
        ...(transcript === undefined ? {} : { mode: 'voice', transcript }),
      });
      entries.value = [...entries.peek(), entry];
      await run(entry);
      return entry.reply.peek();
    },
    retry: run,
    addOrder(order) {
      entries.value = [...entries.peek(), { kind: 'order', order }];
    },
    async restore(id) {
      const known = kept.read<string>(keyOf(id));
      restoring.value = known !== null;
      if (known === null) return;
      try {
        const page = await call<PastTurns>('GET', `/v1/conversations/${known}/turns?limit=${RESTORED_TURNS}`);
        const since = page.turns.at(-1)?.recordedAt;
        const placed =
          since === undefined ? [] : (await call<PastOrders>('GET', '/v1/orders?limit=10')).orders;
        earlier.value = page.next;
        show(pastEntries(page.turns, placed, since ?? ''), []);
      } catch (failure) {
        // The store was set up anew: there is nothing to go on with.
        if (failure instanceof ApiProblem && failure.status === 404) kept.write(keyOf(id), newId());
        else notices.show(wordFailure(failure), { tone: 'problem' });
      } finally {
        restoring.value = false;
      }
    },
    async loadEarlier() {
      const cursor = earlier.peek();
      if (cursor === null) return;
      try {
        const path = `/v1/conversations/${conversationId()}/turns`;
        const page = await call<PastTurns>(
          'GET',
          `${path}?limit=${RESTORED_TURNS}&before=${encodeURIComponent(cursor)}`,
        );
        earlier.value = page.next;
        show(pastEntries(page.turns, [], ''), entries.peek());
      } catch (failure) {
        notices.show(wordFailure(failure), { tone: 'problem' });
      }
    },
    startNew() {
      kept.write(keyOf(shopperId.peek() ?? 'nobody'), newId());
      leave();
    },
    leave,
  };
}

/** For screen readers: what would be spoken, and how many products there are to look at. */
function announcementOf(reply: TurnReply | null): string {
  if (reply === null) return '';
  const { speech, products } = reply;
  if (products.length === 0) return speech;
  return `${speech} ${products.length} ${products.length === 1 ? 'product' : 'products'} shown.`;
}
