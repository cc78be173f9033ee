import type { ProductFilters, ProductIndex } from '#agents/search/product-index.ts';
import type { PickedProduct, PickedProducts } from './make-up-orders.ts';
import type { Persona } from './personas.ts';

/** A persona's wishes as products of the catalogue at hand. */
export interface ProductChoice extends PickedProducts {
  readonly names: ReadonlyMap<string, { readonly name: string; readonly unit: string }>;
}

type Searchable = Pick<ProductIndex, 'search'>;

/** Products looked at for one wish. */
const CHOICE = 60;

/** Finds what a persona buys: by category, words and place in the price range, never against diets or allergies. */
export async function pickProducts(
  products: Searchable,
  { items, extras, settings }: Persona,
): Promise<ProductChoice> {
  const names = new Map<string, { readonly name: string; readonly unit: string }>();
  const constraints: ProductFilters = {
    inStock: true,
    ...(settings.diets.length > 0 && { diets: settings.diets }),
    ...(settings.allergies.length > 0 && { excludeAllergens: settings.allergies }),
  };
  const find = async (categories: readonly string[], text = ''): Promise<readonly PickedProduct[]> => {
    const { hits } = await products.search({
      text,
      excludeTerms: [],
      alpha: 0,
      filters: { ...constraints, categories },
      limit: CHOICE,
      offset: 0,
      sort: 'relevance',
    });
    return hits
      .filter(({ matchesAllTerms }) => text === '' || matchesAllTerms)
      .map(({ product }) => {
        names.set(product.id, product);
        return product;
      });
  };
  const picked: (PickedProduct | null)[] = [];
  for (const { categories, words, price } of items) {
    const fitting = await find(categories, words);
    picked.push(price === undefined ? (fitting[0] ?? null) : atPrice(fitting, price));
  }
  const beside: PickedProduct[] = [];
  for (const category of extras.categories) beside.push(...aroundPrice(await find([category]), extras.price));
  return { items: picked, extras: beside, names };
}

function byPrice(products: readonly PickedProduct[]): readonly PickedProduct[] {
  return [...products].sort((a, b) => (a.priceCents ?? 0) - (b.priceCents ?? 0) || (a.id < b.id ? -1 : 1));
}

function atPrice(products: readonly PickedProduct[], price: number): PickedProduct | null {
  return byPrice(products)[Math.round(price * (products.length - 1))] ?? null;
}

/** The half of the products that lies nearest to the price level. */
function aroundPrice(products: readonly PickedProduct[], price: number): readonly PickedProduct[] {
  const half = Math.ceil(products.length / 2);
  const from = Math.round(price * (products.length - half));
  return byPrice(products).slice(from, from + half);
}
