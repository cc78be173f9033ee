import { hash } from 'node:crypto';
import { nameKey } from '#agents/search/tokenize.ts';

const DAY_MS = 86_400_000;
/** What one shopper may teach search in a day. */
const A_DAY = 10;
/** Shoppers remembered at once; of more the first to click that day is forgotten. */
const MAX_SHOPPERS = 5_000;

export interface CountedClick {
  readonly shopperId: string;
  readonly query: string;
  readonly productId: string;
}

/**
 * Whether a click counts: the same product for the same words once a day of a shopper, and ten a day of each at most, so
 * that one cannot teach like many. Who clicked what is kept as digests, in this process's memory, and until the day ends.
 */
export function createClickLimit(now: () => number): (click: CountedClick) => boolean {
  let day = Number.NaN;
  const counted = new Map<string, Set<string>>();
  return ({ shopperId, query, productId }) => {
    const today = Math.floor(now() / DAY_MS);
    if (today !== day) counted.clear();
    day = today;
    const shopper = digest([shopperId]);
    const click = digest([nameKey(query), productId]);
    const known = counted.get(shopper) ?? new Set();
    if (known.has(click) || known.size >= A_DAY) return false;
    known.add(click);
    counted.set(shopper, known);
    for (const first of counted.keys()) {
      if (counted.size <= MAX_SHOPPERS) break;
      counted.delete(first);
    }
    return true;
  };
}

function digest(parts: readonly string[]): string {
  return hash('sha256', JSON.stringify(parts), 'base64').slice(0, 16);
}
