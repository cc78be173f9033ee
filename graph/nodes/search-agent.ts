import { type CompanionFinder, createCompanionFinder } from '#agents/search/goes-with.ts';
import { mergeFilters } from '#agents/search/merge-filters.ts';
import { runSearch } from '#agents/search/search-agent.ts';
import { EMPTY_FOCUS } from '#agents/supervisor/dialogue-focus.ts';
import type { ItemMention, RoutedIntent } from '#agents/supervisor/intent.ts';
import type { NodeWork } from '#graph/guard.ts';
import { pointAtProducts } from '#graph/point-at-products.ts';
import type { Services } from '#graph/services.ts';

/** Products found for each one shown, so that what this shopper buys can rise from below the fold. */
const CANDIDATES_PER_SHOWN = 4;
const MAX_CANDIDATES = 60;
/** Things named when it was asked what goes with something. */
const COMPANIONS = 4;

/** Finds what the intents ask for. A request's own filters add to what was said and what always holds. */
export function searchAgent(
  services: Pick<Services, 'products' | 'recipes' | 'catalogueStatistics'>,
): NodeWork {
  const companions = createCompanionFinder(services.recipes, services.products);
  return async ({ request, understanding, focus, personal }, { signal }) => {
    const intents = await pointAtProducts(
      understanding.intents,
      focus ?? EMPTY_FOCUS,
      services.products,
      signal,
    );
    const asked = await Promise.all(intents.map((intent) => withCompanions(companions, intent, signal)));
    const search = await runSearch(
      { products: services.products, recipes: services.recipes, statistics: services.catalogueStatistics },
      {
        intents: asked,
        standing: personal?.standing ?? {},
        requestFilters: mergeFilters({}, request.filters),
        limit: Math.min(MAX_CANDIDATES, request.limit * CANDIDATES_PER_SHOWN),
        signal,
      },
    );
    return { search };
  };
}

/** "What goes with pasta?": the things that recipes put beside it, instead of the thing itself. */
async function withCompanions(
  companions: CompanionFinder,
  intent: RoutedIntent,
  signal: AbortSignal,
): Promise<RoutedIntent> {
  if (intent.slots.goesWith !== true) return intent;
  const items: ItemMention[] = [];
  for (const item of intent.slots.items ?? []) {
    const found = await companions.find(item.query, COMPANIONS, signal);
    if (found.length === 0) items.push(item);
    for (const { name, query } of found) items.push({ ...item, said: name, query, reference: null });
  }
  return { ...intent, slots: { ...intent.slots, items } };
}
