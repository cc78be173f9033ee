import type { Product } from '#agents/search/product.ts';
import { citeProduct } from './cite.ts';
import { formatMoney, wordUnitPrice } from './money.ts';
import type { ReplyProduct } from './reply.ts';
import { listWords, type Sentence, say, thatMatters } from './sentence.ts';

/** Products that are compared in words. */
export const COMPARED = 3;

/** Sets products side by side: price, size and unit price of each, and which costs least. */
export function wordComparison(
  products: readonly Product[],
  unitPriceOf: (product: Product) => ReplyProduct['unitPrice'],
): readonly Sentence[] {
  const compared = products.length > COMPARED ? cheapestOf(products) : products;
  const citations = compared.map((product) => citeProduct(product));
  const facts = compared.map((product) => {
    const per = unitPriceOf(product);
    const words = [
      product.priceCents === null ? 'price not known' : formatMoney(product.priceCents, product.currency),
      ...(product.size === null ? [] : [product.size.text]),
      ...(per === null ? [] : [wordUnitPrice(per, product.currency)]),
    ];
    return `${product.name} (${words.join(', ')})`;
  });
  const names = listWords(compared.map(({ name }) => name));
  const verdict =
    products.length > COMPARED ? wordLowestPrice(products) : wordCheapest(compared, unitPriceOf);
  const side = say(
    `${listWords(facts)}.`,
    citations,
    verdict === null ? `I put ${names} side by side.` : null,
  );
  return verdict === null ? [side] : [side, say(verdict)];
}

export function wordUnknownNutrient(nutrient: string): Sentence {
  return thatMatters(say(`I don't know how much ${nutrient} is in each: my product records don't say.`));
}

/** Of a long list the lowest prices stand for it; what has no known price comes last. */
function cheapestOf(products: readonly Product[]): readonly Product[] {
  const priceOf = ({ priceCents }: Product) => priceCents ?? Number.POSITIVE_INFINITY;
  return [...products].sort((left, right) => priceOf(left) - priceOf(right)).slice(0, COMPARED);
}

/** The lowest price of a long list, and all that cost it; null where prices do not compare. */
function wordLowestPrice(products: readonly Product[]): string | null {
  const priced = products.filter(({ priceCents }) => priceCents !== null);
  const [first] = priced;
  if (first === undefined || priced.some(({ currency }) => currency !== first.currency)) return null;
  const lowest = Math.min(...priced.map(({ priceCents }) => priceCents ?? Number.POSITIVE_INFINITY));
  const cheapest = priced.filter(({ priceCents }) => priceCents === lowest);
  const names = listWords(cheapest.slice(0, COMPARED).map(({ name }) => name));
  const known = priced.length < products.length ? ' of those whose price is known' : '';
  return `${names} ${cheapest.length === 1 ? 'costs' : 'cost'} least${known}: ${formatMoney(lowest, first.currency)}.`;
}

/** Null when prices or measures do not compare. */
function wordCheapest(
  products: readonly Product[],
  unitPriceOf: (product: Product) => ReplyProduct['unitPrice'],
): string | null {
  const byUnit = products.map((product) => ({ product, price: unitPriceOf(product) }));
  const measure = byUnit[0]?.price?.per;
  const comparable = byUnit.every(({ price }) => price !== null && price.per === measure);
  const cheapest = least(
    products,
    comparable ? (product) => unitPriceOf(product)?.cents ?? null : ({ priceCents }) => priceCents,
  );
  if (cheapest === null) return null;
  const { name } = cheapest;
  if (!comparable) return `${name} costs least.`;
  return measure === 'each' ? `${name} costs least apiece.` : `${name} costs least per ${measure}.`;
}

/** The one with the least value; null when some have none, or when two are equally low. */
function least(products: readonly Product[], worthOf: (product: Product) => number | null): Product | null {
  const currencies = new Set(products.map(({ currency }) => currency));
  const valued = products.flatMap((product) => {
    const value = worthOf(product);
    return value === null ? [] : [{ product, value }];
  });
  if (valued.length < products.length || valued.length < 2 || currencies.size > 1) return null;
  const [first, second] = valued.sort((left, right) => left.value - right.value);
  return first === undefined || first.value === second?.value ? null : first.product;
}
