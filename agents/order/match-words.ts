import { headNoun } from '#agents/search/head-noun.ts';
import type { Product } from '#agents/search/product.ts';
import type { ProductFilters, ProductHit } from '#agents/search/product-index.ts';
import { contentTokens, nameKey, tokenize } from '#agents/search/tokenize.ts';

/** How a thing is portioned: "Sourdough Loaf" is sourdough, "Cheddar Slices" cheddar. */
const PIECES = new Set(
  'loaf block wedge ball stick slice piece chunk fillet filet half breast thigh wing leg drumstick crown floret spear heart'.split(
    ' ',
  ),
);

/** What words are compared with: a product, or what is still known of one that is no longer sold. */
export type Nameable = Pick<Product, 'name'> &
  Partial<Pick<Product, 'brand' | 'category' | 'aliases' | 'size' | 'organic' | 'priceCents'>>;

/** Words of the label: name, brand and size. */
export function labelWords({ name, brand, size, organic }: Nameable): ReadonlySet<string> {
  const organicWord = organic === 'yes' ? 'organic' : '';
  return new Set(tokenize(`${name} ${brand ?? ''} ${size?.text ?? ''} ${organicWord}`));
}

/** The label's words and those of aliases and category. */
export function allWords(product: Nameable): ReadonlySet<string> {
  const more = tokenize(`${product.category ?? ''} ${(product.aliases ?? []).join(' ')}`);
  return new Set([...labelWords(product), ...more]);
}

/** True when every content word of `said` is among `words`; one letter may differ in words of five and more. */
export function holdsAll(said: string, words: ReadonlySet<string>): boolean {
  return contentTokens(said).every((token) => holds(token, words));
}

export function holds(token: string, words: ReadonlySet<string>): boolean {
  if (words.has(token)) return true;
  if (token.length < 5) return false;
  for (const word of words) if (word.length >= 5 && differByOne(token, word)) return true;
  return false;
}

/** True when the product is what `said` is about, not a thing made of it: "milk" is no milk chocolate. */
export function isHead(said: string, product: Nameable): boolean {
  const asked = new Set(contentTokens(said));
  if ((product.aliases ?? []).some((alias) => nameKey(alias) === nameKey(said))) return true;
  return [product.name, ...(product.aliases ?? [])].some((name) =>
    [name, withoutPieces(name)].some((main) => {
      const head = headNoun(main);
      return head !== null && holds(head, asked);
    }),
  );
}

function withoutPieces(name: string): string {
  const words = name.split(' ').filter((word) => !PIECES.has(tokenize(word)[0] ?? ''));
  return words.length > 0 ? words.join(' ') : name;
}

/** True when the product's own name holds what was asked for; a category may stand in for its last word only. */
export function namesAsked(said: string, product: Product): boolean {
  const head = headNoun(said) ?? contentTokens(said).at(-1);
  if (head === undefined) return false;
  const own = new Set(tokenize(`${product.name} ${product.aliases.join(' ')}`));
  if (holds(head, own)) return true;
  const inCategory = holds(head, new Set(tokenize(product.category)));
  return inCategory && contentTokens(said).some((token) => token !== head && own.has(token));
}

/** True when what was found is a thing of that name, not something made of it. */
export function isMeant(said: string, { product, exactName }: ProductHit): boolean {
  return (
    isOfCategory(said, product) ||
    ((exactName || namesAsked(said, product)) && (exactName || isHead(said, product)))
  );
}

/** True when the words are what the product's category is called: "chicken" for a breast among "Chicken". */
function isOfCategory(said: string, { category }: Product): boolean {
  const words = new Set(tokenize(category));
  return contentTokens(said).every((token) => words.has(token));
}

/** The filters that can be judged from the product itself, as the index judges them. */
export function passesFilters(product: Nameable, filters: ProductFilters): boolean {
  const { organic, brands, maxPriceCents, minPriceCents } = filters;
  const price = product.priceCents ?? null;
  if (organic !== undefined && product.organic !== (organic ? 'yes' : 'no')) return false;
  if (brands !== undefined && !brands.some((brand) => nameKey(brand) === nameKey(product.brand ?? '')))
    return false;
  if (maxPriceCents !== undefined && (price === null || price > maxPriceCents)) return false;
  return minPriceCents === undefined || (price !== null && price >= minPriceCents);
}

/** One letter more, less, other, or two neighbours swapped. */
function differByOne(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1) return false;
  let start = 0;
  while (start < left.length && left[start] === right[start]) start += 1;
  const [rest, other] = [left.slice(start), right.slice(start)];
  return (
    rest.slice(1) === other.slice(1) ||
    rest.slice(1) === other ||
    rest === other.slice(1) ||
    (rest[0] === other[1] && rest[1] === other[0] && rest.slice(2) === other.slice(2))
  );
}
