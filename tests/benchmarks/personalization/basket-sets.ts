import { DAY_MS } from '#personalization/learning/evidence.ts';
import { readLines } from './read-data.ts';

export const BASKET_SETS = [
  'tafeng',
  'dunnhumby1124',
  'carbo',
  'completejourney11w',
  'instacart64',
  'coop100',
  'onlineretail',
] as const;
export type BasketSet = (typeof BASKET_SETS)[number];

export interface Line {
  readonly productId: string;
  readonly quantity: number;
  readonly unitPriceCents: number | null;
}

export interface Basket {
  /** Milliseconds since the epoch, later than that of the basket before. */
  readonly at: number;
  readonly lines: readonly Line[];
}

/** One shopper: what is learned from, then what is to be predicted, each in turn from all that precedes it. */
export interface History {
  readonly user: string;
  readonly baskets: readonly Basket[];
  readonly targets: readonly Basket[];
}

interface Row {
  readonly user: string | number;
  readonly history?: readonly { readonly items: readonly number[] }[];
  readonly next?: { readonly items: readonly number[] };
  readonly baskets?: readonly {
    readonly day?: number;
    readonly hour?: number;
    readonly date?: string;
    readonly ts?: string;
    readonly items: readonly (string | number | readonly [string, number, number])[];
  }[];
}

/** Histories without dates get a basket a week: nothing is known of their rhythm. */
const UNDATED_STEP = 7 * DAY_MS;
/** Days that are counted, not dated, begin here. */
const FIRST_DAY = Date.UTC(2024, 0, 1);
const LAST_BASKETS_JUDGED: Partial<Record<BasketSet, number>> = { coop100: 10 };
/** Baskets that a judged history has at least, the target included. */
const LEAST_BASKETS: Partial<Record<BasketSet, number>> = { completejourney11w: 5, coop100: 2 };

/** The histories of a set as data/README.md's protocol splits them, from `baskets/` or the folder itself; null without. */
export function readBasketSet(
  dataDir: string,
  set: BasketSet,
  split: 'public' | 'heldout',
): readonly History[] | null {
  const file = `${set}.${split}.jsonl.gz`;
  const rows = readLines<Row>(dataDir, `baskets/${file}`) ?? readLines<Row>(dataDir, file);
  return rows === null ? null : rows.map((row) => toHistory(row, set, split));
}

function toHistory(row: Row, set: BasketSet, split: string): History {
  const user = `${split}:${row.user}`;
  if (row.history !== undefined && row.next !== undefined) {
    const all = [...row.history, row.next].map(({ items }, index) => ({
      at: FIRST_DAY + index * UNDATED_STEP,
      lines: linesOf(items),
    }));
    return { user, baskets: all.slice(0, -1), targets: all.slice(-1) };
  }
  const all: Basket[] = [];
  for (const { day, hour, date, ts, items } of row.baskets ?? []) {
    const stated =
      ts !== undefined
        ? Date.parse(`${ts}Z`)
        : date !== undefined
          ? Date.parse(date)
          : FIRST_DAY + (day ?? 0) * DAY_MS + (hour ?? 0) * 3_600_000;
    // Several baskets of a day follow one another by a minute.
    all.push({ at: Math.max(stated, (all.at(-1)?.at ?? 0) + 60_000), lines: linesOf(items) });
  }
  const judged =
    all.length < (LEAST_BASKETS[set] ?? 4) ? 0 : Math.min(LAST_BASKETS_JUDGED[set] ?? 1, all.length - 1);
  return { user, baskets: all.slice(0, all.length - judged), targets: all.slice(all.length - judged) };
}

function linesOf(items: readonly (string | number | readonly [string, number, number])[]): readonly Line[] {
  const lines = new Map<string, Line>();
  for (const item of items) {
    const [id, quantity, price] = typeof item === 'object' ? item : [item, 1, null];
    const productId = String(id);
    const before = lines.get(productId)?.quantity ?? 0;
    lines.set(productId, {
      productId,
      quantity: before + quantity,
      unitPriceCents: price === null ? null : Math.round(price * 100),
    });
  }
  return [...lines.values()];
}

/** Ids of a basket, each once. */
export function itemsOf({ lines }: Basket): readonly string[] {
  return lines.map(({ productId }) => productId);
}
