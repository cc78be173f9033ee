import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AnalyticsEvent } from '#analytics/event.ts';
import { PATTERNS } from '#analytics/pattern-source.ts';
import { createEmbeddedEventSink } from '#infra/embedded/event-sink.ts';
import { createEmbeddedPatternSource, readQuery } from '#infra/embedded/pattern-source.ts';
import { temporaryFolder } from '#tests/graph/turn-services.ts';

const START = Date.UTC(2026, 0, 1, 9);
const DAY_MS = 86_400_000;

/** Events of orders: [shopper, day, products]; an id that ends in "!" is cancelled. */
async function patternsOf(orders: readonly (readonly [string, number, readonly string[]])[]) {
  const sink = createEmbeddedEventSink(join(temporaryFolder(), 'events.duckdb'));
  onTestFinished(() => sink.close());
  const events = orders.flatMap(([shopperKey, day, products], index): AnalyticsEvent[] => {
    const envelope = {
      version: 1 as const,
      occurredAt: START + day * DAY_MS,
      shopperKey,
      conversationId: null,
      turnId: null,
    };
    const isCancelled = products.includes('!');
    const lines = products.filter((product) => product !== '!');
    return [
      ...lines.map((product) => ({
        ...envelope,
        eventId: `line-${index}-${product}`,
        table: 'order_transaction_events' as const,
        data: { order_id: `order-${index}`, product_id: product, quantity: 1 },
      })),
      {
        ...envelope,
        eventId: `order-${index}`,
        table: 'order_events' as const,
        data: { order_id: `order-${index}`, status: isCancelled ? 'cancelled' : 'confirmed' },
      },
    ];
  });
  await sink.write(events);
  return createEmbeddedPatternSource(sink.connect);
}

const ALL = { shopperKeys: ['a', 'b', 'c'], minShoppers: 2 };

describe('patterns over many shoppers', () => {
  it('find what goes with what, by support, confidence and lift', async () => {
    const source = await patternsOf([
      ['a', 0, ['tea', 'milk']],
      ['b', 0, ['tea', 'milk', 'soap']],
      ['a', 7, ['tea', 'milk']],
      ['b', 7, ['soap']],
      ['c', 0, ['bread']],
      ['c', 7, ['bread', 'soap']],
    ]);
    const rows = await source.read('association', ALL);
    expect(rows.map(({ product_id, other_id }) => [product_id, other_id])).toEqual([
      ['milk', 'tea'],
      ['tea', 'milk'],
    ]);
    expect(rows[1]).toMatchObject({ orders: 3, shoppers: 2, confidence: 1, lift: 2 });
    expect(rows[1]!.support).toBeCloseTo(0.5, 9);
    expect(rows[1]!.score).toBeCloseTo(4 / 2.5, 9);
  });

  it('find after how many days things are bought again', async () => {
    const source = await patternsOf([
      ['a', 0, ['tea']],
      ['a', 4, ['tea', 'salt']],
      ['b', 0, ['tea']],
      ['b', 16, ['tea']],
      ['b', 16, ['tea']],
      ['c', 0, ['salt']],
      ['c', 9, ['salt']],
    ]);
    const rows = await source.read('reorder-intervals', ALL);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ product_id: 'tea', intervals: 2, shoppers: 2 });
    expect(rows[0]!.typical_days).toBeCloseTo(8, 9);
    expect(rows[0]!.spread).toBeCloseTo(Math.log(4) / Math.SQRT2, 9);
  });

  it('find how many know a product, and how many of them come back to it', async () => {
    const source = await patternsOf([
      ['a', 0, ['tea']],
      ['a', 1, ['tea']],
      ['b', 0, ['tea', 'salt']],
      ['c', 0, ['bread']],
    ]);
    const [tea, ...others] = await source.read('preference', ALL);
    expect(others).toEqual([]);
    expect(tea).toMatchObject({ product_id: 'tea', shoppers: 2, repeat_rate: 0.5 });
    expect(tea!.reach).toBeCloseTo(2 / 3, 9);
  });

  it('count neither shoppers who may not be counted nor orders that were cancelled', async () => {
    const source = await patternsOf([
      ['a', 0, ['tea', 'milk']],
      ['a', 7, ['tea', 'milk']],
      ['b', 0, ['tea', 'milk']],
      ['b', 7, ['tea', 'milk', '!']],
      ['x', 0, ['tea', 'milk']],
      ['c', 0, ['soap']],
    ]);
    expect(await source.read('association', ALL)).toMatchObject([{ orders: 3 }, { orders: 3 }]);
    expect(await source.read('reorder-intervals', ALL)).toEqual([]);
    for (const pattern of PATTERNS) {
      expect(await source.read(pattern, { shopperKeys: ['a', 'c'], minShoppers: 2 }), pattern).toEqual([]);
      expect(await source.read(pattern, { shopperKeys: [], minShoppers: 2 }), pattern).toEqual([]);
      expect(await source.read(pattern, { ...ALL, minShoppers: 4 }), pattern).toEqual([]);
    }
  });

  it('are asked for in words that BigQuery knows too', async () => {
    for (const pattern of PATTERNS) {
      const sql = (await readQuery(pattern)).replace(/^--.*$/gmu, '');
      expect(sql, pattern).not.toMatch(
        /::|->|json_extract|\bepoch\b|\bunnest\b|\bilike\b|\bDOUBLE\b|\bVARCHAR\b|\bdate_diff\b|\$[a-z]|"/iu,
      );
    }
  });
});
