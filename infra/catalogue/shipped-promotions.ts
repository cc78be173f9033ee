import { createPromotionBook, type PromotionBook } from '#agents/order/promotion.ts';
import promotions from './shipped/promotions.json' with { type: 'json' };

/** The promotions that ship with the catalogue. */
export function shippedPromotions(): PromotionBook {
  return createPromotionBook(promotions);
}
