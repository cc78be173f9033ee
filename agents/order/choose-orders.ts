import { tokenize } from '#agents/search/tokenize.ts';
import type { Order } from './order.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const WEEKDAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
/** Words that mean the latest order, or say nothing of which. */
const LATEST = new Set(
  'last latest previous recent newest current order purchase delivery shop groceries grocery basket cart time again it that same my the one this usual from i had got ordered bought as like on of in for week month'.split(
    ' ',
  ),
);

/**
 * The orders that `which` means, newest first: "last", an order's id, "yesterday", "last week", "tuesday", "march",
 * or a product's name in it. Empty when it means none of them: which order is never guessed. Days are UTC.
 */
export function chooseOrders(
  which: string | undefined,
  orders: readonly Order[],
  now: number,
): readonly Order[] {
  const said = (which ?? '').trim();
  const byId = orders.filter(({ orderId }) => orderId === said);
  if (byId.length > 0) return byId;
  const words = said
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const inTime = timeOf(words, now);
  if (inTime !== null) return orders.filter(({ placedAt }) => inTime(placedAt));
  const naming = words.filter((word) => !LATEST.has(word));
  if (naming.length === 0 || asksForSeveral(which)) return orders;
  const wanted = tokenize(naming.join(' '));
  return orders.filter(({ lines }) =>
    lines.some(({ name }) => {
      const known = new Set(tokenize(name));
      return wanted.every((word) => known.has(word));
    }),
  );
}

/** True when several orders are asked for: "all", "history". */
export function asksForSeveral(which: string | undefined): boolean {
  return /\b(?:all|history|orders|past|every)\b/i.test(which ?? '');
}

function timeOf(words: readonly string[], now: number): ((at: number) => boolean) | null {
  const today = Math.floor(now / DAY_MS);
  const day = (at: number) => Math.floor(at / DAY_MS);
  if (words.includes('today')) return (at) => day(at) === today;
  if (words.includes('yesterday')) return (at) => day(at) === today - 1;
  if (words.includes('last') && words.includes('week')) {
    // 1970-01-01 was a Thursday: weeks begin on Mondays.
    const week = (at: number) => Math.floor((day(at) + 3) / 7);
    return (at) => week(at) === week(now) - 1;
  }
  if (words.includes('last') && words.includes('month')) {
    return (at) => monthNumber(at) === monthNumber(now) - 1;
  }
  const weekday = WEEKDAYS.findIndex((name) => words.includes(name));
  if (weekday >= 0) return (at) => new Date(at).getUTCDay() === weekday;
  const month = MONTHS.findIndex((name) => words.includes(name));
  return month >= 0 ? (at) => new Date(at).getUTCMonth() === month : null;
}

function monthNumber(at: number): number {
  const date = new Date(at);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}
