import type { PastOrder } from '#infra/catalogue/history/read-past-order.ts';
import { DAY_MS } from '#personalization/learning/evidence.ts';
import type { Persona } from './personas.ts';

/** A product as far as a made-up order needs it. */
export interface PickedProduct {
  readonly id: string;
  readonly priceCents: number | null;
}

/** What a persona's wishes came to in the catalogue at hand; null where nothing fits. */
export interface PickedProducts {
  readonly items: readonly (PickedProduct | null)[];
  readonly extras: readonly PickedProduct[];
}

const YEAR_DAYS = 365;
/** Of the times that something is due, how often it is left for the next order. */
const FORGOTTEN = 0.06;

/**
 * A year of orders up to `now`. Every order follows from the persona and its day alone, so that the same day always
 * holds the same order, whenever it is made up.
 */
export function makeUpOrders(persona: Persona, picked: PickedProducts, now: number): readonly PastOrder[] {
  const { shopperId, shopsEveryDays, items, extras } = persona;
  const today = Math.floor(now / DAY_MS);
  const first = Math.ceil((today - YEAR_DAYS) / shopsEveryDays);
  const last = Math.floor((today - 1) / shopsEveryDays);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index).flatMap(
    (trip) => {
      const chance = (what: string) => chanceOf(`${shopperId} ${trip} ${what}`);
      const day = trip * shopsEveryDays;
      const due = items.flatMap((item, index) => {
        const product = picked.items[index];
        if (product === null || product === undefined) return [];
        const phase = Math.floor(chanceOf(`${shopperId} ${index}`) * item.everyDays);
        const forgotten = (at: number) => chanceOf(`${shopperId} ${at} forgets ${index}`) < FORGOTTEN;
        const comesUp = (at: number) => isDue(at * shopsEveryDays + phase, shopsEveryDays, item.everyDays);
        const wanted = (comesUp(trip) && !forgotten(trip)) || (comesUp(trip - 1) && forgotten(trip - 1));
        if (!wanted) return [];
        return [
          { product, quantity: item.packs[Math.floor(chance(`packs ${index}`) * item.packs.length)] ?? 1 },
        ];
      });
      const beside = Array.from({ length: extras.perOrder }, (_, index) => {
        const product = picked.extras[Math.floor(chance(`extra ${index}`) * picked.extras.length)];
        return product === undefined ? [] : [{ product, quantity: 1 }];
      }).flat();
      const lines = new Map(
        [...beside, ...due].map(({ product, quantity }) => [
          product.id,
          { productId: product.id, quantity, unitPriceCents: product.priceCents },
        ]),
      );
      if (lines.size === 0) return [];
      const minute = persona.startHour * 60 + Math.floor(chance('minute') * 120);
      return [
        {
          orderId: `${shopperId}-${new Date(day * DAY_MS).toISOString().slice(0, 10)}`,
          shopperId,
          placedAt: day * DAY_MS + minute * 60_000,
          lines: [...lines.values()],
        },
      ];
    },
  );
}

/** Whether a multiple of `everyDays` lies in the days since the order before. */
function isDue(day: number, sinceDays: number, everyDays: number): boolean {
  return Math.floor(day / everyDays) > Math.floor((day - sinceDays) / everyDays);
}

/** A number in [0, 1) that follows from the text alone (FNV-1a, then the finalizer of MurmurHash3). */
function chanceOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
