import { DIETS, type Product } from './product.ts';

/** What the grocer's whole range is like: how common a fact is among its products. */
export interface Assortment {
  /** Of the products that say whether they suit a diet, the share that does. */
  dietShare(diet: string): number;
  /** The share of the products that belong to a cuisine. */
  cuisineShare(cuisine: string): number;
}

type Counted = Pick<Product, 'diets' | 'cuisines'>;

/** Counts products one by one. */
export function countAssortment(): Assortment & { readonly add: (product: Counted) => void } {
  const suits = new Map<string, { yes: number; known: number }>();
  const cuisines = new Map<string, number>();
  let products = 0;
  return {
    add(product) {
      products += 1;
      for (const diet of DIETS) {
        const fact = product.diets[diet];
        if (fact === undefined) continue;
        const count = suits.get(diet) ?? { yes: 0, known: 0 };
        count.known += 1;
        if (fact === 'yes') count.yes += 1;
        suits.set(diet, count);
      }
      for (const cuisine of product.cuisines) cuisines.set(cuisine, (cuisines.get(cuisine) ?? 0) + 1);
    },
    // Laplace's rule of succession: of nothing known, half.
    dietShare(diet) {
      const { yes, known } = suits.get(diet) ?? { yes: 0, known: 0 };
      return (yes + 1) / (known + 2);
    },
    cuisineShare: (cuisine) => ((cuisines.get(cuisine) ?? 0) + 1) / (products + 2),
  };
}
