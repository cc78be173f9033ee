import { type Histogram, type Histograms, histogramOf } from './histograms.ts';
import type { PurchaseHistory } from './purchase-history.ts';

/** How often a purchase took as many packs as the one of the same product before it. */
export interface Staying {
  readonly pairs: number;
  readonly again: number;
}

/** How much one shopper takes, whatever the product. */
export interface ShopperAmounts {
  readonly packs: Histogram;
  readonly staying: Staying;
  /** The same with the latest orders weighing most. */
  readonly latelyStaying: Staying;
  /** The same of the latest order that held anything again. */
  readonly latestStaying: Staying;
  /** Mean logarithm of packs over what others take of the product. */
  readonly size: number;
  /** The same of the latest order. */
  readonly latestSize: number;
}

const FADE = 0.6;
const SIZE_PRIOR = 2;
const LATEST_SIZE_PRIOR = 1;

/** `usual`: what others take of each product. */
export function shopperAmounts(history: PurchaseHistory, usual: Histograms['products']): ShopperAmounts {
  const places = new Map(history.trips.map((at, place) => [at, place]));
  const none = () => history.trips.map(() => 0);
  const orders = { pairs: none(), again: none(), sizes: none(), lines: none() };
  const whole = { pairs: 0, again: 0, size: 0, lines: 0 };
  for (const { productId, times, quantities } of history.products) {
    const middle = usual.get(productId)?.middle ?? null;
    quantities.forEach((packs, index) => {
      const place = places.get(times[index] as number);
      const size = middle === null ? 0 : Math.log(packs / middle);
      whole.size += size;
      whole.lines += 1;
      if (place !== undefined) {
        orders.sizes[place] = (orders.sizes[place] as number) + size;
        orders.lines[place] = (orders.lines[place] as number) + 1;
      }
      if (index === 0) return;
      const again = packs === quantities[index - 1] ? 1 : 0;
      whole.pairs += 1;
      whole.again += again;
      if (place !== undefined) {
        orders.pairs[place] = (orders.pairs[place] as number) + 1;
        orders.again[place] = (orders.again[place] as number) + again;
      }
    });
  }
  const latest = orders.pairs.findLastIndex((pairs) => pairs > 0);
  return {
    packs: histogramOf(history.products.flatMap(({ quantities }) => quantities)),
    staying: { pairs: whole.pairs, again: whole.again },
    latelyStaying: { pairs: fadedSum(orders.pairs), again: fadedSum(orders.again) },
    latestStaying: { pairs: orders.pairs[latest] ?? 0, again: orders.again[latest] ?? 0 },
    size: whole.size / (whole.lines + SIZE_PRIOR),
    latestSize: (orders.sizes.at(-1) ?? 0) / ((orders.lines.at(-1) ?? 0) + LATEST_SIZE_PRIOR),
  };
}

/** The share that stayed, shrunk towards `prior` as if that had been seen `strength` times. */
export function stayingShare(
  { pairs, again }: Staying,
  prior: { readonly share: number; readonly strength: number },
): number {
  return (again + prior.share * prior.strength) / (pairs + prior.strength);
}

function fadedSum(values: readonly number[]): number {
  return values.reduce((sum, value) => sum * FADE + value, 0);
}
