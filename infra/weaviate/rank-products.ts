import { type SizeReading, sizeNearness } from '#agents/search/read-size.ts';
import { BASE_UNITS } from '#infra/embedded/product-index/product-columns.ts';
import type { FoundProduct } from './product-engine.ts';
import type { QueryWord } from './query-words.ts';

/** How much of a score the kind of thing decides, the rest is the engine's. */
const KIND_FLOOR = 0.4;
/** Scores below this are for products not exactly named, above it for those that are. */
const EXACT_FROM = 0.9;
/** How much of the way to an exact name the shelf of the exactly named goes. */
const SAME_SHELF = 0.15;
/** The same where another size of the exactly named is asked for: then its shelf is what is meant. */
const SAME_SHELF_OTHER_SIZE = 0.6;
const OUT_OF_STOCK = 0.9;
/** Behind all others, not left out: a name may use the word otherwise. */
const SPOILT = 0.2;
/** What the very size counts for beside a relevance of 1: as much, since the engine spreads its scores from 0 to 1. */
const SAME_SIZE = 1;
const KINDS = { head: 1, shelf: 0.8, near: 0.75, other: 0.5 };

/** Ids of products that are known apart from their scores. */
export interface ProductsApart {
  /** The query is their whole name or an alias. */
  readonly exact: ReadonlySet<string>;
  /** They seem to have what the query says it shall be without. */
  readonly spoilt: ReadonlySet<string>;
  /** The pack sizes that the query may mean; null when it names none. */
  readonly sizes: SizeReading['sizes'];
}

export interface RankedProduct {
  readonly found: FoundProduct;
  /** Relevance in [0, 1]. */
  readonly score: number;
  /** What sort of thing it is beside what was asked: 1 when it is that, less when it has it inside or beside it. */
  readonly kind: number;
  readonly exactName: boolean;
}

/**
 * Orders what the engine found by its score and by what a product is: "chicken broth" is a broth, so it comes after
 * chicken, in whatever field the word stands. Products of which the query is a name come first. Every `together` are
 * ordered among themselves, so that a page that looks further does not change those before it.
 */
export function rankProducts(
  found: readonly FoundProduct[],
  words: readonly QueryWord[],
  { exact, spoilt, sizes }: ProductsApart,
  together: number,
): readonly RankedProduct[] {
  const shelves = new Set(found.filter(({ productId }) => exact.has(productId)).map((it) => it.category));
  const ofShelf = sizes === null ? SAME_SHELF : SAME_SHELF_OTHER_SIZE;
  const scored = found.map((product): RankedProduct => {
    const kind = kindOf(product, words);
    const nearness = sizes === null ? 1 : nearnessOf(sizes, product);
    // The grocer's default for a word is not meant where another size of it is asked for.
    const exactName = exact.has(product.productId) && nearness === 1;
    let score = EXACT_FROM * kind * (KIND_FLOOR + (1 - KIND_FLOOR) * Math.min(1, product.engineScore));
    if (shelves.has(product.category)) score += (EXACT_FROM - score) * ofShelf;
    if (exactName) score = EXACT_FROM + (1 - EXACT_FROM) * score;
    if (sizes !== null) score = (score + SAME_SIZE * nearness) / (1 + SAME_SIZE);
    if (!product.inStock) score *= OUT_OF_STOCK;
    if (spoilt.has(product.productId)) score *= SPOILT;
    return { found: product, kind, exactName, score };
  });
  const first = scored.filter(({ exactName }) => exactName);
  const rest = scored.filter(({ exactName }) => !exactName);
  const ranked: RankedProduct[] = [];
  for (let from = 0; from < Math.max(rest.length, 1); from += together) {
    ranked.push(...[...(from === 0 ? first : []), ...rest.slice(from, from + together)].sort(bestFirst));
  }
  return withoutRising(ranked);
}

function nearnessOf(sizes: NonNullable<SizeReading['sizes']>, product: FoundProduct): number {
  const { packAmount: amount, packUnit, packCount: count } = product;
  const unit = BASE_UNITS.find((it) => it === packUnit);
  return unit === undefined ? 0 : sizeNearness(sizes, { amount, unit, count });
}

function bestFirst(left: RankedProduct, right: RankedProduct): number {
  return right.score - left.score || (left.found.productId < right.found.productId ? -1 : 1);
}

/** Scores that never rise from one to the next, though the next lot was ordered by itself. */
function withoutRising(ranked: readonly RankedProduct[]): readonly RankedProduct[] {
  let least = 1;
  return ranked.map((product) => {
    least = Math.min(least, product.score);
    return { ...product, score: least };
  });
}

function kindOf({ headWord, categoryWords }: FoundProduct, words: readonly QueryWord[]): number {
  const shelf = new Set(categoryWords.split(' '));
  const isHead = ({ readings }: QueryWord) => readings.some(({ term }) => term === headWord);
  const isShelf = ({ readings }: QueryWord) => readings.some(({ term }) => shelf.has(term));
  const last = words.at(-1);
  if (last === undefined) return 1;
  if (isHead(last)) return KINDS.head;
  if (isShelf(last)) return KINDS.shelf;
  return words.some((word) => isHead(word) || isShelf(word)) ? KINDS.near : KINDS.other;
}
