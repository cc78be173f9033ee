import type { PackSize, Product } from '#agents/search/product.ts';
import type { ProductHit } from '#agents/search/product-index.ts';
import { parsePackSize } from '#agents/search/size.ts';
import { tokenize } from '#agents/search/tokenize.ts';
import type { ItemMention, SaidAmount } from '#agents/supervisor/intent.ts';
import { countPacks, countSingles, type PackCount } from './count-packs.ts';
import { allWords } from './match-words.ts';

/** Containers that shoppers call by each other's names. */
const ALIKE: readonly ReadonlySet<string>[] = [
  'can tin',
  'bottle jug jar',
  'carton box case crate',
  'bag sack pouch',
  'tub container cup pot',
  'tube',
  'canister',
  'keg',
  'tray',
].map((words) => new Set(words.split(' ')));
/** What is sold in one of these is another thing than the same food without it: canned corn is no ear of corn. */
const SEALED = new Set('can tin jar bottle'.split(' '));
/** Stated only of what comes in nothing of the kind; "each" is also what a catalogue says that states nothing. */
const LOOSE = new Set('lb bunch pack loaf bar stick roll'.split(' '));
/** What holds several of what is named: a pack of twelve cans. */
const OUTER = new Set('pack case box carton crate'.split(' '));

/** Whether a product comes in that container; null when its record does not say. */
export function isPackedIn(packing: string, product: Product): boolean | null {
  const alike = ALIKE.find((words) => words.has(packing));
  if (alike === undefined) return null;
  if (alike.has(product.unit)) return true;
  // "Canned Vegetables", "jarred"
  const words = allWords(product);
  if ([...alike].some((word) => words.has(word) || words.has(tokenize(`${word}ned`)[0] ?? ''))) return true;
  const unsealed = LOOSE.has(product.unit) || product.size?.unit === 'each';
  return unsealed || ALIKE.some((other) => other.has(product.unit)) ? false : null;
}

/** Of what was found what comes in the container that was named, where any of the things meant does. */
export function ofPacking(
  { packing, amount }: { readonly packing?: string | undefined; readonly amount: SaidAmount | null },
  hits: readonly ProductHit[],
  isMeant: (hit: ProductHit) => boolean,
): readonly ProductHit[] {
  if (packing === undefined) return hits;
  // as many as a case holds may as well be a case
  const count = amount?.measure === null ? amount.value : 0;
  const packed = hits.filter(
    ({ product }) =>
      isPackedIn(packing, product) === true ||
      (holdsSeveral(product) && count >= (product.size?.count ?? Number.POSITIVE_INFINITY)),
  );
  return packed.some(isMeant) ? packed : hits;
}

/** Why a pack size or a container that was named can't be had; null when it can, or the label does not say. */
export function unlikeNamed({ size, packing }: ItemMention, product: Product): string | null {
  const wanted = size === undefined ? null : parsePackSize(size);
  if (wanted !== null && product.size !== null && !isSize(wanted, product)) {
    return `I have ${product.name} in ${product.size.text}, not in ${wanted.text}`;
  }
  const missed = packing !== undefined && SEALED.has(packing) && isPackedIn(packing, product) === false;
  return missed && !holdsSeveral(product) ? `I have ${product.name}, but not by the ${packing}` : null;
}

/** The same size within rounding ("1 lb" and "450 g"), or the same number of pieces. */
export function isSize(wanted: PackSize, { size }: Product): boolean {
  if (size === null) return false;
  const near = (left: number, right: number) => Math.abs(left / right - 1) <= 0.04;
  // Ounces of a liquid are fluid ounces.
  const amount =
    wanted.unit === 'g' && size.unit === 'ml' && /oz/i.test(wanted.text)
      ? wanted.amount * 1.0432
      : wanted.amount;
  const comparable = wanted.unit === size.unit || amount !== wanted.amount;
  return wanted.unit === 'each' ? size.count === wanted.count : comparable && near(amount, size.amount);
}

/** How many packs an amount of a named thing is: "2 cans" of what comes in packs of twelve are no two packs. */
export function countNamed(amount: SaidAmount, packing: string | undefined, product: Product): PackCount {
  const single = packing !== undefined && !OUTER.has(packing) && product.unit !== packing;
  return amount.measure === null && single && holdsSeveral(product)
    ? countSingles(amount.value, packing, product)
    : countPacks(amount, product, true);
}

function holdsSeveral({ unit, size }: Product): boolean {
  return OUTER.has(unit) && size !== null && size.unit !== 'each' && size.count > 1;
}
