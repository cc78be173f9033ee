import { ALLERGENS, type Allergen, DIETS, type Diet } from '#agents/search/product.ts';
import { contentTokens, tokenize } from '#agents/search/tokenize.ts';
import { deniedWords } from './denied-words.ts';
import type { ProductColumns } from './product-columns.ts';
import { FIELD, type TermPostings } from './term-postings.ts';

/** Words that name a fact rather than a product: what the facts say goes before what the name says. */
const FACT_WORDS: Readonly<Record<string, Diet | Allergen>> = {
  dairy: 'dairy_free',
  cow: 'dairy_free',
  animal: 'vegan',
  lactose: 'lactose_free',
  gluten: 'gluten_free',
  wheat: 'wheat',
  nut: 'nut_free',
  peanut: 'peanut',
  egg: 'egg',
  soy: 'soy',
  sesame: 'sesame',
  shellfish: 'shellfish',
  fish: 'fish',
  meat: 'vegetarian',
};
/** Where the catalogue states no facts: foods of milk, and the words that make them not of milk. */
const DAIRY_FOODS = 'milk cheese butter cream yogurt kefir ghee whey buttermilk custard paneer'.split(' ');
const PLANT_WORDS =
  'oat almond soy soya soymilk coconut cashew rice hemp pea flax macadamia hazelnut pistachio walnut quinoa vegan plant based nondairy peanut apple cocoa shea body'.split(
    ' ',
  );
const SAID_IN = FIELD.name | FIELD.alias | FIELD.category;

/** The fact that a word names rather than a product; undefined when it names none. */
export function factNamedBy(token: string): Diet | Allergen | undefined {
  return Object.hasOwn(FACT_WORDS, token) ? FACT_WORDS[token] : undefined;
}

/** Whether a product of these words is of milk as far as its words tell. */
export function isDairyByName(words: ReadonlySet<string>): boolean {
  return DAIRY_FOODS.some((word) => words.has(word)) && !PLANT_WORDS.some((word) => words.has(word));
}

/** Compiles excluded words into one test: true for a product to leave out. Each term excludes what has all its words. */
export function compileExclusions(
  terms: readonly string[],
  columns: ProductColumns,
  postings: TermPostings,
): ((slot: number) => boolean) | null {
  const tests = terms
    .map((term) => contentTokens(term))
    .map((tokens) => tokens.map((token) => tokenTest(token, tokens.length === 1, columns, postings)))
    .filter((parts) => parts.length > 0);
  if (tests.length === 0) return null;
  return (slot) => tests.some((parts) => parts.every((part) => part(slot)));
}

function tokenTest(
  token: string,
  alone: boolean,
  columns: ProductColumns,
  postings: TermPostings,
): (slot: number) => boolean {
  const named = slotsSaying([token], postings);
  // "Sugar Free Gum" and "No Sugar Added" name sugar without having it.
  const denies = (slot: number) => deniedWords(tokenize(columns.names[slot] ?? '')).has(token);
  const said = (slot: number) => named.has(slot) && !denies(slot);
  const fact = factNamedBy(token);
  if (fact === undefined) return said;
  const diet = (DIETS as readonly string[]).indexOf(fact);
  const allergen = (ALLERGENS as readonly string[]).indexOf(fact);
  const dairy = fact === 'dairy_free' || fact === 'vegan' ? dairyByName(postings) : null;
  const byName = dairy === null ? said : (slot: number) => dairy(slot) && !denies(slot);
  return (slot) => {
    const [no, yes] =
      diet >= 0
        ? [columns.dietNo[slot] as number, columns.dietYes[slot] as number]
        : [columns.allergenYes[slot] as number, columns.allergenNo[slot] as number];
    const bit = 1 << (diet >= 0 ? diet : allergen);
    if ((no & bit) !== 0) return true;
    // Of several words each is a name first: Swedish fish is no fish, and is meant by its name all the same.
    if ((yes & bit) !== 0) return !alone && said(slot);
    return byName(slot) || (!alone && said(slot));
  };
}

function dairyByName(postings: TermPostings): (slot: number) => boolean {
  const dairy = slotsSaying(DAIRY_FOODS, postings);
  const plants = slotsSaying(PLANT_WORDS, postings);
  return (slot) => dairy.has(slot) && !plants.has(slot);
}

function slotsSaying(tokens: readonly string[], postings: TermPostings): ReadonlySet<number> {
  const slots = new Set<number>();
  for (const token of tokens) {
    const id = postings.idOf(token);
    if (id < 0) continue;
    const { from, to } = postings.range(id);
    for (let at = from; at < to; at += 1) {
      if (((postings.fields[at] as number) & SAID_IN) !== 0) slots.add(postings.slots[at] as number);
    }
  }
  return slots;
}
