import { createCartDesk } from '#agents/order/create-cart-desk.ts';
import { toFocusProduct } from '#agents/order/focus-product.ts';
import { runOrderAgent } from '#agents/order/order-agent.ts';
import type { OrderOutcome, OrderRequest, ShopperConstraints } from '#agents/order/order-outcome.ts';
import { createPromotionBook } from '#agents/order/promotion.ts';
import type { Product } from '#agents/search/product.ts';
import type { Recipe } from '#agents/search/recipe.ts';
import { type DialogueFocus, EMPTY_FOCUS } from '#agents/supervisor/dialogue-focus.ts';
import type {
  IntentName,
  IntentSlots,
  ItemMention,
  RoutedIntent,
  SaidAmount,
} from '#agents/supervisor/intent.ts';
import { catalogueMigrations, createCatalogueStore } from '#infra/embedded/catalogue-store.ts';
import { openDatabase } from '#infra/embedded/database.ts';
import { createEmbeddedProductIndex } from '#infra/embedded/product-index.ts';
import { fixtureProducts } from '#tests/fixtures/products.ts';
import { openOrderStores } from '#tests/infra/embedded/order-stores.ts';

export const NO_CONSTRAINTS: ShopperConstraints = { loaded: true, allergies: [], diets: [], dislikes: [] };

export interface WorldOptions {
  readonly products?: readonly Product[];
  readonly promotions?: unknown;
  readonly recipes?: readonly Recipe[];
}

/** A whole small shop in memory: catalogue, desk, stores and the agent, with a clock and ids that tests hold. */
export async function openWorld({
  products = fixtureProducts,
  promotions = [],
  recipes = [],
}: WorldOptions = {}) {
  const catalogue = openDatabase({ path: ':memory:', migrations: catalogueMigrations });
  const index = createEmbeddedProductIndex({ store: createCatalogueStore(catalogue) });
  await index.upsert(products);
  await index.sync();
  const { carts, orders, announcements, close } = openOrderStores(':memory:');
  const clock = { now: Date.UTC(2026, 5, 1) };
  let ids = 0;
  const newId = () => `id-${++ids}`;
  const book = createPromotionBook(promotions);
  const now = () => clock.now;
  const desk = createCartDesk({ products: index, carts, orders, promotions: book, now, newId });
  const services = {
    desk,
    products: index,
    statistics: index,
    orders,
    promotions: book,
    now,
    recipes: {
      find: (dish: string) => recipes.find(({ name }) => name === dish) ?? null,
      ofCuisine: () => [],
      all: () => recipes,
    },
  };
  let focus: DialogueFocus = EMPTY_FOCUS;
  let turns = 0;

  return {
    index,
    carts,
    orders,
    desk,
    clock,
    services,
    announcements,
    /** One turn of a conversation: the focus of the turn before is carried on. */
    async turn(intents: readonly RoutedIntent[], request: Partial<OrderRequest> = {}): Promise<OrderOutcome> {
      turns += 1;
      const outcome = await runOrderAgent(services, {
        shopperId: 'ada',
        turnId: `turn-${turns}`,
        conversationId: 'conversation-1',
        intents,
        focus,
        constraints: NO_CONSTRAINTS,
        habits: [],
        usualBasket: [],
        ...request,
      });
      focus = outcome.focus;
      return outcome;
    },
    /** What a search put on the screen. */
    show(...productIds: string[]): Promise<void> {
      return index.get(productIds).then((found) => {
        focus = { ...focus, shown: found.map(toFocusProduct) };
      });
    },
    async cart(shopperId = 'ada'): Promise<Readonly<Record<string, number>>> {
      const { cart } = await desk.show(shopperId);
      return Object.fromEntries(cart.lines.map(({ productId, quantity }) => [productId, quantity]));
    },
    close() {
      close();
      catalogue.close();
    },
  };
}

export function intent(name: IntentName, slots: IntentSlots = {}): RoutedIntent {
  return { name, confidence: 1, slots };
}

export function mention(query: string, changes: Partial<ItemMention> = {}): ItemMention {
  return {
    said: query === '' ? 'that' : query,
    query,
    amount: null,
    reference: null,
    filters: {},
    excludeTerms: [],
    sort: 'relevance',
    ...changes,
  };
}

export function count(value: number, measure: string | null = null, mode: SaidAmount['mode'] = 'absolute') {
  return { value, measure, mode };
}

export const add = (...items: ItemMention[]) => intent('add_to_cart', { items });
export const update = (...items: ItemMention[]) => intent('update_cart', { items });
export const remove = (...items: ItemMention[]) => intent('remove_from_cart', { items });
export const that = { kind: 'deixis', plural: false } as const;
export const second = { kind: 'ordinal', index: 2 } as const;
