import type { Allergen, Diet, Product } from '#agents/search/product.ts';
import type { ProductAspect } from '#agents/supervisor/intent.ts';
import { citeProduct } from './cite.ts';
import { formatMoney } from './money.ts';
import { allergenWords, dietWords } from './name-facts.ts';
import { listWords, type Sentence, say } from './sentence.ts';

export interface ProductQuestion {
  readonly aspect: ProductAspect;
  readonly diet?: Diet | undefined;
  readonly allergen?: Allergen | undefined;
}

type UnitPrice = (product: Product) => { readonly cents: number; readonly per: string } | null;

/** Answers a question on one product from its record alone; what the record lacks is said to be unknown. */
export function wordProductAnswer(
  product: Product,
  question: ProductQuestion,
  unitPriceOf: UnitPrice,
): Sentence {
  const answer = answerOf(product, question, unitPriceOf);
  return say(answer, [citeProduct(product, answer)]);
}

function answerOf(
  product: Product,
  { aspect, diet, allergen }: ProductQuestion,
  unitPriceOf: UnitPrice,
): string {
  const { name, currency } = product;
  switch (aspect) {
    case 'price':
    case 'unit_price':
      return wordPrice(product, unitPriceOf);
    case 'availability':
      if (product.stock === null) return `We carry ${name}; its stock isn't stated.`;
      return product.stock > 0
        ? `Yes, ${name} is in stock (${product.stock} left).`
        : `${name} is out of stock right now.`;
    case 'size':
    case 'count':
      if (product.size === null) return `The size of ${name} isn't stated.`;
      return aspect === 'count' && product.size.count > 1
        ? `${name} holds ${product.size.count} (${product.size.text}).`
        : `${name} comes as ${product.size.text}.`;
    case 'diet':
      return diet === undefined ? wordDiets(product) : wordDiet(product, diet);
    case 'allergen':
      return allergen === undefined ? wordAllergens(product) : wordAllergen(product, allergen);
    case 'ingredients':
      return product.ingredients === null
        ? `The ingredients of ${name} aren't stated.`
        : `${name} contains: ${product.ingredients}.`;
    case 'brand':
      return product.brand === null ? `${name} carries no brand.` : `${name} is by ${product.brand}.`;
    case 'general': {
      const parts = [
        product.size?.text,
        product.priceCents === null ? null : formatMoney(product.priceCents, currency),
      ];
      const known = parts.filter((part) => part != null);
      return `${name}${known.length === 0 ? '' : `: ${known.join(', ')}`}. ${wordDiets(product)}`;
    }
  }
}

function wordPrice(product: Product, unitPriceOf: UnitPrice): string {
  if (product.priceCents === null) return `The price of ${product.name} isn't known.`;
  const unitPrice = unitPriceOf(product);
  const size = product.size === null ? '' : ` for ${product.size.text}`;
  const per =
    unitPrice === null ? '' : ` (${formatMoney(unitPrice.cents, product.currency)} per ${unitPrice.per})`;
  return `${product.name} costs ${formatMoney(product.priceCents, product.currency)}${size}${per}.`;
}

function wordDiet(product: Product, diet: Diet): string {
  const fact = product.diets[diet];
  if (fact === 'yes') return `Yes, ${product.name} is ${dietWords(diet)}.`;
  if (fact === 'no') return `No, ${product.name} is not ${dietWords(diet)}.`;
  return `I can't tell: the record of ${product.name} does not say whether it is ${dietWords(diet)}.`;
}

function wordDiets(product: Product): string {
  const diets = Object.entries(product.diets).flatMap(([diet, fact]) =>
    fact === 'yes' ? [dietWords(diet as Diet)] : [],
  );
  return diets.length === 0 ? 'No diet is stated for it.' : `It is ${listWords(diets)}.`;
}

function wordAllergen(product: Product, allergen: Allergen): string {
  const word = allergenWords(allergen);
  if (product.allergens.contains.includes(allergen)) return `Yes, ${product.name} contains ${word}.`;
  if (product.allergens.mayContain.includes(allergen)) return `${product.name} may contain ${word}.`;
  return product.allergens.declared
    ? `No, the label of ${product.name} lists no ${word}.`
    : `I can't tell: the allergens of ${product.name} aren't stated.`;
}

function wordAllergens(product: Product): string {
  const { contains, mayContain, declared } = product.allergens;
  if (!declared && contains.length === 0) return `The allergens of ${product.name} aren't stated.`;
  const parts = [
    contains.length === 0 ? 'lists no allergen' : `contains ${listWords(contains.map(allergenWords))}`,
    ...(mayContain.length === 0 ? [] : [`may contain ${listWords(mayContain.map(allergenWords))}`]),
  ];
  return `${product.name} ${listWords(parts)}${declared ? '' : '; its statement is not complete'}.`;
}
