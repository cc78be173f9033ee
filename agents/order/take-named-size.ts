import type { Product } from '#agents/search/product.ts';
import { parsePackSize } from '#agents/search/size.ts';
import type { ItemMention } from '#agents/supervisor/intent.ts';
import { isHead } from './match-words.ts';
import { findSubstitutes } from './offer-substitute.ts';
import type { OrderRun } from './order-run.ts';
import { isSize } from './packing.ts';
import { putInCart } from './put-in-cart.ts';

/**
 * "a 2 liter coke", where what the word means comes in another size: the very thing in that size goes in, else what is
 * like it is offered by `askWhich`. False when nothing like it comes in that size.
 */
export async function takeNamedSize(
  run: OrderRun,
  { query, size }: ItemMention,
  { product, packs }: { readonly product: Product; readonly packs: number },
  askWhich: (products: readonly Product[]) => void,
): Promise<boolean> {
  const wanted = size === undefined ? null : parsePackSize(size);
  if (wanted === null || isSize(wanted, product)) return false;
  const ofSize = (await findSubstitutes(run, product)).filter((other) => isSize(wanted, other));
  const [same, ...others] = ofSize.filter(
    ({ name, brand }) => name === product.name && brand === product.brand,
  );
  if (same !== undefined && others.length === 0) {
    await putInCart(run, { product: same, packs, because: 'named', note: null });
    return true;
  }
  const alike = ofSize.filter((other) => other.category === product.category && isHead(query, other));
  if (alike.length === 0) return false;
  askWhich(alike);
  return true;
}
