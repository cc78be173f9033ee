import type { Allergen, Diet } from '#agents/search/product.ts';
import type { ProductFilters, ProductSort } from '#agents/search/product-index.ts';
import { COMMON_WORDS } from './common-words.ts';
import { allergensOf, dietAt, dietWithout } from './food-facts.ts';
import { privativeOf } from './privative.ts';
import { superlativeOf } from './reference-reading.ts';
import { thriftAt } from './thrift-reading.ts';
import type { Token } from './token.ts';
import type { CatalogueVocabulary } from './vocabulary.ts';

export interface ConstraintReading {
  readonly filters: ProductFilters;
  readonly excludeTerms: readonly string[];
  readonly sort: ProductSort;
  /** What is left to search for. */
  readonly rest: readonly Token[];
}

const CHEAP = new Set('cheap cheaper cheapest inexpensive affordable budget lowest economical'.split(' '));
const SKIPPED_BEFORE_TERM = new Set(
  'the a an any some made contain contains containing have has having with of in'.split(' '),
);

/** Takes diets, allergens, exclusions, brands, organic, stock and sort words out of a noun phrase. */
export function readConstraints(
  tokens: readonly Token[],
  vocabulary: CatalogueVocabulary,
): ConstraintReading {
  const lemmas = tokens.map((token) => token.lemma);
  const diets = new Set<Diet>();
  const allergens = new Set<Allergen>();
  const brands = new Set<string>();
  const excludeTerms: string[] = [];
  const rest: Token[] = [];
  let organic = false;
  let inStock = false;
  let sort: ProductSort = 'relevance';
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (!token) break;
    const brand = brandAt(lemmas, at, vocabulary);
    if (brand) {
      brands.add(brand.label);
      rest.push(...tokens.slice(at, at + brand.length));
      at += brand.length;
      continue;
    }
    const thrift = thriftAt(tokens, at);
    if (thrift > 0) {
      if (sort === 'relevance') sort = 'price';
      at += thrift;
      continue;
    }
    const free = freeOf(lemmas, at);
    const diet = lemmas[at + 2] === 'added' || token.text === 'veggies' ? null : dietAt(lemmas, at);
    if (diet) {
      diets.add(diet.diet);
      at += diet.length;
      continue;
    }
    if (free) {
      for (const allergen of free) allergens.add(allergen);
      at += 2;
      continue;
    }
    // what has no caffeine is sold by its own name
    if (token.lemma === 'caffeine' && lemmas[at + 1] === 'free') {
      rest.push(named(token, 'decaf'));
      at += 2;
      continue;
    }
    const without = lemmas[at + 1] === 'free' ? privativeOf(token.lemma, vocabulary) : null;
    if (without !== null) {
      rest.push(named(token, without));
      at += 2;
      continue;
    }
    const cue = exclusionCue(tokens, at, vocabulary);
    if (cue > 0 && tokens[at + cue]?.lemma === 'caffeine') {
      rest.unshift(named(token, 'decaf'));
      at += cue + 1;
      continue;
    }
    if (cue > 0) {
      const before = rest.length === 0 && token.text === 'no';
      const term = before
        ? (oneWordTerm(tokens, at + cue, vocabulary) ?? exclusionTerm(tokens, at + cue, vocabulary))
        : exclusionTerm(tokens, at + cue, vocabulary);
      const [only] = term.tokens.length === 1 ? (term.tokens[0] ?? []) : [];
      const called =
        only !== undefined && term.tokens[0]?.length === 1 ? privativeOf(only.lemma, vocabulary) : null;
      if (only !== undefined && called !== null) {
        rest.unshift(named(only, called));
        at = term.next;
        continue;
      }
      addExclusion(term.tokens, tokens[at + cue - 1]?.text === 'not', { diets, allergens, excludeTerms });
      at = term.next;
      continue;
    }
    const ofHouse = HOUSE.has(token.text) && ['brand', 'label'].includes(tokens[at + 1]?.text ?? '');
    if (ofHouse && vocabulary.houseBrand !== null) {
      brands.add(vocabulary.houseBrand);
      at += 2;
      continue;
    }
    const pair = superlativeOf(`${token.text} ${tokens[at + 1]?.text ?? ''}`);
    const by = pair ?? superlativeOf(token.text);
    if (by === 'cheapest' || by === 'dearest' || by === 'best_value' || CHEAP.has(token.text)) {
      const tooMuch = ['too', 'so', 'bit', 'very'].includes(tokens[at - 1]?.text ?? '');
      if (sort === 'relevance')
        sort = by === 'dearest' && !tooMuch ? 'price_desc' : by === 'best_value' ? 'unit_price' : 'price';
      at += pair !== null ? 2 : 1;
      continue;
    }
    if (token.text === 'organic') organic = true;
    else if (token.text === 'in' && lemmas[at + 1] === 'stock') {
      inStock = true;
      at += 1;
    } else if (token.text === 'per' && at > 0) {
      if (sort === 'price') sort = 'unit_price';
      at += 1;
    } else rest.push(token);
    at += 1;
  }
  return {
    filters: {
      ...(diets.size > 0 ? { diets: [...diets] } : {}),
      ...(allergens.size > 0 ? { excludeAllergens: [...allergens] } : {}),
      ...(brands.size > 0 ? { brands: [...brands] } : {}),
      ...(organic ? { organic: true } : {}),
      ...(inStock ? { inStock: true } : {}),
    },
    excludeTerms,
    sort,
    rest,
  };
}

/** Before "brand": the grocer's own. */
const HOUSE = new Set('store house own generic shop private'.split(' '));

function named(token: Token, text: string): Token {
  return { ...token, kind: 'word', text, lemma: text };
}

/** A brand named here; one whose only word is a common word or a food ("Kind", "Sprite") stays a search word. */
function brandAt(lemmas: readonly string[], at: number, vocabulary: CatalogueVocabulary) {
  const brand = vocabulary.phrasesAt(lemmas, at).find((match) => match.kind === 'brand');
  if (!brand) return null;
  const word = lemmas[at] ?? '';
  const vague =
    brand.length === 1 && (COMMON_WORDS.has(word) || vocabulary.isShoppable(word) || word.length < 3);
  return vague ? null : brand;
}

/** "egg free", "soy free" for what no diet names. */
function freeOf(lemmas: readonly string[], at: number): readonly Allergen[] | null {
  if (lemmas[at + 1] !== 'free' || lemmas[at + 2] === 'of' || lemmas[at + 2] === 'range') return null;
  const allergens = allergensOf([lemmas[at] ?? '']);
  return allergens.length > 0 ? allergens : null;
}

const WHOLE = new Set('everything all them it'.split(' '));

/** How many tokens at `at` say "without"; 0 when none do. */
export function exclusionCue(tokens: readonly Token[], at: number, vocabulary: CatalogueVocabulary): number {
  const [first, second, third, fourth] = [0, 1, 2, 3].map((offset) => tokens[at + offset]?.text ?? '');
  if (first === 'but' && (second === 'not' || second === 'no' || second === 'without')) return 2;
  // of "everything but the eggs" only the end may be at hand
  if (first === 'but' && second === 'the' && (at === 0 || WHOLE.has(tokens[at - 1]?.text ?? ''))) return 1;
  if (first === 'but' && (second === 'nothing' || second === 'none')) return third === 'with' ? 3 : 2;
  if (
    (first === 'that' || first === 'which') &&
    (second === 'do' || second === 'does' || second === 'is' || second === 'are')
  )
    return third === 'not' ? (fourth === 'contain' || fourth === 'have' ? 4 : 3) : 0;
  if (first === 'nothing' && (second === 'with' || second === 'containing')) return 2;
  if (first === 'free' && (second === 'of' || second === 'from')) return 2;
  if (first === 'other' && second === 'than') return 2;
  if ((first === 'apart' || first === 'aside') && second === 'from') return 2;
  if (first === 'except') return second === 'for' ? 2 : 1;
  if (first === 'anything' && second === 'but') return 2;
  if (first === 'without' || first === 'excluding' || first === 'minus' || first === 'not') return 1;
  if (first === 'avoid' || first === 'avoiding') return 1;
  if (first === 'hold') return second === 'the' || second === 'any' ? 2 : 0;
  if (third === 'added') return 0;
  const noun = tokens[at + 1]?.lemma ?? '';
  const ofThing = tokens[at + 2]?.kind === 'word' && privativeOf(noun, vocabulary) !== null;
  const named = !ofThing && vocabulary.pairCount(first ?? '', noun) > 0;
  return (first === 'no' || first === 'non') && second !== '' && !named ? 1 : 0;
}

/** "no dairy yogurt": what stands before its noun turns down one word only. */
function oneWordTerm(
  tokens: readonly Token[],
  at: number,
  vocabulary: CatalogueVocabulary,
): { readonly tokens: readonly (readonly Token[])[]; readonly next: number } | null {
  const token = tokens[at];
  if (!token || tokens[at + 1]?.kind !== 'word') return null;
  const fact =
    dietWithout(token.lemma) !== null ||
    allergensOf([token.lemma]).length > 0 ||
    privativeOf(token.lemma, vocabulary) !== null;
  return fact && !['or', 'and', 'nor', 'but'].includes(tokens[at + 1]?.text ?? '')
    ? { tokens: [[token]], next: at + 1 }
    : null;
}

function exclusionTerm(
  tokens: readonly Token[],
  from: number,
  vocabulary: CatalogueVocabulary,
): { readonly tokens: readonly (readonly Token[])[]; readonly next: number } {
  const terms: Token[][] = [[]];
  let at = from;
  for (; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token || (token.text === 'but' && at > from)) break;
    if (['or', 'and', ',', 'nor'].includes(token.text)) {
      if ((terms[terms.length - 1] ?? []).length > 0) terms.push([]);
      continue;
    }
    if (at > from && exclusionCue(tokens, at, vocabulary) > 0) break;
    const current = terms[terms.length - 1];
    if (current && !(current.length === 0 && SKIPPED_BEFORE_TERM.has(token.text))) current.push(token);
  }
  return { tokens: terms.filter((term) => term.length > 0), next: at };
}

function addExclusion(
  terms: readonly (readonly Token[])[],
  byNot: boolean,
  into: { readonly diets: Set<Diet>; readonly allergens: Set<Allergen>; readonly excludeTerms: string[] },
): void {
  for (const term of terms) {
    const words = term.filter(
      (token) => !['one', 'ones', 'please', 'kind', 'stuff', 'in', 'it'].includes(token.text),
    );
    if (words.length === 0) continue;
    const lemmas = words.map((token) => token.lemma);
    // "milk that's not from a cow"
    if (lemmas.includes('cow') && lemmas.every((lemma) => ['from', 'a', 'cow', 'milk'].includes(lemma))) {
      into.diets.add('dairy_free');
      continue;
    }
    const diet = lemmas.length === 1 ? dietWithout(lemmas[0] ?? '') : null;
    const allergens = allergensOf(lemmas);
    if (diet !== null) into.diets.add(diet);
    // "not almond" turns a kind down, "without almonds" asks for what is free of it
    else if (allergens.length > 0 && !byNot) for (const allergen of allergens) into.allergens.add(allergen);
    else {
      into.excludeTerms.push(words.map((token) => token.text).join(' '));
      if (lemmas[0] === 'dairy') into.diets.add('dairy_free');
    }
  }
}
