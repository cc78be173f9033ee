import { usablePromotions } from '#agents/order/use-promotion.ts';
import type { NodeWork } from '#graph/guard.ts';
import type { Services } from '#graph/services.ts';

/** Lists the promotions that run now and that the shopper has not used up. */
export function promotions(services: Pick<Services, 'promotions' | 'orders' | 'clock'>): NodeWork {
  return async ({ request }, { signal, failed }) => {
    const all = services.promotions.all();
    const limited = all.some(({ perShopperLimit }) => perShopperLimit !== null);
    const uses = limited
      ? await services.orders.promotionUses(request.shopperId).catch((error: unknown) => {
          // One offered in vain is refused with its reason; none at all would hide the others too.
          signal.throwIfAborted();
          failed('promotions', error);
          return {};
        })
      : {};
    return {
      offers: usablePromotions(all, uses, services.clock.now()).map(({ id, label, code }) => ({
        promotionId: id,
        label,
        code,
      })),
    };
  };
}
