import { countValues, type Histogram, type Histograms, NOTHING_SEEN } from './histograms.ts';
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
  /**
   * What became of the amounts of an order when the same was bought again, by the time of the order; of the orders that
   * hold the latest purchase of something, which are those that it is asked of.
   */
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
  const { trips } = history;
  const since = new Map<number, Since>();
  const pairs = new Float64Array(trips.length);
  const again = new Float64Array(trips.length);
  const sizes = new Float64Array(trips.length);
  const lines = new Float64Array(trips.length);
  const asked = seatsOf(history.products.map(({ times }) => times.at(-1) ?? 0));
  const followed = new Float64Array(asked.times.length);
  const stayedAfter = new Float64Array(asked.times.length);
  const changeAfter = new Float64Array(asked.times.length);
  const whole = { pairs: 0, again: 0, size: 0, lines: 0 };
  const taken = countValues();
  const packsOfAll = countValues();
  for (const { productId, times, quantities } of history.products) {
    const { middle, ranked } = usual.get(productId) ?? NOTHING_SEEN;
    let next = 0;
    for (let index = 0; index < quantities.length; index += 1) {
      const packs = quantities[index] as number;
      const at = times[index] as number;
      while (next < trips.length && (trips[next] as number) < at) next += 1;
      const place = trips[next] === at ? next : -1;
      packsOfAll.add(packs);
      if (ranked.length > 0) taken.add(ranked.indexOf(packs));
      const size = middle === null || packs === middle ? 0 : Math.log(packs / middle);
      whole.size += size;
      whole.lines += 1;
      if (place >= 0) {
        sizes[place] = (sizes[place] as number) + size;
        lines[place] = (lines[place] as number) + 1;
      }
      if (index > 0) {
        const before = quantities[index - 1] as number;
        const stayed = packs === before ? 1 : 0;
        const change = stayed === 1 ? 0 : Math.log(packs / before);
        const seat = asked.find(times[index - 1] as number);
        if (seat >= 0) {
          followed[seat] = (followed[seat] as number) + 1;
          stayedAfter[seat] = (stayedAfter[seat] as number) + stayed;
          changeAfter[seat] = (changeAfter[seat] as number) + change;
        }
        whole.pairs += 1;
        whole.again += stayed;
        if (place >= 0) {
          pairs[place] = (pairs[place] as number) + 1;
          again[place] = (again[place] as number) + stayed;
        }
      }
    }
  }
  asked.times.forEach((at, seat) => {
    if (followed[seat] === 0) return;
    since.set(at, {
      pairs: followed[seat] as number,
      again: stayedAfter[seat] as number,
      change: changeAfter[seat] as number,
    });
  });
  const latest = pairs.findLastIndex((count) => count > 0);
  return {
    places: taken.finish(),
    since,
    packs: packsOfAll.finish(),
    staying: { pairs: whole.pairs, again: whole.again },
    latelyStaying: { pairs: fadedSum(pairs), again: fadedSum(again) },
    latestStaying: { pairs: pairs[latest] ?? 0, again: again[latest] ?? 0 },
    size: whole.size / (whole.lines + SIZE_PRIOR),
    latestSize: (sizes.at(-1) ?? 0) / ((lines.at(-1) ?? 0) + LATEST_SIZE_PRIOR),
  };
}

/** The share that stayed, shrunk towards `prior` as if that had been seen `strength` times. */
export function stayingShare(
  { pairs, again }: Staying,
  prior: { readonly share: number; readonly strength: number },
): number {
  return (again + prior.share * prior.strength) / (pairs + prior.strength);
}

function fadedSum(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum = sum * FADE + value;
  return sum;
}

/** A number for each of these times, and for no other. A map of so many moments takes ten times as long to ask. */
function seatsOf(all: readonly number[]) {
  const times = [...new Set(all)];
  const bits = Math.ceil(Math.log2(times.length + 1)) + 2;
  const mask = 2 ** bits - 1;
  const seats = new Int32Array(mask + 1).fill(-1);
  // Seconds, spread by the golden ratio (Knuth, The Art of Computer Programming 3, 6.4).
  const placeOf = (at: number) => Math.imul(at / 1_000, 0x9e3779b1) >>> (32 - bits);
  times.forEach((at, seat) => {
    let place = placeOf(at);
    while (seats[place] !== -1) place = (place + 1) & mask;
    seats[place] = seat;
  });
  return {
    times,
    /** -1 for a time that has none. */
    find(at: number): number {
      let place = placeOf(at);
      let seat = seats[place] as number;
      while (seat !== -1 && times[seat] !== at) {
        place = (place + 1) & mask;
        seat = seats[place] as number;
      }
      return seat;
    },
  };
}
