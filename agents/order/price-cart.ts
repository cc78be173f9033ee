import type { Cart } from './cart.ts';
import type { OrderDiscount } from './order.ts';
import type { PricedCart } from './order-outcome.ts';
import type { Promotion } from './promotion.ts';
import { rewardByLine } from './promotion-reward.ts';

/** What a promotion's scope is compared with. */
export interface PromotedProduct {
  readonly department: string;
  readonly category: string;
  readonly brand: string | null;
}

export interface PricingFacts {
  readonly promotions: readonly Promotion[];
  /** By product id; a line whose product is absent takes part in promotions of the whole cart only. */
  readonly products: ReadonlyMap<string, PromotedProduct>;
  /** Orders of this shopper that used a promotion, by its id. */
  readonly uses: Readonly<Record<string, number>>;
  readonly now: number;
}

/** Why a promotion gives this cart nothing; `none` when it gives something. */
export type PromotionBar =
  | { readonly kind: 'none'; readonly cents: readonly number[] }
  | { readonly kind: 'not_started' | 'ended' | 'used_up' | 'code_missing' | 'nothing_fits' }
  | { readonly kind: 'below_minimum'; readonly missingCents: number };

/**
 * Prices a cart in integer cents. Stacking policy: every promotion is worked out from undiscounted prices; the
 * shopper gets either all stackable promotions together or one exclusive promotion, whichever saves more; a line
 * never falls below zero. Lines without a price are left out and counted.
 */
export function priceCart(cart: Cart, facts: PricingFacts): PricedCart {
  const amounts = cart.lines.map((line) => (line.unitPriceCents ?? 0) * line.quantity);
  const subtotalCents = sum(amounts);
  const stackable: { promotion: Promotion; cents: readonly number[] }[] = [];
  let best: readonly OrderDiscount[] = [];
  for (const promotion of facts.promotions) {
    const bar = judgePromotion(cart, promotion, facts);
    if (bar.kind !== 'none') continue;
    if (promotion.stacking === 'stackable') stackable.push({ promotion, cents: bar.cents });
    else best = saving(best) >= sum(bar.cents) ? best : [discountOf(promotion, sum(bar.cents))];
  }
  const together = stack(amounts, stackable);
  const discounts = saving(together) >= saving(best) ? together : best;
  return {
    cart,
    subtotalCents,
    discounts,
    totalCents: subtotalCents - saving(discounts),
    unpricedLines: cart.lines.filter((line) => line.unitPriceCents === null).length,
  };
}

/** What one promotion alone takes off each line, or why it takes off nothing. */
export function judgePromotion(cart: Cart, promotion: Promotion, facts: PricingFacts): PromotionBar {
  if (promotion.startsAt !== null && facts.now < Date.parse(promotion.startsAt))
    return { kind: 'not_started' };
  if (promotion.endsAt !== null && facts.now >= Date.parse(promotion.endsAt)) return { kind: 'ended' };
  const { perShopperLimit } = promotion;
  if (perShopperLimit !== null && (facts.uses[promotion.id] ?? 0) >= perShopperLimit)
    return { kind: 'used_up' };
  if (promotion.code !== null && !cart.promotionCodes.includes(promotion.code))
    return { kind: 'code_missing' };
  const inScope = cart.lines.map((line) => ({
    unitPriceCents: line.unitPriceCents ?? 0,
    quantity: fits(promotion, line.productId, facts.products.get(line.productId)) ? line.quantity : 0,
  }));
  const worth = sum(inScope.map(({ unitPriceCents, quantity }) => unitPriceCents * quantity));
  if (worth === 0) return { kind: 'nothing_fits' };
  if (worth < promotion.minimumCents)
    return { kind: 'below_minimum', missingCents: promotion.minimumCents - worth };
  const cents = rewardByLine(promotion, inScope);
  return sum(cents) === 0 ? { kind: 'nothing_fits' } : { kind: 'none', cents };
}

/** Whether a product is in a promotion's scope. */
export function fits({ scope }: Promotion, productId: string, product: PromotedProduct | undefined): boolean {
  if (scope.productIds !== undefined && !scope.productIds.includes(productId)) return false;
  const named = [
    [scope.departments, product?.department],
    [scope.categories, product?.category],
    [scope.brands, product?.brand],
  ] as const;
  return named.every(
    ([names, value]) => names === undefined || (value != null && includesName(names, value)),
  );
}

/** Made once: comparing by locale makes a collator at every call. */
const sameLetters = new Intl.Collator('en', { sensitivity: 'base' });

function includesName(names: readonly string[], value: string): boolean {
  return names.some((name) => sameLetters.compare(name, value) === 0);
}

/** Adds up stackable promotions line by line; what a line has no worth left for is not given. */
function stack(
  amounts: readonly number[],
  given: readonly { readonly promotion: Promotion; readonly cents: readonly number[] }[],
): readonly OrderDiscount[] {
  const left = [...amounts];
  const discounts: OrderDiscount[] = [];
  for (const { promotion, cents } of given) {
    let total = 0;
    cents.forEach((wanted, index) => {
      const taken = Math.min(wanted, left[index] ?? 0);
      left[index] = (left[index] ?? 0) - taken;
      total += taken;
    });
    if (total > 0) discounts.push(discountOf(promotion, total));
  }
  return discounts;
}

function discountOf({ id, code, label }: Promotion, cents: number): OrderDiscount {
  return { promotionId: id, code, label, cents };
}

function saving(discounts: readonly OrderDiscount[]): number {
  return sum(discounts.map(({ cents }) => cents));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
