import type { Product } from '#agents/search/product.ts';
import type { ProductHit } from '#agents/search/product-index.ts';
import { contentTokens, tokenize } from '#agents/search/tokenize.ts';

/** Words of a name that tell how it is packed, not what it is. */
const PACKING = new Set(
  'bunch bag pack packet pk family value size ct count oz lb fl g kg ml l gal gallon bottle can carton box tub jar jug each block loaf pint quart half dozen case pouch tray large medium small jumbo mini extra'.split(
    ' ',
  ),
);
/** Words that grade a thing without making it another kind of thing. */
const GRADING = new Set(
  'organic original classic fresh natural pure premium select traditional style'.split(' '),
);

/** What a name says beside its brand. */
export function wordsBesideBrand({ name, brand }: Product): readonly string[] {
  const ofBrand = [...tokenize(brand ?? '')];
  return contentTokens(name).filter((token) => {
    // Each word of the brand once: the second "oat" of "Planet Oat Original Oat Milk" says what it is.
    const at = ofBrand.indexOf(token);
    if (at >= 0) ofBrand.splice(at, 1);
    return at < 0;
  });
}

/** What a name says beyond the query, brand, numbers and packing. */
export function restOfName(query: string, product: Product): readonly string[] {
  const asked = new Set(contentTokens(query));
  return wordsBesideBrand(product).filter(
    (token) => !asked.has(token) && !PACKING.has(token) && !/^\d+(?:\.\d+)?$/.test(token),
  );
}

/** Products of one kind differ only in brand, size and grade. */
export function kindOf(query: string, product: Product): string {
  const rest = restOfName(query, product).filter((token) => !GRADING.has(token));
  return [...new Set(rest)].sort().join(' ');
}

/** The first of each kind, the kinds of different shelves first. */
export function oneOfEachKind(query: string, hits: readonly ProductHit[]): readonly ProductHit[] {
  const kinds = new Map<string, ProductHit>();
  for (const hit of hits) {
    const kind = kindOf(query, hit.product);
    if (!kinds.has(kind)) kinds.set(kind, hit);
  }
  // One of each shelf first: "cream" offers ice cream, whipping cream and sour cream rather than three ice creams.
  const seen = new Map<string, number>();
  const ranked = [...kinds.values()].map((hit) => {
    const turn = seen.get(hit.product.category) ?? 0;
    seen.set(hit.product.category, turn + 1);
    return { hit, turn };
  });
  return ranked.sort((a, b) => a.turn - b.turn).map(({ hit }) => hit);
}
