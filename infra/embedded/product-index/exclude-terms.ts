import { ALLERGENS, type Allergen, DIETS, type Diet } from '#agents/search/product.ts';
import { contentTokens, tokenize } from '#agents/search/tokenize.ts';
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
};
/** Where the catalogue states no facts: foods of milk, and the words that make them not of milk. */
const DAIRY_FOODS = 'milk cheese butter cream yogurt kefir ghee whey buttermilk custard paneer'.split(' ');
const PLANT_WORDS =
  'oat almond soy soya soymilk coconut cashew rice hemp pea flax macadamia hazelnut pistachio walnut quinoa vegan plant based nondairy peanut apple cocoa shea body'.split(
    ' ',
  );
const DENIALS_BEFORE = new Set(['no', 'non', 'without', 'zero', 'not']);
const DENIALS_AFTER = new Set(['free', 'less']);
const SAID_IN = FIELD.name | FIELD.alias | FIELD.category;

/** Compiles excluded words into one test: true for a product to leave out. Each term excludes what has all its words. */
export function compileExclusions(
  terms: readonly string[],
  columns: ProductColumns,
  postings: TermPostings,
): ((slot: number) => boolean) | null {
  const tests = terms
    .map((term) => contentTokens(term).map((token) => tokenTest(token, columns, postings)))
    .filter((parts) => parts.length > 0);
  if (tests.length === 0) return null;
  return (slot) => tests.some((parts) => parts.every((part) => part(slot)));
}

function tokenTest(
  token: string,
  columns: ProductColumns,
  postings: TermPostings,
): (slot: number) => boolean {
  const named = slotsSaying([token], postings);
  const said = (slot: number) => named.has(slot) && !denies(columns.names[slot] ?? '', token);
  const fact = Object.hasOwn(FACT_WORDS, token) ? FACT_WORDS[token] : undefined;
  if (fact === undefined) return said;
  const diet = (DIETS as readonly string[]).indexOf(fact);
  const allergen = (ALLERGENS as readonly string[]).indexOf(fact);
  const byName = fact === 'dairy_free' || fact === 'vegan' ? dairyByName(postings) : said;
  return (slot) => {
    const [no, yes] =
      diet >= 0
        ? [columns.dietNo[slot] as number, columns.dietYes[slot] as number]
        : [columns.allergenYes[slot] as number, columns.allergenNo[slot] as number];
    const bit = 1 << (diet >= 0 ? diet : allergen);
    if ((no & bit) !== 0) return true;
    if ((yes & bit) !== 0) return false;
    return byName(slot);
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

/** "Sugar Free Gum" and "No Sugar Added" name sugar without having it. */
function denies(name: string, token: string): boolean {
  const tokens = tokenize(name);
  return tokens.some(
    (it, at) =>
      it === token && (DENIALS_BEFORE.has(tokens[at - 1] ?? '') || DENIALS_AFTER.has(tokens[at + 1] ?? '')),
  );
}
