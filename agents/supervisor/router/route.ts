import type { IntentName } from '#agents/supervisor/intent.ts';

/** What a message is about, coarsely: the labels that public corpora of assistants' users agree on. */
export const ROUTES = [
  'cart_change',
  'cart_read',
  'place_order',
  'order_status',
  'food_info',
  'general',
  'control',
  'other',
  'search',
] as const;
export type RouteName = (typeof ROUTES)[number];

export function isRoute(value: unknown): value is RouteName {
  return ROUTES.some((route) => route === value);
}

/**
 * The intents that a route speaks for. Ordering food by name ("two pizzas and a coke") is `place_order` in the corpora
 * and adding to the cart here. Preferences, memory, promotions, the usual order and reorder advice have no route: the
 * router was never shown them, so it says nothing for or against them.
 */
export const INTENTS_OF_ROUTE: Readonly<Record<RouteName, readonly IntentName[]>> = {
  cart_change: ['add_to_cart', 'update_cart', 'remove_from_cart', 'undo', 'clear_cart'],
  cart_read: ['show_cart'],
  place_order: ['add_to_cart', 'confirm_order', 'repeat_order'],
  order_status: ['order_status'],
  food_info: ['recipe', 'product_question'],
  general: ['greeting', 'small_talk', 'help'],
  control: ['accept', 'decline', 'undo', 'clarify'],
  other: ['out_of_scope'],
  search: ['search_products', 'browse', 'compare'],
};
