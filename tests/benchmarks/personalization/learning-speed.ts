import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { seededRandom } from '#infra/compose/seeded-random.ts';
import { DAY_MS } from '#personalization/learning/evidence.ts';
import type { Interaction, InteractionKind } from '#personalization/learning/interaction.ts';
import { type BenchResult, percentile } from '#tests/benchmarks/figure.ts';
import { openEngine } from './engine.ts';

const FIRST_DAY = Date.UTC(2024, 0, 1);
const PRODUCTS = 2_000;
/** Products that one shopper ever buys. */
const RANGE = 300;
const KINDS: readonly InteractionKind[] = ['search', 'view', 'click', 'add', 'remove', 'quantity_change'];
const OTHERS = 60;
const LOADS = 200;

/** How fast events are learned, how fast a heavy shopper's profile is loaded, and how big it is. Made-up history. */
export async function benchLearningSpeed(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'leafloaf-bench-'));
  const engine = openEngine({ path: join(folder, 'bench.db') });
  try {
    const random = seededRandom(7);
    for (let other = 0; other < OTHERS; other += 1) {
      await engine.learn(madeUp(`other-${other}`, { orders: 12, between: 0, random }));
    }
    const heavy = madeUp('heavy', { orders: 1_000, between: 19, random });
    const start = performance.now();
    await engine.learn(heavy);
    const seconds = (performance.now() - start) / 1_000;
    await engine.learnOverall();
    const now = heavy.at(-1)?.at ?? FIRST_DAY;
    const times: number[] = [];
    for (let load = 0; load < LOADS; load += 1) {
      const before = performance.now();
      await engine.profile('heavy', now + load);
      times.push(performance.now() - before);
    }
    const { companionsOf, rhythm, ...own } = await engine.profile('heavy', now);
    const bytes = serialize(valuesOf({ ...own, rhythm: { ...rhythm, intervals: null } })).length;
    return {
      figures: [
        { name: 'learn.eventsPerSecond', value: heavy.length / seconds, unit: '/s', aim: 5_000 },
        { name: 'profile.p95Ms', value: percentile(times, 0.95), unit: 'ms', aim: 10 },
        { name: 'profile.p50Ms', value: percentile(times, 0.5), unit: 'ms' },
        { name: 'profile.kb', value: bytes / 1_024, unit: 'kB', aim: 40 },
      ],
      skipped: [],
    };
  } finally {
    engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a profile holds without the names of its fields, which all of its records share. */
function valuesOf(value: unknown): unknown {
  if (value instanceof Map) return [...value].map(valuesOf);
  if (Array.isArray(value)) return value.map(valuesOf);
  return value !== null && typeof value === 'object' ? Object.values(value).map(valuesOf) : value;
}

/** Orders some days apart, each with what the shopper often buys, and so many other interactions before each. */
export function madeUp(
  shopperId: string,
  {
    orders,
    between,
    random,
  }: { readonly orders: number; readonly between: number; readonly random: () => number },
): readonly Interaction[] {
  const range = Array.from({ length: RANGE }, () => `p${Math.floor(PRODUCTS * random() ** 2)}`);
  const pick = () => range[Math.floor(RANGE * random() ** 2)] as string;
  const interactions: Interaction[] = [];
  for (let order = 0; order < orders; order += 1) {
    const at = FIRST_DAY + (order * 2 + Math.floor(random() * 2)) * DAY_MS;
    for (let index = 0; index < between; index += 1) {
      const kind = KINDS[Math.floor(random() * KINDS.length)] as InteractionKind;
      interactions.push({
        eventId: `${shopperId}-${order}-${index}`,
        shopperId,
        kind,
        at: at + index * 1_000,
        source: 'bench',
        ...(kind === 'search'
          ? { query: `query ${Math.floor(200 * random())}` }
          : { productId: pick(), quantity: 1 }),
      });
    }
    const lines = [...new Set(Array.from({ length: 15 }, pick))].map((productId) => ({
      productId,
      quantity: 1 + Math.floor(3 * random() ** 3),
      unitPriceCents: 199,
    }));
    interactions.push({
      eventId: `${shopperId}-${order}`,
      shopperId,
      kind: 'purchase',
      at: at + 3_600_000,
      lines,
      source: 'bench',
    });
  }
  return interactions;
}
