import {
  allergenIsDerived,
  allergenPresent,
  dietHolds,
  dietIsDerived,
  tellingDiets,
} from '#agents/search/diet-facts.ts';
import type { Allergen, Diet, Product } from '#agents/search/product.ts';
import type { ProductAspect } from '#agents/supervisor/intent.ts';
import { citeProduct } from './cite.ts';
import { formatMoney, wordUnitPrice } from './money.ts';
import { allergenWords, dietWords } from './name-facts.ts';
import { listSome, listWords, type Sentence, SPOKEN_NAMES, say } from './sentence.ts';

export interface ProductQuestion {
  readonly aspect: ProductAspect;
  readonly diet?: Diet | undefined;
  readonly allergen?: Allergen | undefined;
  /** How many of it the price is asked for. Default 1. */
  readonly pieces?: number | undefined;
}

type UnitPrice = (product: Product) => { readonly cents: number; readonly per: string } | null;

/** A stock that is worth telling. */
const FEW = 5;
/** Said where no statement of the label, but its ingredient list is what the answer stands on. */
const BY_INGREDIENTS = ', going by its ingredients';
/** Products that a question on several is answered for one by one. */
const ANSWERED = 3;

/** Answers a question on several products; yes and no, where that is the answer, in one sentence. */
export function wordProductAnswers(
  products: readonly Product[],
  question: ProductQuestion,
  unitPriceOf: UnitPrice,
): readonly Sentence[] {
  const { diet, allergen } = question;
  if (products.length > 1 && question.aspect === 'diet' && diet !== undefined) {
    return [sortOut(products, (product) => factWords(dietHolds(product, diet), dietWords(diet)))];
  }
  if (products.length > 1 && question.aspect === 'allergen' && allergen !== undefined) {
    return [sortOut(products, (product) => allergenVerb(product, allergen))];
  }
  return products.slice(0, ANSWERED).map((product) => wordProductAnswer(product, question, unitPriceOf));
}

/** "A and B are vegan; C is not." Each way it is gets its products; `say` gives the words for one and for several. */
function sortOut(
  products: readonly Product[],
  verbs: (product: Product) => readonly [one: string, several: string],
): Sentence {
  const groups = Map.groupBy(products, (product) => verbs(product)[0]);
  const parts = [...groups.values()].map((same) => {
    const [first] = same;
    const [one, several] = first === undefined ? ['', ''] : verbs(first);
    const names = listSome(
      same.map(({ name }) => name),
      ANSWERED,
    );
    const verb = same.length === 1 ? one : several;
    return { written: `${names} ${verb}`, spoken: `${same.length} ${verb}` };
  });
  const written = `${parts.map((part) => part.written).join('; ')}.`;
  return say(
    written,
    products.map((product) => citeProduct(product)),
    products.length <= SPOKEN_NAMES
      ? written
      : `Of these ${products.length}, ${parts.map((part) => part.spoken).join(' and ')}.`,
  );
}

function factWords(fact: 'yes' | 'no' | 'unknown', what: string): readonly [string, string] {
  if (fact === 'yes') return [`is ${what}`, `are ${what}`];
  if (fact === 'no') return [`is not ${what}`, `are not ${what}`];
  return [`doesn't say whether it is ${what}`, `don't say whether they are ${what}`];
}

function allergenVerb(product: Product, allergen: Allergen): readonly [string, string] {
  const word = allergenWords(allergen);
  switch (allergenFact(product, allergen)) {
    case 'contains':
      return [`contains ${word}`, `contain ${word}`];
    case 'may_contain':
      return [`may contain ${word}`, `may contain ${word}`];
    case 'free':
      return [`lists no ${word}`, `list no ${word}`];
    case 'unknown':
      return [`doesn't say whether it contains ${word}`, `don't say whether they contain ${word}`];
  }
}

/** Wheat counts as gluten, as it does for every filter. */
function allergenFact(
  { allergens }: Product,
  allergen: Allergen,
): 'contains' | 'may_contain' | 'free' | 'unknown' {
  const labels = (listed: readonly Allergen[]) =>
    allergenPresent({ allergens: { contains: listed, mayContain: [], declared: true } }, allergen) === 'yes';
  if (labels(allergens.contains)) return 'contains';
  if (labels(allergens.mayContain)) return 'may_contain';
  return allergens.declared ? 'free' : 'unknown';
}

/** Answers a question on one product from its record alone; what the record lacks is said to be unknown. */
export function wordProductAnswer(
  product: Product,
  question: ProductQuestion,
  unitPriceOf: UnitPrice,
): Sentence {
  const answer = answerOf(product, question, unitPriceOf);
  return say(answer, [citeProduct(product, [answer].flat().join(' '))]);
}

function answerOf(
  product: Product,
  { aspect, diet, allergen, pieces = 1 }: ProductQuestion,
  unitPriceOf: UnitPrice,
): string | readonly string[] {
  const { name, currency } = product;
  switch (aspect) {
    case 'price':
    case 'unit_price':
      return wordPrice(product, unitPriceOf, pieces);
    case 'availability':
      if (product.stock === null) return `We carry ${name}, but I don't know how many are left.`;
      return product.stock > 0
        ? `Yes, ${name} is in stock${product.stock <= FEW ? ` (only ${product.stock} left)` : ''}.`
        : `${name} is out of stock right now.`;
    case 'size':
    case 'count':
      if (product.size === null) return `I don't know the size of ${name}.`;
      if (product.size.unit === 'each' && product.size.amount === 1) return `${name} is sold by the piece.`;
      return aspect === 'count' && product.size.count > 1
        ? `${name} holds ${product.size.count} (${product.size.text}).`
        : `${name} comes as ${product.size.text}.`;
    case 'diet':
      return diet === undefined ? wordDiets(product) : wordDiet(product, diet);
    case 'allergen':
      return allergen === undefined ? wordAllergens(product) : wordAllergen(product, allergen);
    case 'ingredients':
      return product.ingredients === null
        ? `I don't know the ingredients of ${name}.`
        : `${name} contains: ${product.ingredients}.`;
    case 'brand':
      return product.brand === null
        ? `${name} has no brand that I know of.`
        : `${name} is by ${product.brand}.`;
    case 'general': {
      const parts = [
        product.size?.text,
        product.priceCents === null ? null : formatMoney(product.priceCents, currency),
      ];
      const known = parts.filter((part) => part != null);
      const diets = tellingDiets(product);
      return [
        `${name}${known.length === 0 ? ' is on our shelves' : `: ${known.join(', ')}`}.`,
        ...(product.organic === 'unknown'
          ? []
          : [`It is ${product.organic === 'yes' ? '' : 'not '}organic.`]),
        ...(diets.length === 0 ? [] : [wordDiets(product)]),
      ];
    }
  }
}

function wordPrice(product: Product, unitPriceOf: UnitPrice, pieces: number): string {
  if (product.priceCents === null) return `I don't know the price of ${product.name}.`;
  const unitPrice = unitPriceOf(product);
  const size = product.size === null ? '' : ` for ${product.size.text}`;
  const per = unitPrice === null ? '' : ` (${wordUnitPrice(unitPrice, product.currency)})`;
  if (product.size?.text === 'each') {
    const all =
      pieces > 1 ? `; ${pieces} come to ${formatMoney(pieces * product.priceCents, product.currency)}` : '';
    return `${product.name}: ${formatMoney(product.priceCents, product.currency)} each${all}.`;
  }
  return `${product.name} costs ${formatMoney(product.priceCents, product.currency)}${size}${per}.`;
}

function wordDiet(product: Product, diet: Diet): string {
  const fact = dietHolds(product, diet);
  const by = dietIsDerived(product, diet) ? BY_INGREDIENTS : '';
  if (fact === 'yes') return `Yes, ${product.name} is ${dietWords(diet)}${by}.`;
  if (fact === 'no') return `No, ${product.name} is not ${dietWords(diet)}${by}.`;
  return `I can't tell: the label of ${product.name} does not say whether it is ${dietWords(diet)}.`;
}

function wordDiets(product: Product): string {
  const diets = tellingDiets(product).map(dietWords);
  return diets.length === 0 ? `I don't know which diets ${product.name} fits.` : `It is ${listWords(diets)}.`;
}

function wordAllergen(product: Product, allergen: Allergen): string {
  const word = allergenWords(allergen);
  const { name } = product;
  const derived = allergenIsDerived(product, allergen);
  switch (allergenFact(product, allergen)) {
    case 'contains':
      return `Yes, ${name} contains ${word}${derived ? BY_INGREDIENTS : ''}.`;
    case 'may_contain':
      return `${name} may contain ${word}.`;
    case 'free':
      return derived
        ? `No ingredient of ${name} is a source of ${word}, as far as its list tells.`
        : `No, the label of ${name} lists no ${word}.`;
    case 'unknown':
      return `I can't tell: the label of ${name} does not say whether it contains ${word}.`;
  }
}

function wordAllergens(product: Product): string {
  const { contains, mayContain, declared } = product.allergens;
  if (!declared && contains.length === 0)
    return `I can't tell: the label of ${product.name} does not state its allergens.`;
  const parts = [
    contains.length === 0 ? 'lists no allergen' : `contains ${listWords(contains.map(allergenWords))}`,
    ...(mayContain.length === 0 ? [] : [`may contain ${listWords(mayContain.map(allergenWords))}`]),
  ];
  return `${product.name} ${listWords(parts)}${declared ? '' : '; its statement is not complete'}.`;
}
