import { formatMoney } from '#agents/response-compiler/money.ts';
import { constraintWords } from '#agents/response-compiler/name-facts.ts';
import { dietHolds } from '#agents/search/diet-facts.ts';
import type { Product } from '#agents/search/product.ts';
import type { ItemMention } from '#agents/supervisor/intent.ts';
import { centsPerUnit, compares } from './compare-products.ts';
import { toFocusProduct } from './focus-product.ts';
import { holdsAll, labelWords, passesFilters } from './match-words.ts';
import { findSubstitutes } from './offer-substitute.ts';
import { ask, type OrderRun } from './order-run.ts';
import { MAX_OPTIONS } from './pick-product.ts';
import { kindOf } from './product-kind.ts';
import { putInCart } from './put-in-cart.ts';
import { isSameThing } from './rank-substitutes.ts';

/** True for "a cheaper one", "store brand", "organic": another thing of the kind that it goes in for. */
export function isVariant({ query, replaces, compared, filters, excludeTerms }: ItemMention): boolean {
  const narrows = Object.keys(filters).length > 0 || excludeTerms.length > 0;
  return replaces === true && query === '' && (compared !== undefined || narrows);
}

/**
 * Puts another thing of the same kind in for `base`, which the run displaces: at once when one clearly is meant, after
 * asking when several could be; says so when there is none.
 */
export async function swapLike(
  run: OrderRun,
  base: Product,
  packs: number,
  mention: ItemMention,
): Promise<void> {
  const alike = (await findSubstitutes(run, base)).filter((other) => isSameThing(base, other));
  const kind = kindOf('', base);
  const fitting = alike.filter((other) => fits(other, base, mention) && saves(other, base, mention));
  const sameKind = fitting.filter((other) => kindOf('', other) === kind);
  const meant = clearlyMeant(mention, base, sameKind);
  const asks = mention.compared?.asks === true;
  if (meant !== null && !asks) {
    // Of the same name only the size tells them apart.
    const note = meant.name === base.name ? (meant.size?.text ?? null) : null;
    return putInCart(run, { product: meant, packs, because: 'chosen', note });
  }
  const named = fitting.filter((other) => isNamedLike(other, kind));
  const nearest = [sameKind, named, fitting].find(({ length }) => length > 0) ?? [];
  const offered = inOrder(mention, base, nearest).slice(0, MAX_OPTIONS);
  if (offered.length > 0) return offerInstead(run, base, packs, offered);
  run.products.set(base.id, base);
  run.receipts.push({ kind: 'no_variant', productId: base.id, name: base.name, how: wordsOf(run, mention) });
  // Nothing is cheaper by unit, but a smaller pack costs less: that is told, and left to the shopper.
  const isCheaperSought = mention.compared?.by === 'cheaper' && mention.compared.toPayLess !== true;
  const lessToPay = isCheaperSought ? alike.filter((other) => costsLess(other, base)) : [];
  const sorted = [...lessToPay].sort((a, b) => (a.priceCents ?? 0) - (b.priceCents ?? 0));
  if (sorted.length > 0) offerInstead(run, base, packs, sorted.slice(0, 1));
}

function fits(other: Product, base: Product, { compared, filters, excludeTerms }: ItemMention): boolean {
  if (compared !== undefined && !compares(compared.by, other, base)) return false;
  if (!passesFilters(other, filters)) return false;
  if ((filters.diets ?? []).some((diet) => dietHolds(other, diet) !== 'yes')) return false;
  const { contains, mayContain, declared } = other.allergens;
  const unsafe = (filters.excludeAllergens ?? []).some(
    (allergen) => !declared || contains.includes(allergen) || mayContain.includes(allergen),
  );
  return !unsafe && !excludeTerms.some((term) => holdsAll(term, labelWords(other)));
}

/** Who wants the whole cart cheaper is offered the same things for less. */
function saves(other: Product, base: Product, { compared }: ItemMention): boolean {
  if (compared?.toPayLess !== true) return true;
  return costsLess(other, base) && isNamedLike(other, kindOf('', base));
}

/** Unsweetened oat milk is oat milk too; almond milk is none. */
function isNamedLike(other: Product, kind: string): boolean {
  const words = new Set(kindOf('', other).split(' '));
  return kind.split(' ').every((word) => words.has(word));
}

/** The one that the words mean beyond doubt; null when the shopper must choose. */
function clearlyMeant(
  { compared }: ItemMention,
  base: Product,
  sameKind: readonly Product[],
): Product | null {
  if (compared?.by === 'cheaper') {
    const [best] = [...sameKind].filter((other) => costsLess(other, base)).sort(byUnitPrice);
    return best ?? null;
  }
  if (compared?.by === 'other') return null;
  const own = compared === undefined ? sameKind : sameKind.filter(({ brand }) => brand === base.brand);
  const [only, ...others] = own;
  return only !== undefined && others.length === 0 ? only : null;
}

/** What comes nearest first: the cheapest by unit, the next size, else as they stand in for it. */
function inOrder({ compared }: ItemMention, base: Product, products: readonly Product[]): readonly Product[] {
  if (compared?.by === 'cheaper') return [...products].sort(byUnitPrice);
  if (compared === undefined || compared.by === 'other') return products;
  const distance = ({ size }: Product) => Math.abs((size?.amount ?? 0) - (base.size?.amount ?? 0));
  const own = (product: Product) => Number(product.brand !== base.brand);
  return [...products].sort((a, b) => own(a) - own(b) || distance(a) - distance(b));
}

function byUnitPrice(left: Product, right: Product): number {
  const value = (product: Product) => centsPerUnit(product) ?? product.priceCents ?? Number.POSITIVE_INFINITY;
  return value(left) - value(right) || (left.id < right.id ? -1 : 1);
}

function costsLess(other: Product, base: Product): boolean {
  return other.priceCents !== null && base.priceCents !== null && other.priceCents < base.priceCents;
}

/** Asks which of these shall go in for `base`, which the run displaces. */
export function offerInstead(run: OrderRun, base: Product, packs: number, offered: readonly Product[]): void {
  for (const product of offered) run.products.set(product.id, product);
  const options = offered.map(({ id, name, size, priceCents, currency }) => {
    const price = priceCents === null ? [] : [formatMoney(priceCents, currency)];
    return { label: [name, ...(size === null ? [] : [size.text]), ...price].join(', '), productId: id };
  });
  const [first, ...rest] = options.map(({ label }) => label);
  run.focus = { ...run.focus, shown: offered.map(toFocusProduct) };
  ask(run, {
    kind: 'choose_to_add',
    text:
      rest.length === 0
        ? `Would you like ${first} instead of ${base.name}?`
        : `Which one instead of ${base.name}: ${[first, ...rest].join('; ')}?`,
    // The line itself is named too, and nobody keeps more than three in mind.
    ...(rest.length > 1
      ? { spoken: `Which one instead of ${base.name}: ${first}, ${rest[0]} or something else?` }
      : {}),
    options,
    command: {
      kind: 'choose_to_add',
      quantity: packs,
      ...(rest.length === 0 && offered[0] !== undefined ? { preferred: offered[0].id } : {}),
    },
  });
}

function wordsOf({ priced }: OrderRun, { compared, filters, said }: ItemMention): string {
  switch (compared?.by) {
    case 'cheaper':
      return 'cheaper by unit';
    case 'larger':
      return 'larger';
    case 'smaller':
      return 'smaller';
    case 'other':
      return 'of another brand';
    case undefined: {
      const words = constraintWords(filters, priced.cart.currency);
      return words.length > 0 ? words.join(', ') : said;
    }
  }
}
