import { conflictsOf } from '#agents/order/check-constraints.ts';
import type { Receipt } from '#agents/order/receipt.ts';
import type { RankedProduct } from '#agents/response-compiler/reply-product.ts';
import type { ReorderAdvice } from '#agents/response-compiler/turn-facts.ts';
import { whyFound } from '#agents/response-compiler/why-found.ts';
import { readSize, sizeNearness } from '#agents/search/read-size.ts';
import type { SearchGroup } from '#agents/search/search-outcome.ts';
import { boughtProducts } from '#graph/bought-products.ts';
import type { NodeWork } from '#graph/guard.ts';
import { knownProducts, traitsOf } from '#graph/known-products.ts';
import { lookForCheaper } from '#graph/look-for-cheaper.ts';
import { UNKNOWN_SHOPPER } from '#graph/personal-view.ts';
import type { Services } from '#graph/services.ts';
import type { TurnState, TurnUpdate } from '#graph/state.ts';
import { stillStocked } from '#graph/still-stocked.ts';
import { companionsToName } from '#personalization/features/complementary.ts';
import type { FeatureContext } from '#personalization/features/feature-context.ts';
import { productsToName, runFeatures } from '#personalization/features/run-features.ts';
import type { RankedCandidate } from '#personalization/features/smart-ranking.ts';
import type { ShopperProfile } from '#personalization/profile.ts';
import { PRODUCTS_KEPT, type ShownProduct } from '#personalization/ranking/shown-lists.ts';

/** Products of a recipe's ingredient that are shown. */
const PER_INGREDIENT = 3;

/** "Show all" was said, or asked for with the request. */
function wantsPlainOrder({ understanding }: TurnState): boolean {
  return understanding.intents.some(({ slots }) => slots.plain === true);
}

/** Puts results into the shopper's order and adds what the ten features have to say. */
export function personalise(
  services: Pick<Services, 'products' | 'clock' | 'assortment' | 'unitPriceOf'>,
): NodeWork {
  return async (state, { signal }) => {
    const profile = state.personal?.profile ?? null;
    const groups = state.search?.groups ?? [];
    if (profile === null) return withoutPersonalising(state);

    const named = await services.products.get(productsToName(profile), signal);
    const beside = await besideBasket(services, state, profile, signal);
    const context = {
      now: services.clock.now(),
      view: wantsPlainOrder(state) ? ('all' as const) : state.request.view,
      products: knownProducts(
        named,
        state.personal?.constraints ?? UNKNOWN_SHOPPER.constraints,
        services.assortment,
      ),
      asked: await meantByQuestion(services, state, profile, signal),
      ...beside,
      ...(await lookForCheaper(services, { state, profile, basket: beside.basket }, signal)),
    };
    const base = runFeatures(profile, {
      ...context,
      candidates: groups.length === 1 ? candidatesOf(groups[0], services.assortment) : [],
    });
    const impressions: ShownProduct[][] = [];
    const ranked = groups.flatMap((group) => {
      if (group.page?.again === true) return inPlainOrder(group);
      // A list by price is by price for everybody.
      if (group.ordered === true || group.query.sort !== 'relevance')
        return shown(group, inPlainOrder(group), state.request.limit);
      const order =
        groups.length === 1
          ? base.ranked
          : runFeatures(profile, { ...context, candidates: candidatesOf(group, services.assortment) }).ranked;
      const byId = new Map(group.hits.map((hit) => [hit.product.id, hit]));
      const found = order.flatMap((entry) => {
        const hit = byId.get(entry.productId);
        if (hit === undefined) return [];
        const reasons = [...entry.reasons, ...whyFound(hit, group)];
        return [{ ...entry, reasons, product: hit.product, group: titleOf(group) }];
      });
      const list = shown(group, asSaidFirst(found, group), state.request.limit);
      if (group.ingredient === null) impressions.push(impressionOf(list));
      return list;
    });
    const reorder: ReorderAdvice | null = base.advice;
    return {
      ranked: asOneList([...ranked, ...spokenOf(state)]),
      impressions,
      personalization: base.section,
      budget: base.budget,
      reorder,
      stocked: await stillStocked(services, state, profile, signal),
    };
  };
}

/** What was found in its plain order, when nothing is known of the shopper or personalising failed. */
export function withoutPersonalising(state: TurnState): TurnUpdate {
  const groups = state.search?.groups ?? [];
  const { limit } = state.request;
  return {
    ranked: asOneList([
      ...groups.flatMap((group) => shown(group, inPlainOrder(group), limit)),
      ...spokenOf(state),
    ]),
  };
}

/** The cart, and what may be offered beside it: nothing that is gone, breaks a diet or holds an allergen. */
async function besideBasket(
  { products }: Pick<Services, 'products'>,
  { order, priced, personal }: TurnState,
  profile: ShopperProfile,
  signal: AbortSignal,
): Promise<Pick<FeatureContext, 'basket' | 'offerable'>> {
  const now = order?.priced ?? priced;
  const inCart = [...new Set((now?.cart.lines ?? []).map(({ productId }) => productId))];
  const companions = companionsToName(profile, inCart);
  const constraints = personal?.constraints;
  // What nobody asked for is only offered where allergies are known.
  const known =
    companions.length === 0 || constraints?.loaded !== true
      ? []
      : await products.get([...inCart, ...companions], signal);
  const offerable = known.filter(
    (product) =>
      inCart.includes(product.id) ||
      (product.stock !== 0 && conflictsOf(product, constraints ?? UNKNOWN_SHOPPER.constraints).length === 0),
  );
  return {
    basket: { productIds: inCart },
    offerable: new Map(offerable.map((product) => [product.id, product])),
  };
}

function candidatesOf(group: SearchGroup | undefined, assortment: Services['assortment']) {
  return (group?.hits ?? []).map(({ product, score, exactName }) => ({
    productId: product.id,
    name: product.name,
    brand: product.brand,
    category: product.category,
    priceCents: product.priceCents,
    score,
    exactName,
    traits: traitsOf(product, assortment),
  }));
}

/** What was said goes before taste: first what has every word, and of that the pack size that was named. */
function asSaidFirst<Entry extends RankedProduct>(
  found: readonly Entry[],
  { query, hits }: SearchGroup,
): readonly Entry[] {
  const { sizes } = readSize(query.text);
  const whole = new Set(
    hits.flatMap(({ product, matchesAllTerms }) => (matchesAllTerms ? [product.id] : [])),
  );
  const placeOf = ({ product: { id, size } }: Entry) =>
    (whole.has(id) ? 0 : 2) + (sizes === null || (size !== null && sizeNearness(sizes, size) === 1) ? 0 : 1);
  return found.toSorted((left, right) => placeOf(left) - placeOf(right));
}

/** What is put forward of a list: as many as were asked for; of an ingredient a few, from the shelf of the best. */
function shown<Entry extends RankedProduct>(
  group: SearchGroup,
  ranked: readonly Entry[],
  limit: number,
): readonly Entry[] {
  if (group.ingredient === null) return ranked.slice(0, limit);
  const shelf = group.hits[0]?.product.category;
  return ranked.filter(({ product }) => product.category === shelf).slice(0, PER_INGREDIENT);
}

/** A list as it is shown, with what speaks for each product; empty where the shopper could not be read. */
function impressionOf(list: readonly (RankedProduct & Pick<RankedCandidate, 'signals'>)[]): ShownProduct[] {
  return list
    .slice(0, PRODUCTS_KEPT)
    .flatMap(({ product, signals }, index) =>
      signals === null ? [] : [{ productId: product.id, place: index + 1, signals }],
    );
}

function inPlainOrder(group: SearchGroup): readonly RankedProduct[] {
  return group.hits.map((hit, index) => ({
    product: hit.product,
    score: hit.score,
    rank: index + 1,
    unpersonalizedRank: index + 1,
    reasons: whyFound(hit, group),
    group: titleOf(group),
  }));
}

const titleOf = (group: SearchGroup) => (group.ingredient === null ? null : group.title);

/** Several lists follow one another on the page, so their ranks do too; a product stands in each list once. */
function asOneList(ranked: readonly RankedProduct[]): readonly RankedProduct[] {
  const seen = new Set<string>();
  return ranked
    .filter(({ product, group }) => {
      const key = JSON.stringify([group, product.id]);
      return !seen.has(key) && seen.add(key);
    })
    .map((entry, index) => ({ ...entry, rank: index + 1 }));
}

/** Products the order agent speaks of, when nothing was searched for: the options of its question, what it added. */
function spokenOf({ search, order }: TurnState): readonly RankedProduct[] {
  if (search !== null || order === null) return [];
  const spoken = new Set(
    [
      ...order.receipts.flatMap(idsIn),
      ...(order.question?.options ?? []).map(({ productId }) => productId),
    ].filter((id) => id !== null),
  );
  return order.products
    .filter(({ id }) => spoken.has(id))
    .map((product, index) => ({
      product,
      score: 1,
      rank: index + 1,
      unpersonalizedRank: index + 1,
      reasons: [],
      group: null,
    }));
}

/** The products that a receipt tells of; the cart as a whole stands beside the reply and needs no cards. */
function idsIn(receipt: Receipt): readonly string[] {
  if ('productId' in receipt) return [receipt.productId];
  return receipt.kind === 'usual_shown' || receipt.kind === 'order_lines'
    ? receipt.lines.map(({ productId }) => productId)
    : [];
}

/** Which of the shopper's products "do I need …?" is about; all of them when nothing was named. */
async function meantByQuestion(
  services: Pick<Services, 'products'>,
  { understanding }: TurnState,
  profile: ShopperProfile,
  signal: AbortSignal,
): Promise<{ readonly said: string; readonly productIds: readonly string[] } | null> {
  const asked = understanding.intents.find(({ name }) => name === 'reorder_advice');
  if (asked === undefined) return null;
  const [item] = asked.slots.items ?? [];
  if (item === undefined || item.query === '') {
    return { said: '', productIds: profile.products.map(({ productId }) => productId) };
  }
  return { said: item.said, productIds: await boughtProducts(services, profile, item, signal) };
}
