import { isOnFoodShelf } from '#agents/search/is-eaten.ts';
import type { PackSize, Product } from '#agents/search/product.ts';
import type { ProductHit, ProductSort } from '#agents/search/product-index.ts';
import { contentTokens, nameKey, tokenize } from '#agents/search/tokenize.ts';
import type { Reference, SaidAmount } from '#agents/supervisor/intent.ts';
import { conflictsOf } from './check-constraints.ts';
import { fitsExactly, isAboutEnough, isFarTooMuch, rankOfFit } from './fit-amount.ts';
import { allWords, holds, isHead, isMeant, labelWords, namesAsked } from './match-words.ts';
import { isNamedAsWritten } from './named-as-written.ts';
import type { Habit, ShopperConstraints } from './order-outcome.ts';
import { isSize, ofPacking } from './packing.ts';
import { kindOf, oneOfEachKind, restOfName } from './product-kind.ts';
import type { Receipt } from './receipt.ts';
import { bySuperlative, resolveReference } from './resolve-reference.ts';

export type PickedBecause = Extract<Receipt, { kind: 'added' }>['pickedBecause'];

export type Pick =
  | {
      readonly kind: 'picked';
      readonly product: Product;
      readonly because: PickedBecause;
      /** What the words alone would have picked, had it not conflicted with the shopper's constraints. */
      readonly avoided?: Product;
    }
  /** The words name different things: one of each, best first. */
  | { readonly kind: 'choose'; readonly products: readonly Product[]; readonly avoided?: Product }
  /** Nothing is what was asked for; the nearest by its words, if any. */
  | { readonly kind: 'none'; readonly near: readonly Product[] };

export interface PickRequest {
  readonly query: string;
  readonly hits: readonly ProductHit[];
  readonly amount: SaidAmount | null;
  /** A pack size that was named. */
  readonly size: PackSize | null;
  /** A container that was named: "can", "jar". */
  readonly packing?: string | undefined;
  readonly reference: Reference | null;
  readonly sort: ProductSort;
  readonly habits: readonly Habit[];
  readonly constraints: ShopperConstraints;
}

/** Most options that a question offers. */
export const MAX_OPTIONS = 4;

/**
 * Picks the product that a named mention means. In this order: the whole name; what this shopper buys; the grocer's
 * default for the word; the only one; the plainest of one kind. Different kinds are left to the shopper. Products
 * that conflict with the shopper's constraints are picked only when nothing else is what was asked for.
 */
export function pickProduct(request: PickRequest): Pick {
  const { query, hits, constraints } = request;
  const named = ({ product, exactName }: ProductHit) => exactName || namesAsked(query, product);
  const isThing = (hit: ProductHit) => isMeant(query, hit);
  const sold = withPrices(
    request,
    hits.filter(
      (hit) =>
        (hit.exactName || hit.matchesAllTerms) &&
        (!hit.product.ageRestricted || isNamedAsWritten(query, hit.product)),
    ),
  );
  const full = ofPacking(request, sold, isThing);
  const wholeName = full.filter(({ product }) => isWholeName(query, product));
  if (wholeName.length > 0 && request.reference === null && request.sort === 'relevance') {
    return fitted(request, wholeName, { best: wholeName, because: 'named' });
  }
  const things = full.filter(isThing);
  if (things.length === 0) return { kind: 'none', near: nearest(query, hits) };
  // Who wants seltzer is not sold hard seltzer; who names it gets it.
  const ofAge = things.some(({ product }) => product.ageRestricted && isWholeShelf(query, product));
  const sober = ofAge ? things : prefer(things, ({ product }) => !product.ageRestricted);
  const ofSize = prefer(sober, ({ product }) => request.size === null || isSize(request.size, product));
  const anyPack = request.size === null && request.packing === undefined;
  const sized = anyPack ? ofSize : packsOfDefault(request, sold, ofSize);
  const safe = constraints.loaded
    ? prefer(sized, ({ product }) => conflictsOf(product, constraints).length === 0)
    : sized;
  const chosen = compare(request, safe) ?? rightSized(request, safe, pickAmong(request, safe, named));
  if (safe.length === sized.length || chosen.kind === 'none') return chosen;
  if (chosen.kind === 'picked' && chosen.because === 'usual') return chosen;
  const unheeding = compare(request, sized) ?? pickAmong(request, sized, named);
  const avoided = unheeding.kind === 'picked' ? unheeding.product : undefined;
  // Dog biscuits are no peanut butter.
  if (chosen.kind === 'picked' && avoided !== undefined && !isSameUse(chosen.product, avoided)) {
    return unheeding;
  }
  const kept = chosen.kind === 'picked' && chosen.product === avoided;
  return avoided === undefined || kept ? chosen : { ...chosen, avoided };
}

/** A veggie burger of the freezer may take the place of one from the butcher's; what nobody eats takes no food's. */
function isSameUse(left: Product, right: Product): boolean {
  return left.department === right.department || (isOnFoodShelf(left) && isOnFoodShelf(right));
}

/** Where the grocer's default has a price, products without one step back, but for what this shopper buys. */
function withPrices({ habits }: PickRequest, hits: readonly ProductHit[]): readonly ProductHit[] {
  const isPriced = ({ product }: ProductHit) => product.priceCents !== null;
  if (!hits.some((hit) => hit.exactName && isPriced(hit))) return hits;
  return hits.filter((hit) => isPriced(hit) || habits.some(({ productId }) => productId === hit.product.id));
}

/** Where the pick comes to far more than was asked for, the shopper chooses between it and what is about as much. */
function rightSized(request: PickRequest, candidates: readonly ProductHit[], chosen: Pick): Pick {
  const { amount, query } = request;
  if (chosen.kind !== 'picked' || chosen.because === 'usual' || !isFarTooMuch(amount, chosen.product)) {
    return chosen;
  }
  const enough = candidates.filter(
    ({ product }) => isAboutEnough(amount, product) && (product.stock === null || product.stock > 0),
  );
  const alike = prefer(enough, ({ product }) => product.category === chosen.product.category);
  const kinds = oneOfEachKind(query, alike).map(({ product }) => product);
  if (kinds.length === 0) return chosen;
  return { kind: 'choose', products: [...kinds.slice(0, MAX_OPTIONS - 1), chosen.product] };
}

function pickAmong(
  request: PickRequest,
  candidates: readonly ProductHit[],
  named: (hit: ProductHit) => boolean,
): Pick {
  const usual = mostBought(candidates, request.habits);
  if (usual !== null) return fitted(request, candidates, { best: [usual], because: 'usual' });
  const defaults = candidates.filter(({ exactName }) => exactName);
  if (defaults.length > 0) return fitted(request, candidates, { best: defaults, because: 'default' });
  if (candidates.length === 1 && candidates.every(named)) {
    return fitted(request, candidates, { best: candidates, because: 'named' });
  }

  const onShelf = prefer(candidates, ({ product }) => product.stock === null || product.stock > 0);
  const measured = request.amount?.measure != null && request.amount.measure !== 'pack';
  const fitting = measured ? prefer(onShelf, ({ product }) => fitsExactly(request.amount, product)) : onShelf;
  const plain = fitting.filter((hit) => named(hit) && restOfName(request.query, hit.product).length === 0);
  if (plain.length > 0) return fitted(request, fitting, { best: plain, because: 'best_match' });
  const kinds = oneOfEachKind(
    request.query,
    prefer(fitting, ({ product }) => isShelfOf(request.query, product)),
  );
  // a shelf's word is no name: "spice powder" may be any of the spices
  const nameable = fitting.filter(
    (hit) => named(hit) && (hit.exactName || !leansOnShelf(request.query, hit)),
  );
  if (nameable.length === 0 || (kinds.length > 1 && contentTokens(request.query).length === 1)) {
    return { kind: 'choose', products: kinds.slice(0, MAX_OPTIONS).map(({ product }) => product) };
  }
  const plainest = [...nameable].sort(
    (a, b) =>
      restOfName(request.query, a.product).length - restOfName(request.query, b.product).length ||
      b.score - a.score,
  );
  return fitted(request, fitting, { best: plainest.slice(0, 1), because: 'best_match' });
}

/** "the cheapest milk", "the organic milk": comparison and attributes among what fits the words. */
function compare({ query, reference, sort }: PickRequest, candidates: readonly ProductHit[]): Pick | null {
  const onShelf = prefer(candidates, ({ product }) => product.stock === null || product.stock > 0);
  const alike = onTheirShelf(query, onShelf);
  const by =
    reference?.kind === 'superlative'
      ? reference.by
      : ({ price: 'cheapest', price_desc: 'dearest', unit_price: 'best_value' } as const)[
          sort as 'price' | 'price_desc' | 'unit_price'
        ];
  // sizes compare the thing itself, not what else its shelf holds
  const sized = by === 'largest' || by === 'smallest';
  const products = (sized ? prefer(alike, ({ product }) => isHead(query, product)) : alike).map(
    ({ product }) => product,
  );
  const found =
    by !== undefined
      ? bySuperlative(by, products)
      : reference?.kind === 'attribute'
        ? resolveReference(reference, products, null)
        : [];
  const [product] = found;
  return product === undefined ? null : { kind: 'picked', product, because: 'best_match' };
}

/** Only like is compared with like: the biggest rice is no bag of dog food with rice. */
function onTheirShelf(query: string, hits: readonly ProductHit[]): readonly ProductHit[] {
  const named = hits.filter(({ product }) => isShelfOf(query, product));
  // nut butters are no butter, where butter has a shelf
  if (named.length > 0) return prefer(named, ({ product }) => isWholeShelf(query, product));
  const best = [...hits].sort((a, b) => Number(b.exactName) - Number(a.exactName) || b.score - a.score)[0];
  return hits.filter(({ product }) => product.category === best?.product.category);
}

/** With a measured amount, the pack of the same kind (and rather the same brand) that gives exactly that amount. */
function fitted(
  request: PickRequest,
  candidates: readonly ProductHit[],
  { best, because }: { readonly best: readonly ProductHit[]; readonly because: PickedBecause },
): Pick {
  const anchor = [...best].sort((a, b) => b.score - a.score)[0];
  if (anchor === undefined) return { kind: 'none', near: [] };
  if (request.amount === null) return { kind: 'picked', product: anchor.product, because };
  const kind = kindOf(request.query, anchor.product);
  const ranked = candidates
    .filter(
      ({ product }) =>
        product === anchor.product ||
        (product.organic === anchor.product.organic && kindOf(request.query, product) === kind),
    )
    .filter(({ product }) => product === anchor.product || product.stock === null || product.stock > 0)
    .map(({ product, score }) => ({
      product,
      score,
      rank: rankOfFit(request.amount, product, anchor.product),
    }))
    .sort((a, b) => a.rank - b.rank || b.score - a.score);
  return { kind: 'picked', product: ranked[0]?.product ?? anchor.product, because };
}

function mostBought(candidates: readonly ProductHit[], habits: readonly Habit[]): ProductHit | null {
  const bought = candidates.flatMap((hit) =>
    habits.filter(({ productId }) => productId === hit.product.id).map((habit) => ({ hit, habit })),
  );
  bought.sort(
    (a, b) => b.habit.purchases - a.habit.purchases || b.habit.lastPurchasedAt - a.habit.lastPurchasedAt,
  );
  return bought[0]?.hit ?? null;
}

/** True when a word that was said is the shelf's and not the product's own. */
function leansOnShelf(query: string, { product }: ProductHit): boolean {
  const own = new Set([...labelWords(product), ...tokenize(product.aliases.join(' '))]);
  const shelf = new Set(tokenize(product.category));
  return contentTokens(query).some((token) => !holds(token, own) && holds(token, shelf));
}

/** True when the shelf is named for the thing: "cheese" of "Natural Cheese" and "Cheese & Dips", not of "Cheese Crackers". */
function isShelfOf(query: string, { category }: Product): boolean {
  const head = contentTokens(query).at(-1);
  return category.split(/[&,/]|\band\b/i).some((part) => tokenize(part).at(-1) === head);
}

/** True when the shelf is named so and no more: "wine", but of "Hard Seltzer" not "seltzer". */
function isWholeShelf(query: string, { category }: Product): boolean {
  const asked = new Set(contentTokens(query));
  return category.split(/[&,/]|\band\b/i).some((part) => tokenize(part).every((word) => asked.has(word)));
}

/** Of packs of the size that was named those of the grocer's default for the word, where it comes in that size. */
function packsOfDefault(
  { query, size, packing, reference, sort }: PickRequest,
  things: readonly ProductHit[],
  ofSize: readonly ProductHit[],
): readonly ProductHit[] {
  const defaults = things.filter(({ exactName }) => exactName);
  const isLike = (product: Product, usual: Product) =>
    product.organic === usual.organic && kindOf(query, product) === kindOf(query, usual);
  const ofKind = ofSize.filter(({ product }) => defaults.some((usual) => isLike(product, usual.product)));
  // no coconut water for "500 ml water"
  const plain = packing === undefined && reference === null && sort === 'relevance';
  if (size !== null && plain && defaults.length > 0 && ofKind.length === 0) return defaults;
  return prefer(ofKind.length > 0 ? ofKind : ofSize, ({ product }) =>
    defaults.some((usual) => product.brand === usual.product.brand && isLike(product, usual.product)),
  );
}

function isWholeName(query: string, { name, brand }: Product): boolean {
  const asked = nameKey(query);
  return asked === nameKey(name) || (brand !== null && asked === nameKey(`${brand} ${name}`));
}

/** Products that share a word with what was asked: worth a "did you mean". */
function nearest(query: string, hits: readonly ProductHit[]): readonly Product[] {
  const asked = contentTokens(query);
  return hits
    .map(({ product }) => product)
    .filter((product) => {
      const known = allWords(product);
      return asked.some((token) => holds(token, known));
    })
    .slice(0, 3);
}

function prefer<T>(values: readonly T[], test: (value: T) => boolean): readonly T[] {
  const preferred = values.filter(test);
  return preferred.length > 0 ? preferred : values;
}
