import type { SaidAmount } from '#agents/supervisor/intent.ts';
import { countPacks } from './count-packs.ts';
import type { LineEntry } from './find-lines.ts';
import { findSubstitutes } from './offer-substitute.ts';
import type { OrderRun } from './order-run.ts';
import { MAX_OPTIONS } from './pick-product.ts';
import { kindOf } from './product-kind.ts';
import { putInCart } from './put-in-cart.ts';
import { isSameThing } from './rank-substitutes.ts';
import { offerInstead } from './swap-like.ts';

/**
 * "make it half a gallon": a weight or volume that no whole number of the line's packs comes to, but another pack of the
 * very thing does, which goes in or is offered. False when there is none: then the line's own packs are counted.
 */
export async function takeOtherPack(
  run: OrderRun,
  { id, product }: LineEntry,
  amount: SaidAmount,
): Promise<boolean> {
  const { mode, measure } = amount;
  if (product === null || mode !== 'absolute' || measure === null || measure === 'pack') return false;
  if (countPacks(amount, product, false).fit === 'exact') return false;
  const kind = kindOf('', product);
  const fitting = (await findSubstitutes(run, product)).filter(
    (other) =>
      isSameThing(product, other) &&
      kindOf('', other) === kind &&
      other.organic === product.organic &&
      countPacks(amount, other, false).fit === 'exact',
  );
  const [same, ...more] = fitting.filter(({ brand }) => brand === product.brand);
  run.displacing = [{ productId: id, stays: 0 }];
  try {
    if (same !== undefined && more.length === 0) {
      const { packs } = countPacks(amount, same, false);
      const note = same.name === product.name ? (same.size?.text ?? null) : null;
      await putInCart(run, { product: same, packs, because: 'chosen', note });
      return true;
    }
    const [first] = fitting;
    if (first === undefined) return false;
    // The answer names a product; as many packs of it go in, whichever it is.
    const { packs } = countPacks(amount, first, false);
    const offered = fitting.filter((other) => countPacks(amount, other, false).packs === packs);
    offerInstead(run, product, packs, offered.slice(0, MAX_OPTIONS));
    return true;
  } finally {
    run.displacing = [];
  }
}
