import { changeLine, type OrderRun, useTool } from './order-run.ts';
import type { Promotion } from './promotion.ts';
import { normalizeCode } from './promotion-reason.ts';

/** Promotions that run now and that this shopper has not used up. */
export function usablePromotions(
  promotions: readonly Promotion[],
  uses: Readonly<Record<string, number>>,
  now: number,
): readonly Promotion[] {
  return promotions.filter(
    ({ id, startsAt, endsAt, perShopperLimit }) =>
      (startsAt === null || Date.parse(startsAt) <= now) &&
      (endsAt === null || now < Date.parse(endsAt)) &&
      (perShopperLimit === null || (uses[id] ?? 0) < perShopperLimit),
  );
}

export async function listPromotions(run: OrderRun): Promise<void> {
  const { orders, promotions, now } = run.services;
  const usable = await useTool(
    run,
    'list_promotions',
    'running now',
    async () => usablePromotions(promotions.all(), await orders.promotionUses(run.request.shopperId), now()),
    (found) => ({ outcome: 'done', observation: `${found.length} promotions` }),
  );
  run.receipts.push({
    kind: 'promotions_listed',
    promotions: usable.map(({ id, label, code }) => ({ promotionId: id, label, code })),
  });
}

/** Applies a code; without one, lists what there is. */
export async function applyPromotion(run: OrderRun, said: string | undefined): Promise<void> {
  if (said === undefined || said.trim() === '') return listPromotions(run);
  const code = normalizeCode(said);
  const change = await changeLine(run, { kind: 'apply_promotion', code }, code);
  if (change.kind === 'refused') {
    const { refusal } = change;
    const reason = refusal.kind === 'promotion' ? refusal.reason : 'it cannot be used now';
    run.receipts.push({ kind: 'promotion_refused', code, reason });
    return;
  }
  const discount = run.priced.discounts.find((given) => given.code === code);
  const label = run.services.promotions.all().find((promotion) => promotion.code === code)?.label ?? code;
  run.receipts.push({
    kind: 'promotion_applied',
    code,
    label: discount?.label ?? label,
    cents: discount?.cents ?? 0,
  });
}

/** "take off the code": the one that is named, else every code; what applies by itself stays. */
export async function removePromotion(run: OrderRun, said: string | undefined): Promise<void> {
  const held = run.priced.cart.promotionCodes;
  const code = said === undefined ? null : normalizeCode(said);
  const codes = held.filter((one) => code === null || one === code);
  if (codes.length > 0) await changeLine(run, { kind: 'remove_promotion', code }, codes.join(', '));
  const kept = run.priced.discounts.map(({ label }) => label);
  run.receipts.push(
    codes.length === 0
      ? { kind: 'promotion_not_applied', code, kept }
      : { kind: 'promotion_removed', codes, kept },
  );
}

/** "how much am I saving?" */
export function tellSavings(run: OrderRun): void {
  const { cart, discounts, totalCents } = run.priced;
  if (cart.lines.length === 0) {
    run.receipts.push({ kind: 'cart_empty' });
    return;
  }
  run.receipts.push({
    kind: 'savings_told',
    discounts: discounts.map(({ promotionId, label, cents }) => ({ label, cents, ref: promotionId })),
    totalCents,
  });
}
