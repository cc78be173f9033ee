import { estimateAlpha } from '#agents/search/estimate-alpha.ts';
import { mergeFilters } from '#agents/search/merge-filters.ts';
import type { ProductFilters, ProductPage } from '#agents/search/product-index.ts';
import type { ItemMention } from '#agents/supervisor/intent.ts';
import type { ShopperConstraints } from './order-outcome.ts';
import { type OrderRun, useTool } from './order-run.ts';

/** Hits that a named mention is picked from. */
const SEARCH_LIMIT = 24;
const ALPHA_WITHOUT_STATISTICS = 0.3;

/** Searches for all of these at once, in one step, so that each finds its page ready. */
export async function searchThings(run: OrderRun, mentions: readonly ItemMention[]): Promise<void> {
  const pages = await run.steps.inBatch(() =>
    Promise.allSettled(mentions.map((mention) => search(run, mention))),
  );
  run.signal?.throwIfAborted();
  for (const [at, mention] of mentions.entries()) {
    const page = pages[at];
    // What failed is told of the thing that it was for.
    if (page?.status === 'fulfilled') run.found.set(mention, page.value);
    else if (page !== undefined) run.unfound.set(mention, page.reason);
  }
}

/** What is on sale under the mention's words. */
export async function searchThing(run: OrderRun, mention: ItemMention): Promise<ProductPage> {
  if (run.unfound.has(mention)) throw run.unfound.get(mention);
  return run.found.get(mention) ?? search(run, mention);
}

function search(
  run: OrderRun,
  { query, reference, excludeTerms, filters }: ItemMention,
): Promise<ProductPage> {
  const attributes = reference?.kind === 'attribute' ? `${reference.words.join(' ')} ` : '';
  return useTool(
    run,
    'search',
    `${attributes}${query}`,
    async () => {
      const { products, statistics } = run.services;
      const known = await statistics?.describe(query, run.signal);
      const alpha = known === undefined ? ALPHA_WITHOUT_STATISTICS : estimateAlpha(known);
      const find = (within: ProductFilters) =>
        products.search(
          {
            text: query,
            excludeTerms,
            alpha,
            filters: within,
            limit: SEARCH_LIMIT,
            offset: 0,
            sort: 'relevance',
          },
          run.signal,
        );
      const page = await find(filters);
      if (page.total <= page.hits.length) return page;
      // What this shopper buys, and what suits them, counts however far down the list of everything it stands.
      const { constraints, habits } = run.request;
      const narrower = [
        ...(habits.length === 0
          ? []
          : [{ ...filters, productIds: habits.map(({ productId }) => productId) }]),
        ...standingFilters(constraints).map((standing) => mergeFilters(filters, standing)),
      ];
      return withMore(page, await Promise.all(narrower.map(find)));
    },
    ({ total }) => ({ outcome: 'done', observation: `${total} found` }),
  );
}

/** What the shopper's diets and allergies ask of every product; nothing when they ask nothing. */
function standingFilters({ diets, allergies }: ShopperConstraints): readonly ProductFilters[] {
  return diets.length + allergies.length === 0 ? [] : [{ diets, excludeAllergens: allergies }];
}

/** The page with the hits of others behind its own, each once. */
function withMore(page: ProductPage, others: readonly ProductPage[]): ProductPage {
  const hits = new Map(page.hits.map((hit) => [hit.product.id, hit]));
  for (const hit of others.flatMap((other) => other.hits)) {
    if (!hits.has(hit.product.id)) hits.set(hit.product.id, hit);
  }
  return { ...page, hits: [...hits.values()] };
}
