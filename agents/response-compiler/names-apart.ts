import type { Product } from '#agents/search/product.ts';

/** The names of products as they are told apart: the size follows where names are the same. */
export function namesApart(products: readonly Pick<Product, 'name' | 'size'>[]): readonly string[] {
  return products.map(({ name, size }, at) => {
    const hasTwin = products.some((other, place) => place !== at && other.name === name);
    return hasTwin && size !== null ? `${name}, ${size.text}` : name;
  });
}
