import type { Promotion } from '#agents/order/promotion.ts';
import { isOfWholeCart, promotionsOn } from '#agents/order/promotions-on.ts';
import { usablePromotions } from '#agents/order/use-promotion.ts';
import type { PromotionsTold } from '#agents/response-compiler/turn-facts.ts';
import type { NodeWork } from '#graph/guard.ts';
import type { Services } from '#graph/services.ts';
import type { TurnState } from '#graph/state.ts';

/** Products that tell what an offer holds for. */
const LOOKED_THROUGH = 24;
const ALPHA = 0.3;

/** Tells the promotions that run now and that the shopper has not used up; those for one thing when it was named. */
export function promotions(
  services: Pick<Services, 'promotions' | 'orders' | 'clock' | 'products'>,
): NodeWork {
  return async ({ request, understanding }, { signal, failed }) => {
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
    const usable = usablePromotions(all, uses, services.clock.now());
    const words = wordsAsked(understanding);
    if (words === null) return { offers: { on: null, some: usable.map(lineOf), ofAll: [] } };
    const page = await services.products.search(
      {
        text: words,
        excludeTerms: [],
        alpha: ALPHA,
        filters: {},
        limit: LOOKED_THROUGH,
        offset: 0,
        sort: 'relevance',
      },
      signal,
    );
    const some = promotionsOn(usable, words, page.hits).map(lineOf);
    return { offers: { on: words, some, ofAll: usable.filter(isOfWholeCart).map(lineOf) } };
  };
}

/** The one thing that offers were asked for. */
function wordsAsked({ intents }: TurnState['understanding']): string | null {
  const items = intents.flatMap(({ name, slots }) => (name === 'list_promotions' ? (slots.items ?? []) : []));
  const [only, ...others] = items.map(({ query }) => query).filter((query) => query !== '');
  return only === undefined || others.length > 0 ? null : only;
}

function lineOf({ id, label, code }: Promotion): PromotionsTold['some'][number] {
  return { promotionId: id, label, code };
}
