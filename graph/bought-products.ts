import type { ItemMention } from '#agents/supervisor/intent.ts';
import type { ShopperProfile } from '#personalization/profile.ts';
import type { Services } from './services.ts';

/** Products that words may mean. */
const MEANT = 200;

/** Which of the products that a shopper has bought these words mean. */
export async function boughtProducts(
  { products }: Pick<Services, 'products'>,
  profile: ShopperProfile,
  { query, excludeTerms, filters }: Pick<ItemMention, 'query' | 'excludeTerms' | 'filters'>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const productIds = profile.products.map(({ productId }) => productId);
  if (productIds.length === 0) return [];
  const { hits } = await products.search(
    {
      text: query,
      excludeTerms,
      alpha: 0,
      filters: { ...filters, productIds },
      limit: MEANT,
      offset: 0,
      sort: 'relevance',
    },
    signal,
  );
  return hits.filter(({ matchesAllTerms }) => matchesAllTerms).map(({ product }) => product.id);
}
