import { type Histogram, type Histograms, histogramOf, NOTHING_SEEN } from './histograms.ts';
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
  /** The place among what others most often take of the product, of all that the shopper took. */
  readonly places: Histogram;
  /** What became of the amounts of an order when the same was bought again, by the time of the order. */
  readonly since: ReadonlyMap<number, Since>;
}

export interface Since extends Staying {
  /** Sum of the logarithms of the change. */
  readonly change: number;
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
  const taken: number[] = [];
  const since = new Map<number, { pairs: number; again: number; change: number }>();
  for (const { productId, times, quantities } of history.products) {
    const { middle, ranked } = usual.get(productId) ?? NOTHING_SEEN;
    quantities.forEach((packs, index) => {
      if (ranked.length > 0) taken.push(ranked.indexOf(packs));
      const place = places.get(times[index] as number);
      const size = middle === null ? 0 : Math.log(packs / middle);
      whole.size += size;
      whole.lines += 1;
      if (place !== undefined) {
        orders.sizes[place] = (orders.sizes[place] as number) + size;
        orders.lines[place] = (orders.lines[place] as number) + 1;
      }
      if (index === 0) return;
      const before = quantities[index - 1] as number;
      const again = packs === before ? 1 : 0;
      const fate = since.get(times[index - 1] as number) ?? { pairs: 0, again: 0, change: 0 };
      fate.pairs += 1;
      fate.again += again;
      fate.change += Math.log(packs / before);
      since.set(times[index - 1] as number, fate);
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
    places: histogramOf(taken),
    since,
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
