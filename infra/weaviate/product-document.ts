import { createHash } from 'node:crypto';
import { allergenPresent, dietHolds } from '#agents/search/diet-facts.ts';
import { PRICE_BANDS, priceBandOf } from '#agents/search/price-band.ts';
import { ALLERGENS, DIETS, type Product } from '#agents/search/product.ts';
import { foldText, nameKey, tokenize } from '#agents/search/tokenize.ts';
import { unitRate } from '#agents/search/unit-price.ts';
import { deniedWords } from '#infra/embedded/product-index/denied-words.ts';
import { isDairyByName } from '#infra/embedded/product-index/exclude-terms.ts';
import { productTerms } from '#infra/embedded/product-index/product-terms.ts';
import { FIELD } from '#infra/embedded/product-index/term-postings.ts';

/**
 * A product as it is indexed. Words are analysed here, by the analysis of the embedded index, so that both index the
 * same words; the engine only splits them at spaces.
 */
export interface ProductDocument {
  readonly productId: string;
  /** Fingerprint of everything below. */
  readonly hash: string;
  /** The whole product as JSON. */
  readonly record: string;
  readonly nameWords: string;
  readonly headWord: string;
  readonly aliasWords: string;
  readonly brandWords: string;
  readonly categoryWords: string;
  readonly departmentWords: string;
  readonly weakWords: string;
  /** Words that make the product match by contract: of name, aliases, brand and category. */
  readonly strong: readonly string[];
  /** The name and the aliases, each as one spelling. */
  readonly exact: readonly string[];
  /** Words of name, aliases and category that the name does not deny ("sugar free"). */
  readonly said: readonly string[];
  readonly dairyByName: boolean;
  readonly brand: string;
  readonly category: string;
  readonly department: string;
  readonly brandKey: string;
  readonly categoryKey: string;
  readonly departmentKey: string;
  readonly dietsYes: readonly string[];
  readonly dietsNo: readonly string[];
  readonly allergensYes: readonly string[];
  readonly allergensNo: readonly string[];
  readonly organic: string;
  /** False only when the catalogue says that there is none. */
  readonly inStock: boolean;
  readonly priceKnown: boolean;
  readonly priceBand: string;
  /** The price, or past every price, so that products without one come last both ways. */
  readonly priceUp: number;
  readonly priceDown: number;
  /** Cents per gram, millilitre or item; 0 without one. */
  readonly rate: number;
  readonly rateUnit: string;
  readonly sortName: string;
  /** The pack in grams, millilitres or items; nothing of it is known when the unit is empty. */
  readonly packAmount: number;
  readonly packUnit: string;
  readonly packCount: number;
}

/** What stands for a price that is not known. */
export const PAST_EVERY_PRICE = 2_000_000_000;
export const NO_RATE_UNIT = 'none';

export function productDocument(product: Product): ProductDocument {
  const { terms, exactKeys } = productTerms(product);
  const wordsIn = (fields: number) =>
    [...terms].flatMap(([term, weight]) => ((weight.fields & fields) !== 0 ? [term] : []));
  const strong = wordsIn(FIELD.name | FIELD.alias | FIELD.brand | FIELD.category);
  const sayable = wordsIn(FIELD.name | FIELD.alias | FIELD.category);
  const denied = deniedWords(tokenize(product.name));
  const rate = unitRate(product);
  const { priceCents } = product;
  const facts = {
    productId: product.id,
    record: JSON.stringify(product),
    nameWords: tokenize(product.name).join(' '),
    headWord: wordsIn(FIELD.head).join(' '),
    aliasWords: product.aliases.flatMap(tokenize).join(' '),
    brandWords: tokenize(product.brand ?? '').join(' '),
    categoryWords: tokenize(product.category).join(' '),
    departmentWords: wordsIn(FIELD.department).join(' '),
    weakWords: wordsIn(FIELD.weak).join(' '),
    strong,
    exact: exactKeys,
    said: sayable.filter((word) => !denied.has(word)),
    dairyByName: isDairyByName(new Set(sayable)) && !denied.has('dairy'),
    brand: product.brand ?? '',
    category: product.category,
    department: product.department,
    brandKey: nameKey(product.brand ?? ''),
    categoryKey: nameKey(product.category),
    departmentKey: nameKey(product.department),
    dietsYes: DIETS.filter((diet) => dietHolds(product, diet) === 'yes'),
    dietsNo: DIETS.filter((diet) => dietHolds(product, diet) === 'no'),
    allergensYes: ALLERGENS.filter((allergen) => allergenPresent(product, allergen) === 'yes'),
    allergensNo: ALLERGENS.filter((allergen) => allergenPresent(product, allergen) === 'no'),
    organic: product.organic,
    inStock: product.stock !== 0,
    priceKnown: priceCents !== null,
    priceBand: priceCents === null ? '' : (PRICE_BANDS[priceBandOf(priceCents)] ?? ''),
    priceUp: priceCents ?? PAST_EVERY_PRICE,
    priceDown: priceCents ?? -1,
    rate: rate?.centsPerUnit ?? 0,
    rateUnit: rate?.unit ?? NO_RATE_UNIT,
    sortName: foldText(product.name),
    packAmount: product.size?.amount ?? 0,
    packUnit: product.size?.unit ?? '',
    packCount: product.size?.count ?? 0,
  };
  return {
    ...facts,
    hash: createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 16),
  };
}
