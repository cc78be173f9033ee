import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Turns instacart64 baskets into past orders: `node tests/tools/instacart-history.ts IN.jsonl.gz OUT.jsonl`. */
interface User {
  readonly user: string;
  readonly baskets: readonly {
    readonly order: number;
    readonly day: number;
    readonly hour: number;
    readonly items: readonly number[];
  }[];
}

const HOUR_MS = 3_600_000;
/** The source has days counted from each first order; here all begin on this one. */
const FIRST_DAY = Date.UTC(2025, 0, 5);

export function toPastOrders({ user, baskets }: User) {
  return baskets.map(({ order, day, hour, items }) => ({
    orderId: `instacart-${order}`,
    shopperId: `instacart-${user}`,
    placedAt: new Date(FIRST_DAY + (day * 24 + hour) * HOUR_MS).toISOString(),
    // The source has no quantities.
    lines: items.map((item) => ({ productId: String(item), quantity: 1 })),
  }));
}

if (import.meta.main) {
  const [from, to] = process.argv.slice(2);
  if (from === undefined || to === undefined) {
    console.error('Usage: node tests/tools/instacart-history.ts IN.jsonl.gz OUT.jsonl');
    process.exitCode = 2;
  } else {
    const users = gunzipSync(readFileSync(from)).toString('utf8').split('\n').filter(Boolean);
    const orders = users.flatMap((line) => toPastOrders(JSON.parse(line)));
    writeFileSync(to, orders.map((order) => `${JSON.stringify(order)}\n`).join(''));
    console.log(`${users.length} shoppers, ${orders.length} orders`);
  }
}
