import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { totalOrdered } from '#agents/supervisor/order-quantity.ts';
import { hashText } from '#agents/supervisor/router/route-features.ts';
import { createServedBeside } from '#agents/supervisor/served-beside.ts';
import { readShippedProducts } from '#infra/catalogue/shipped-catalogue.ts';
import type { Benchmark, Figure } from './figure.ts';

interface FoodOrder {
  readonly id: string;
  readonly text: string;
  readonly parse: string;
}

/**
 * How often the total quantity of a food order is read exactly. Menus are not looked at: what is had beside a dish is
 * known from the shipped catalogue. Of the public orders one half (by hash of the id) was looked at while the reader
 * was written, the other never; of heldout files all is unseen.
 */
export const benchFoodOrders: Benchmark = async ({ dataDir, split }) => {
  const file = join(dataDir, 'intents', `food_orders.${split}.jsonl.gz`);
  if (!existsSync(file)) return { figures: [], skipped: [file] };
  const servedBeside = createServedBeside(await readShippedProducts());
  const orders = gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line): FoodOrder => JSON.parse(line))
    .map(({ id, text, parse }) => ({ id, total: quantityOf(parse), got: totalOrdered(text, servedBeside) }));
  const exact = (some: typeof orders): number =>
    some.filter(({ total, got }) => total === got).length / some.length;
  const isTest = ({ id }: { readonly id: string }): boolean => hashText(id) % 2 === 1;
  const halves: readonly Figure[] =
    split === 'heldout'
      ? []
      : [
          {
            name: 'foodOrders.totalQuantity.exact.developmentHalf',
            value: exact(orders.filter((order) => !isTest(order))),
          },
          { name: 'foodOrders.totalQuantity.exact.testHalf', value: exact(orders.filter(isTest)) },
        ];
  return {
    figures: [
      { name: 'foodOrders.totalQuantity.exact', value: exact(orders), reference: 0.868, aim: 0.95 },
      ...halves,
    ],
    skipped: [],
  };
};

/** "(ORDER (PIZZAORDER (NUMBER 2 ) …" → the sum of the numbers. */
function quantityOf(parse: string): number {
  return [...parse.matchAll(/\(NUMBER (\d+)/g)].reduce((sum, [, number = '0']) => sum + Number(number), 0);
}
