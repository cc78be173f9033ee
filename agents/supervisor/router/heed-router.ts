import type { IntentName, RoutedIntent } from '#agents/supervisor/intent.ts';
import { restsOnShop } from '#agents/supervisor/rests-on-shop.ts';
import type { Understand } from '#agents/supervisor/understanding.ts';
import type { CatalogueVocabulary } from '#agents/supervisor/vocabulary.ts';
import { INTENTS_OF_ROUTE, type RouteName } from './route.ts';
import type { RoutePrior, Router } from './route-prior.ts';

/** The grammar is left alone above this confidence … */
const UNSURE = 0.85;
/** … and heeds the router from this probability on. Both measured: no line of the scenario corpus changes. */
const CONVINCED = 0.95;

/** What a route is answered with when the grammar has no good reading. None of them changes anything. */
const HARMLESS: Readonly<Partial<Record<RouteName, IntentName>>> = {
  other: 'out_of_scope',
  general: 'small_talk',
  cart_read: 'show_cart',
  order_status: 'order_status',
};
/** Readings that need no second opinion: they rest on the conversation or on plain words. */
const SETTLED: ReadonlySet<IntentName> = new Set([
  'accept',
  'decline',
  'greeting',
  'small_talk',
  'help',
  'out_of_scope',
]);

/**
 * Understanding that heeds the router where the grammar guesses. The router may only take a reading back, never make
 * one that changes a cart, an order or what is remembered: a single intent of low confidence that speaks of nothing
 * known to the catalogue and points at nothing shown gives way to the router's harmless one.
 */
export function heedRouter(
  understand: Understand,
  router: Router,
  vocabulary: Pick<CatalogueVocabulary, 'isShoppable' | 'namesShelf'>,
): Understand {
  return (request) => {
    const understanding = understand(request);
    const [only, ...others] = understanding.intents;
    if (!only || others.length > 0 || only.confidence > UNSURE || restsOnShop(only, vocabulary))
      return understanding;
    const instead = harmlessReading(only, router.route(request.message));
    return instead ? { ...understanding, intents: [instead] } : understanding;
  };
}

function harmlessReading(intent: RoutedIntent, prior: RoutePrior): RoutedIntent | null {
  const name = HARMLESS[prior.route];
  if (name === undefined || prior.probability < CONVINCED || name === intent.name) return null;
  const agreed = INTENTS_OF_ROUTE[prior.route].includes(intent.name);
  const settled = prior.route === 'other' && SETTLED.has(intent.name);
  return agreed || settled ? null : { name, confidence: prior.probability, slots: {} };
}
