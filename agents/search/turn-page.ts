import type { PagedList, PagePart } from '#agents/supervisor/dialogue-focus.ts';
import type { PageWanted, RoutedIntent } from '#agents/supervisor/intent.ts';
import { mergeFilters } from './merge-filters.ts';
import type { ProductFilters } from './product-index.ts';
import { runSearch, type SearchAgentServices } from './search-agent.ts';
import type { SearchGroup } from './search-outcome.ts';

export interface PageRequest {
  readonly list: PagedList;
  /** Of the list's intents those whose page is asked for. */
  readonly intents: readonly RoutedIntent[];
  readonly page: PageWanted;
  readonly standing: ProductFilters;
  readonly avoided?: readonly string[];
  readonly requestFilters: ProductFilters;
  /** Candidates wanted beside those that were shown already. */
  readonly limit: number;
  readonly signal?: AbortSignal;
}

export interface TurnedPage {
  readonly groups: readonly SearchGroup[];
  /** The place of the page, from 0; the list's own number of pages when it is new. */
  readonly at: number;
}

/** The page that is asked for: one that was shown is shown again as it was, a new one goes on where the last ended. */
export async function turnPage(services: SearchAgentServices, request: PageRequest): Promise<TurnedPage> {
  const { list, page } = request;
  const wanted = page === 'next' ? list.at + 1 : page === 'previous' ? list.at - 1 : page - 1;
  const at = Math.min(Math.max(wanted, 0), list.pages.length);
  const stored = list.pages[at];
  if (stored !== undefined) return { groups: await showAgain(services, request, at, stored), at };
  return { groups: await goOn(services, request), at };
}

async function showAgain(
  { products }: SearchAgentServices,
  { list, standing, signal }: PageRequest,
  at: number,
  parts: readonly PagePart[],
): Promise<readonly SearchGroup[]> {
  return Promise.all(
    parts.map(async ({ title, productIds, total }): Promise<SearchGroup> => {
      // The index judges them anew: an allergy may have been stated since.
      const query = {
        text: '',
        excludeTerms: [],
        alpha: 0,
        filters: mergeFilters(standing, { productIds }),
        limit: productIds.length,
        offset: 0,
        sort: 'relevance' as const,
      };
      const page = await products.search(query, signal);
      const hits = productIds.flatMap((id) =>
        page.hits.filter(({ product }) => product.id === id).slice(0, 1),
      );
      return {
        title,
        query,
        hits,
        total,
        facets: page.facets,
        ingredient: null,
        excludedUnknown: 0,
        relaxations: [],
        nearCategories: [],
        standingFilters: standing,
        page: { before: shownOf(list, title, at).size, again: true },
      };
    }),
  );
}

async function goOn(
  services: SearchAgentServices,
  { list, intents, standing, avoided, requestFilters, limit, signal }: PageRequest,
): Promise<readonly SearchGroup[]> {
  const seen = new Set(list.pages.flat().flatMap(({ productIds }) => productIds));
  const { groups } = await runSearch(services, {
    intents,
    standing,
    ...(avoided === undefined ? {} : { avoided }),
    requestFilters: mergeFilters(list.filters, requestFilters),
    limit: seen.size + limit,
    ...(signal === undefined ? {} : { signal }),
  });
  return groups.map((group) => ({
    ...group,
    hits: group.hits.filter(({ product }) => !seen.has(product.id)),
    page: { before: shownOf(list, group.title, list.pages.length).size, again: false },
  }));
}

/** The products of one search on the pages before `to`. */
function shownOf(list: PagedList, title: string, to: number): ReadonlySet<string> {
  const parts = list.pages.slice(0, to).flat();
  return new Set(parts.filter((part) => part.title === title).flatMap(({ productIds }) => productIds));
}
