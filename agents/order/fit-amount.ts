import type { Product } from '#agents/search/product.ts';
import type { SaidAmount } from '#agents/supervisor/intent.ts';
import { countPacks, FAR_TOO_MUCH } from './count-packs.ts';

/** What more than was asked for weighs beside the brand: twice as much outweighs another brand. */
const EXCESS_WEIGHT = 2.5;
/** Beyond this every pack is far too big, and each doubling weighs as one step more. */
const MAX_EXCESS = 1.5;

/**
 * Lower is better: one exact pack, several exact ones, more than asked (the less more the better), unknown; then brand;
 * then the anchor.
 */
export function rankOfFit(amount: SaidAmount | null, product: Product, anchor: Product): number {
  if (amount === null) return 0;
  const { packs, fit, excess } = countPacks(amount, product, true);
  const plainCount = amount.measure === null || amount.measure === 'pack';
  const fits = fit === 'exact' ? (packs === 1 || plainCount ? 0 : 1) : fit === 'more' ? 2 : 4;
  return (
    fits * 4 +
    (asksForPieces(amount) && !isSoldByPiece(product) ? PIECES_WEIGHT : 0) +
    (asksForCount(amount) && product.size?.unit !== 'each' ? PIECES_WEIGHT : 0) +
    EXCESS_WEIGHT * Math.min(excess, MAX_EXCESS) +
    DOUBLING_WEIGHT * Math.log2(Math.max(1, excess / MAX_EXCESS)) +
    (product.brand === anchor.brand ? 0 : 2) +
    (product === anchor ? 0 : 1)
  );
}

/** A doubling outweighs that the other size is the one usually sold. */
const DOUBLING_WEIGHT = 1.1;

/** More than any other preference: who asks for six apples gets apples by the piece where they are sold so. */
const PIECES_WEIGHT = 64;

/** "6 apples": several, named without a measure. */
function asksForPieces({ measure, value, mode }: SaidAmount): boolean {
  return measure === null && value >= 2 && mode !== 'factor';
}

/** "half a dozen apples": a bag by weight does not say how many it holds. */
function asksForCount({ measure }: SaidAmount): boolean {
  return measure === 'dozen' || measure === 'pair';
}

function isSoldByPiece({ size }: Product): boolean {
  return size !== null && size.unit === 'each' && size.count === 1;
}

export function fitsExactly(amount: SaidAmount | null, product: Product): boolean {
  return amount === null || countPacks(amount, product, true).fit === 'exact';
}

/** Whether a weight or volume comes to at least three times as much: "a quarter pound of turkey" and a whole one. */
export function isFarTooMuch(amount: SaidAmount | null, product: Product): boolean {
  return isMeasured(amount) && countPacks(amount, product, true).excess >= FAR_TOO_MUCH;
}

/** Whether a weight or volume can be had without a second helping. */
export function isAboutEnough(amount: SaidAmount | null, product: Product): boolean {
  if (!isMeasured(amount)) return true;
  const { fit, excess } = countPacks(amount, product, true);
  return fit !== 'unknown' && excess < 1;
}

function isMeasured(amount: SaidAmount | null): amount is SaidAmount {
  return amount?.measure != null && amount.measure !== 'pack';
}
