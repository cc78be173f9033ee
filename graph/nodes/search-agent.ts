import { wordsBesideBrand } from '#agents/order/product-kind.ts';
import { toStep } from '#agents/order/tool-steps.ts';
import { type CompanionFinder, createCompanionFinder } from '#agents/search/goes-with.ts';
import { mergeFilters } from '#agents/search/merge-filters.ts';
import type { ProductIndex } from '#agents/search/product-index.ts';
import { runSearch } from '#agents/search/search-agent.ts';
import { turnPage } from '#agents/search/turn-page.ts';
import { EMPTY_FOCUS } from '#agents/supervisor/dialogue-focus.ts';
import type { ItemMention, RoutedIntent } from '#agents/supervisor/intent.ts';
import type { NodeWork } from '#graph/guard.ts';
import { pointAtProducts } from '#graph/point-at-products.ts';
import type { Services } from '#graph/services.ts';
import { searchStep, tellSteps } from '#graph/turn-steps.ts';
import { watchProducts } from '#graph/watch-products.ts';

/** Products found for each one shown, so that what this shopper buys can rise from below the fold. */
const CANDIDATES_PER_SHOWN = 4;
const MAX_CANDIDATES = 60;
/** Things named when it was asked what goes with something. */
const COMPANIONS = 4;

/** Finds what the intents ask for. A request's own filters add to what was said and what always holds. */
export function searchAgent(
  services: Pick<Services, 'products' | 'recipes' | 'catalogueStatistics' | 'shelves' | 'clock'>,
): NodeWork {
  const companions = createCompanionFinder(services.recipes, services.shelves);
  return async ({ request, understanding, focus, personal }, { signal, emit }) => {
    const { products, degraded } = watchProducts(services.products);
    const telling = tellSteps('search_agent', emit, services.clock);
    telling.stepStarted('search');
    const intents = await pointAtProducts(understanding.intents, focus ?? EMPTY_FOCUS, products, signal);
    const asked = await Promise.all(
      intents.map((intent) => withCompanions({ companions, products }, intent, signal)),
    );
    const agent = {
      products,
      recipes: services.recipes,
      statistics: services.catalogueStatistics,
      elapsed: services.clock.elapsed,
    };
    const limits = {
      standing: personal?.standing ?? {},
      avoided: personal?.avoided ?? [],
      requestFilters: mergeFilters({}, request.filters),
      limit: Math.min(MAX_CANDIDATES, request.limit * CANDIDATES_PER_SHOWN),
      signal,
    };
    const list = focus?.list ?? null;
    const paging = list === null ? [] : asked.filter(({ slots }) => slots.page !== undefined);
    const others = asked.filter((intent) => !paging.includes(intent));
    const page = paging[0]?.slots.page;
    const [found, turned] = await Promise.all([
      runSearch(agent, { ...limits, intents: others }),
      list === null || page === undefined
        ? null
        : turnPage(agent, { ...limits, list, intents: paging, page }),
    ]);
    const search =
      turned === null ? found : { ...found, groups: [...turned.groups, ...found.groups], pageAt: turned.at };
    telling.stepEnded(searchStep(search)[0] ?? toStep('search', []));
    return { search, ...degraded() };
  };
}

/** "What goes with pasta?": the things that recipes put beside it, instead of the thing itself; nothing where they put none. */
async function withCompanions(
  { companions, products }: { readonly companions: CompanionFinder; readonly products: ProductIndex },
  intent: RoutedIntent,
  signal: AbortSignal,
): Promise<RoutedIntent> {
  if (intent.slots.goesWith !== true) return intent;
  const items: ItemMention[] = [];
  for (const item of intent.slots.items ?? []) {
    const [pointedAt] = await products.get(item.filters.productIds ?? [], signal);
    const wanted = pointedAt === undefined ? item.query : wordsBesideBrand(pointedAt).join(' ');
    const found = await companions.find(wanted, COMPANIONS, signal);
    const { productIds: _, ...filters } = item.filters;
    for (const { name, query } of found) items.push({ ...item, said: name, query, reference: null, filters });
  }
  return { ...intent, slots: { ...intent.slots, items } };
}
