import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { seededChance } from './seeded-chance.ts';

export interface GeneratedHistory {
  /** Order lines in all, at least. */
  readonly lines: number;
  readonly shoppers: number;
  readonly products: number;
  readonly seed: number;
}

const DAY_MS = 86_400_000;
const LAST_DAY = Date.UTC(2026, 0, 1);
/** Lines of an order: 1 … 19, ten on average. */
const MOST_LINES = 19;
/** Of a basket, how much is from the shopper's own shelf of things bought again. */
const REPEATED = 0.7;
const OWN_SHELF = 40;

/** Writes made-up past orders in the import's own format, the shoppers in turn, and answers how many orders there are. */
export async function writeGeneratedOrders(
  path: string,
  { lines, shoppers, products, seed }: GeneratedHistory,
): Promise<number> {
  const chance = seededChance(seed);
  const below = (limit: number) => Math.floor(chance() * limit);
  const file = createWriteStream(path);
  let written = 0;
  let orders = 0;
  const expectedOrders = lines / ((1 + MOST_LINES) / 2);
  while (written < lines) {
    const shopper = orders % shoppers;
    const basket = new Map<string, { productId: string; quantity: number; unitPriceCents: number }>();
    for (let line = 1 + below(MOST_LINES); line > 0; line -= 1) {
      const own = (shopper * 7_919 + below(OWN_SHELF) * 104_729) % products;
      const product = chance() < REPEATED ? own : below(products);
      basket.set(`p${product}`, {
        productId: `p${product}`,
        quantity: 1 + below(3),
        unitPriceCents: 99 + (product % 900),
      });
    }
    const placedAt = LAST_DAY - Math.floor((1 - orders / (expectedOrders * 1.1)) * 365 * DAY_MS);
    const order = {
      orderId: `generated-${seed}-${orders}`,
      shopperId: `generated-${shopper}`,
      placedAt: new Date(Math.min(placedAt, LAST_DAY)).toISOString(),
      lines: [...basket.values()],
    };
    written += order.lines.length;
    orders += 1;
    if (!file.write(`${JSON.stringify(order)}\n`)) {
      await once(file, 'drain');
    }
  }
  file.end();
  await finished(file);
  return orders;
}
