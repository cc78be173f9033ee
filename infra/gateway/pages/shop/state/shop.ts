import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { type Call, createCall } from '#infra/gateway/pages/shop/api/call.ts';
import { wordFailure } from '#infra/gateway/pages/shop/api/problem.ts';
import { type Cart, createCart } from './cart.ts';
import { type Checkout, createCheckout } from './checkout.ts';
import { type Conversation, createConversation, type SayOptions } from './conversation.ts';
import type { TurnEntry } from './entry.ts';
import { createKept } from './kept.ts';
import { createNotices, type Notices } from './notices.ts';
import { createPanels, type Panels } from './panels.ts';
import { createPictures, type Pictures } from './pictures.ts';
import { createShopper, type Shopper } from './shopper.ts';
import { createTaste, type Taste } from './taste.ts';
import { createVoice, type SpeechWindow, type Transcript, type Voice } from './voice.ts';

/** Everything the page knows and can do. */
export interface Shop {
  readonly call: Call;
  readonly shopper: Shopper;
  readonly conversation: Conversation;
  readonly cart: Cart;
  readonly checkout: Checkout;
  readonly taste: Taste;
  readonly voice: Voice;
  readonly pictures: Pictures;
  readonly notices: Notices;
  readonly panels: Panels;
  /** Says it as the shopper now is: in their view, answered aloud when it was spoken. */
  say(message: string, transcript?: Transcript): Promise<void>;
  /** Asks what only looked once more, with other filters or for a longer list. */
  askAgain(entry: TurnEntry, change: Pick<SayOptions, 'filters' | 'limit'>): Promise<void>;
  /** Reads who shops, their cart and what was said. */
  open(): Promise<void>;
  become(whom: string): Promise<void>;
}

export function createShop(browser: Window & typeof globalThis): Shop {
  const kept = createKept(() => browser.localStorage);
  const fetchLike = browser.fetch.bind(browser);
  const notices = createNotices((run, ms) => browser.setTimeout(run, ms));
  const shopper = createShopper({ fetch: fetchLike, kept, now: () => Date.now() });
  const call = createCall(fetchLike, shopper);
  const cart = createCart(call, notices);
  const pictures = createPictures(call);
  const wait = (ms: number) => new Promise<void>((resolve) => browser.setTimeout(resolve, ms));
  const { shopperId } = shopper;
  const conversation = createConversation({ call, wait, kept, cart, notices, pictures, shopperId });
  const taste = createTaste(conversation);
  const voice = createVoice(browser as unknown as SpeechWindow);

  const loadShopper = async () => {
    await cart.load();
    const id = shopperId.peek();
    if (id !== null) await conversation.restore(id);
  };

  return {
    call,
    shopper,
    conversation,
    cart,
    taste,
    voice,
    pictures,
    notices,
    panels: createPanels(),
    checkout: createCheckout(call, cart, conversation.addOrder),
    async say(message, transcript) {
      voice.hush();
      const reply = await conversation.say(message, {
        ...(taste.showAll.peek() ? { view: 'all' as const } : {}),
        ...(transcript === undefined ? {} : { transcript }),
      });
      if (transcript !== undefined && reply !== null) voice.speak(reply.speech);
    },
    async askAgain({ message, asked }, change) {
      voice.hush();
      await conversation.say(message, {
        ...(taste.showAll.peek() ? { view: 'all' as const } : {}),
        ...(asked.filters === undefined ? {} : { filters: asked.filters }),
        ...change,
      });
    },
    async open() {
      await Promise.all([loadShopper(), shopper.loadSamples().catch(() => undefined)]);
    },
    async become(whom) {
      try {
        await shopper.become(whom);
        conversation.leave();
        cart.forget();
        await loadShopper();
      } catch (failure) {
        notices.show(wordFailure(failure), { tone: 'problem' });
      }
    },
  };
}

const ShopContext = createContext<Shop | null>(null);
export const ShopProvider = ShopContext.Provider;

export function useShop(): Shop {
  const shop = useContext(ShopContext);
  if (shop === null) throw new Error('useShop needs a ShopProvider above it.');
  return shop;
}
