import { DIETS } from '#agents/search/product.ts';
import type { ProductFilters } from '#agents/search/product-index.ts';
import { contentTokens, nameKey } from '#agents/search/tokenize.ts';
import { factNamedBy } from '#infra/embedded/product-index/exclude-terms.ts';
import { allOf, and, anyOf, atLeast, atMost, equal, type Filter, not, or } from './filter.ts';

export interface CompiledFilters {
  /** What passes: every fact that is asked for is known and fits. Null: everything passes. */
  readonly passes: Filter | null;
  /** What no known fact rules out; null when nothing that is asked for can be unknown. */
  readonly mayPass: Filter | null;
}

/** Compiles the hard constraints of a query for the engine. An unknown fact never satisfies one. */
export function compileFilters(filters: ProductFilters, excludeTerms: readonly string[]): CompiledFilters {
  const certain = [
    filters.productIds === undefined ? null : anyOf('productId', filters.productIds),
    filters.brands?.length ? or(filters.brands.map(ofBrand)) : null,
    filters.categories?.length
      ? or([
          anyOf('categoryKey', filters.categories.map(nameKey)),
          anyOf('departmentKey', filters.categories.map(nameKey)),
        ])
      : null,
    filters.inStock === true ? equal('inStock', true) : null,
    ...excludeTerms.map(without),
  ];
  const facts = [
    priceWithin(filters),
    filters.organic === undefined
      ? null
      : {
          holds: equal('organic', filters.organic ? 'yes' : 'no'),
          unknown: equal('organic', 'unknown'),
        },
    ...(filters.diets ?? []).map((diet) => known('dietsYes', 'dietsNo', diet)),
    ...(filters.excludeAllergens ?? []).map((allergen) => known('allergensNo', 'allergensYes', allergen)),
  ].filter((fact) => fact !== null);
  return {
    passes: and([...certain, ...facts.map(({ holds }) => holds)]),
    mayPass:
      facts.length === 0
        ? null
        : and([...certain, ...facts.map(({ holds, unknown }) => or([holds, unknown]))]),
  };
}

interface Fact {
  readonly holds: Filter;
  readonly unknown: Filter;
}

function priceWithin({ minPriceCents, maxPriceCents }: ProductFilters): Fact | null {
  if (minPriceCents === undefined && maxPriceCents === undefined) return null;
  const holds = and([
    equal('priceKnown', true),
    minPriceCents === undefined ? null : atLeast('priceUp', minPriceCents),
    maxPriceCents === undefined ? null : atMost('priceUp', maxPriceCents),
  ]);
  return holds === null ? null : { holds, unknown: equal('priceKnown', false) };
}

function known(whereItHolds: string, whereItDoesNot: string, value: string): Fact {
  return {
    holds: anyOf(whereItHolds, [value]),
    unknown: not(or([anyOf(whereItHolds, [value]), anyOf(whereItDoesNot, [value])]) as Filter),
  };
}

/** By the stated brand; where the catalogue states none, by the words of the name. */
function ofBrand(brand: string): Filter | null {
  const named = allOf('strong', contentTokens(brand));
  return or([equal('brandKey', nameKey(brand)), named === null ? null : and([equal('brandKey', ''), named])]);
}

/** What has all words of any of these terms; a word that names a fact goes by the fact before the name. */
export function havingAny(terms: readonly string[]): Filter | null {
  return or(
    terms.map((term) => {
      const tokens = contentTokens(term);
      const parts = tokens.map((token) =>
        // Of several words each is a name first: Swedish fish is no fish, and is meant by its name all the same.
        tokens.length === 1 ? meantBy(token) : or([meantBy(token), anyOf('said', [token])]),
      );
      return and(parts);
    }),
  );
}

function without(term: string): Filter | null {
  const having = havingAny([term]);
  return having === null ? null : not(having);
}

function meantBy(token: string): Filter | null {
  const fact = factNamedBy(token);
  const said = anyOf('said', [token]);
  if (fact === undefined) return said;
  const isDiet = (DIETS as readonly string[]).includes(fact);
  const rulesOut = isDiet ? anyOf('dietsNo', [fact]) : anyOf('allergensYes', [fact]);
  const vouches = isDiet ? anyOf('dietsYes', [fact]) : anyOf('allergensNo', [fact]);
  const byName = fact === 'dairy_free' || fact === 'vegan' ? equal('dairyByName', true) : said;
  return or([rulesOut, and([not(vouches), byName])]);
}
