import { tokenize } from '#agents/search/tokenize.ts';
import type { Order } from './order.ts';
import { readOrderTime, TIME_WORDS } from './order-time.ts';

/** Words that mean the latest order, or say nothing of which. */
const LATEST = new Set(
  (
    'last latest previous recent newest current order orders purchase purchases delivery shop groceries grocery basket ' +
    'cart time times again it that same my the one this these those usual from i we had got ordered bought purchased ' +
    'placed made as like on of in at for to with was were which what just most a an me our please everything all them ' +
    'before earlier'
  ).split(' '),
);
/** What an order was for; its lines say nothing of it. */
const OCCASIONS = new Set(
  (
    'party birthday picnic barbecue bbq cookout dinner lunch brunch breakfast guests guest visitors wedding shower camping ' +
    'trip game potluck holiday holidays event occasion anniversary graduation meeting gathering sleepover kids diwali ' +
    'eid hanukkah passover'
  ).split(' '),
);

/** The beginning of an id that is enough to name it. */
const ID_LETTERS = 6;

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

export type OrderChoice =
  /** Nothing said which: the latest is the likeliest. Newest first, all of them. */
  | { readonly kind: 'any'; readonly orders: readonly Order[] }
  /** An id, "last", "the one before", "the last two". */
  | { readonly kind: 'placed'; readonly orders: readonly Order[] }
  | { readonly kind: 'time'; readonly orders: readonly Order[] }
  /** The orders that hold what was named. */
  | { readonly kind: 'product'; readonly orders: readonly Order[] }
  /** The words name something that orders do not tell. */
  | { readonly kind: 'unknown' };

/**
 * The orders that `which` means, newest first: "last", "the one before last", an order's id, "yesterday", "may 3rd",
 * or a product's name in it. `orders` are newest first. Which order is never guessed: what is not known is `unknown`.
 */
export function chooseOrders(which: string | undefined, orders: readonly Order[], now: number): OrderChoice {
  const said = (which ?? '').trim();
  const letters = lettersOf(said);
  const byId = orders.filter(
    ({ orderId }) =>
      orderId === said || (letters.length >= ID_LETTERS && lettersOf(orderId).startsWith(letters)),
  );
  if (byId.length > 0) return { kind: 'placed', orders: byId };
  const words = said
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const time = readOrderTime(said, now);
  if (time !== null) {
    return {
      kind: 'time',
      orders: orders.filter(({ placedAt }) => time.from <= placedAt && placedAt < time.to),
    };
  }
  const place = placeOf(words);
  if (place !== null) return { kind: 'placed', orders: orders.slice(place.from, place.to) };
  if (words.some((word) => OCCASIONS.has(word))) return { kind: 'unknown' };
  const naming = words.filter((word) => !LATEST.has(word) && !TIME_WORDS.has(word));
  if (asksForSeveral(which) || naming.length === 0) {
    const last = words.some((word) =>
      /^(?:last|latest|previous|recent|newest|just|prior|before)$/.test(word),
    );
    return last && !asksForSeveral(which)
      ? { kind: 'placed', orders: orders.slice(0, 1) }
      : { kind: 'any', orders };
  }
  const wanted = tokenize(naming.join(' '));
  const holding = orders.filter(({ lines }) =>
    lines.some(({ name }) => {
      const known = new Set(tokenize(name));
      return wanted.every((word) => known.has(word));
    }),
  );
  return holding.length === 0 ? { kind: 'unknown' } : { kind: 'product', orders: holding };
}

/** True when several orders are asked for: "all", "history". */
export function asksForSeveral(which: string | undefined): boolean {
  return /\b(?:all|history|orders|purchases|past|every|recent ones)\b/i.test(which ?? '');
}

const COUNTS = ['zero', 'one', 'two', 'three', 'four', 'five'];
const VAGUE: ReadonlyMap<string, number> = new Map([
  ['couple', 2],
  ['few', 3],
]);

/** "the one before last" is the second newest, "the last two" the two newest; from and to, the end not included. */
function placeOf(words: readonly string[]): { readonly from: number; readonly to?: number } | null {
  const text = words.join(' ');
  if (
    /\b(?:before (?:last|that|it|this|the last)|second (?:to )?last|next to last|last but one)\b/.test(text)
  ) {
    return { from: 1, to: 2 };
  }
  if (/\b(?:one|time|order) before$/.test(text)) return { from: 1, to: 2 };
  if (/\bthird (?:to )?last\b/.test(text)) return { from: 2, to: 3 };
  if (/\b(?:first|oldest|very first) (?:order|purchase|time|ever|one)\b|\boldest\b/.test(text))
    return { from: -1 };
  const several = /\b(?:last|latest|previous|recent) (\w+)(?: (?:orders|purchases|times|ones)\b|$)/.exec(
    text,
  );
  if (several === null) return null;
  const word = several[1] ?? '';
  const count = COUNTS.indexOf(word) > 0 ? COUNTS.indexOf(word) : (VAGUE.get(word) ?? Number(word));
  return count > 0 ? { from: 0, to: count } : null;
}
