import { headNoun } from '#agents/search/head-noun.ts';
import type { Product } from '#agents/search/product.ts';
import { contentTokens, nameKey, tokenize } from '#agents/search/tokenize.ts';
import { denialTerm, deniedWords } from './denied-words.ts';
import { FIELD, type TermWeight } from './term-postings.ts';

/** BM25F (Robertson, Zaragoza & Taylor, CIKM 2004): weights of fields, saturation and length normalisation. */
const WEIGHTS = { name: 3, alias: 3, brand: 1.5, category: 2, department: 0.8, cuisine: 1.2, weak: 0.3 };
const K1 = 1.2;
const B = 0.5;
/** Words of a usual product name; fixed, so that one product's weight does not hang on the others. */
const USUAL_NAME_LENGTH = 5;
const MAX_WEAK_TOKENS = 250;
const PASSAGE = 40;
/** A shelf of several things does not tell which of them a product is: "Chips & Crackers". */
const SEVERAL = /[&,/]|\band\b/iu;

/** What the largest impact can be, for scaling to [0, 1]. */
export const MAX_IMPACT = K1 + 1;

export interface ProductTerms {
  readonly terms: ReadonlyMap<string, TermWeight>;
  /** The whole name and every alias, as one spelling each. */
  readonly exactKeys: readonly string[];
}

/** The weighted words of a product, and the names by which it is exactly meant. */
export function productTerms(product: Product): ProductTerms {
  const found = new Map<string, { weight: number; fields: number }>();
  const add = (tokens: readonly string[], weight: number, fields: number) => {
    for (const token of new Set(tokens)) {
      const entry = found.get(token);
      if (entry === undefined) found.set(token, { weight, fields });
      else {
        entry.weight += weight;
        entry.fields |= fields;
      }
    }
  };

  const name = tokenize(product.name);
  const lengthNorm = 1 - B + (B * name.length) / USUAL_NAME_LENGTH;
  add(name, WEIGHTS.name / lengthNorm, FIELD.name);
  const head = headNoun(product.name);
  if (head !== null) add([head], 0, FIELD.head);
  const shelfHead = SEVERAL.test(product.category) ? null : headNoun(product.category);
  if (shelfHead !== null) add([shelfHead], 0, FIELD.shelfHead);
  add(product.aliases.flatMap(tokenize), WEIGHTS.alias, FIELD.alias);
  if (product.brand !== null) add(tokenize(product.brand), WEIGHTS.brand, FIELD.brand);
  add(tokenize(product.category), WEIGHTS.category, FIELD.category);
  add(tokenize(product.department), WEIGHTS.department, FIELD.department);
  add(product.cuisines.flatMap(tokenize), WEIGHTS.cuisine, FIELD.department);
  for (const text of [product.ingredients, product.description]) {
    if (text !== null) add(allTokens(text), WEIGHTS.weak, FIELD.weak);
  }

  for (const text of [product.name, product.description ?? '']) {
    for (const word of deniedWords(allTokens(text))) add([denialTerm(word)], 0, FIELD.weak);
  }

  const terms = new Map<string, TermWeight>();
  for (const [token, { weight, fields }] of found) {
    terms.set(token, { impact: ((K1 + 1) * weight) / (K1 + weight), fields });
  }
  const exactKeys = new Set([product.name, ...product.aliases].map(nameKey).filter((key) => key !== ''));
  return { terms, exactKeys: [...exactKeys] };
}

/** The words of a text of any length; `tokenize` alone stops early. */
function allTokens(text: string): readonly string[] {
  const words = text.split(/\s+/);
  const tokens: string[] = [];
  for (let at = 0; at < words.length && tokens.length < MAX_WEAK_TOKENS; at += PASSAGE) {
    tokens.push(...contentTokens(words.slice(at, at + PASSAGE).join(' ')));
  }
  return tokens.slice(0, MAX_WEAK_TOKENS);
}
