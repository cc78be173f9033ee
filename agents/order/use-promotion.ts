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
  const usable = await useTool(run, 'list_promotions', 'running now', async () =>
    usablePromotions(promotions.all(), await orders.promotionUses(run.request.shopperId), now()),
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
