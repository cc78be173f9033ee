import type { Product } from './product.ts';
import { tokenize } from './tokenize.ts';

/** Words of departments and categories whose products nobody eats. */
const NOT_EATEN = new Set(
  (
    'household cleaning cleaner laundry paper tissue pet personal hair skin oral shaving deodorant ' +
    'cosmetic makeup beauty bath diaper wipe stationery office battery hardware flower floral'
  ).split(' '),
);

/** False when the shelf says that a product is no food, whatever is stated of it. */
export function isOnFoodShelf({ department, category }: Pick<Product, 'department' | 'category'>): boolean {
  return !tokenize(`${department} ${category}`).some((word) => NOT_EATEN.has(word));
}

/** False when the shelf says that a product is no food and no fact about food is stated of it. */
export function isEaten(product: Pick<Product, 'department' | 'category' | 'diets' | 'allergens'>): boolean {
  const { diets, allergens } = product;
  const stated = Object.keys(diets).length + allergens.contains.length + allergens.mayContain.length > 0;
  return stated || isOnFoodShelf(product);
}

/** Where the best hit is food, what nobody eats has only its words in common with it: dog treats of peanut butter. */
export function ofOneUse<Hit extends { readonly product: Product }>(hits: readonly Hit[]): readonly Hit[] {
  const [best] = hits;
  return best === undefined || !isEaten(best.product) ? hits : hits.filter(({ product }) => isEaten(product));
}
