import type { Product } from '#agents/search/product.ts';
import { contentTokens, nameKey } from '#agents/search/tokenize.ts';
import { isHead } from './match-words.ts';
import type { Habit } from './order-outcome.ts';
import { wordsBesideBrand } from './product-kind.ts';

/**
 * What counts when one product stands in for another, most first: the same thing, named alike, with the same claims
 * (gluten free stays gluten free); then what this shopper buys, the price, the size and the rest of the label.
 */
const WEIGHTS = { thing: 4, name: 2, claims: 3, habit: 1.5, price: 1, size: 0.5, organic: 0.25, brand: 0.25 };
/** How much of the same thing it is when only one of the two names ends in it. */
const RELATED = 0.7;
/** What a fact that nobody states counts as. */
const UNKNOWN = 0.5;

/** The candidates by how well they stand in for `wanted`, best first. */
export function rankSubstitutes(
  wanted: Product,
  candidates: readonly Product[],
  habits: readonly Habit[],
): readonly Product[] {
  return candidates
    .map((product) => ({ product, worth: worthOf(wanted, product, habits) }))
    .sort((a, b) => b.worth - a.worth || (a.product.id < b.product.id ? -1 : 1))
    .map(({ product }) => product);
}

/** True when both are the same kind of thing, so that either does for the other. */
export function isSameThing(wanted: Product, other: Product): boolean {
  return isHead(wanted.name, other) || isHead(other.name, wanted);
}

function worthOf(wanted: Product, other: Product, habits: readonly Habit[]): number {
  const brandAlike = wanted.brand !== null && nameKey(wanted.brand) === nameKey(other.brand ?? '');
  return (
    WEIGHTS.thing * sameness(wanted, other) +
    WEIGHTS.name * shareOfName(wanted, other) +
    WEIGHTS.claims * claimsKept(wanted, other) +
    WEIGHTS.habit * Number(habits.some(({ productId }) => productId === other.id)) +
    WEIGHTS.price * nearness(unitCents(wanted, other), unitCents(other, wanted)) +
    WEIGHTS.size * (sameUnit(wanted, other) ? nearness(wanted.size?.amount, other.size?.amount) : UNKNOWN) +
    WEIGHTS.organic * Number(wanted.organic === other.organic) +
    WEIGHTS.brand * Number(brandAlike)
  );
}

/** A yogurt drink is rather replaced by a drink than by a yogurt, and rather by a yogurt than by another thing. */
function sameness(wanted: Product, other: Product): number {
  const last = ({ name }: Product) => contentTokens(name).at(-1);
  if (last(wanted) === last(other)) return 1;
  return isSameThing(wanted, other) ? RELATED : 0;
}

/** Words of the wanted name, beside the brand's, that the other's name has too. */
function shareOfName(wanted: Product, other: Product): number {
  const words = wordsBesideBrand(wanted);
  const known = new Set(contentTokens(`${other.name} ${other.aliases.join(' ')}`));
  return words.length === 0 ? UNKNOWN : words.filter((word) => known.has(word)).length / words.length;
}

function claimsKept(wanted: Product, other: Product): number {
  const claims = Object.entries(wanted.diets).filter(([, holds]) => holds === 'yes');
  if (claims.length === 0) return UNKNOWN;
  const kept = claims.filter(([diet]) => other.diets[diet as keyof Product['diets']] === 'yes');
  return kept.length / claims.length;
}

function sameUnit({ size }: Product, other: Product): boolean {
  return size !== null && size.unit === other.size?.unit;
}

/** Cents of one gram, millilitre or item where both state it alike; else of one pack. */
function unitCents({ priceCents, size }: Product, other: Product): number | null {
  if (priceCents === null) return null;
  return size !== null && size.unit === other.size?.unit ? priceCents / size.amount : priceCents;
}

/** 1 when equal, towards 0 the further apart. */
function nearness(left: number | null | undefined, right: number | null | undefined): number {
  if (left == null || right == null || left <= 0 || right <= 0) return UNKNOWN;
  return Math.min(left, right) / Math.max(left, right);
}
