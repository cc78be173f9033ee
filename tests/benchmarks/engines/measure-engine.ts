import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Product } from '#agents/search/product.ts';
import { readJsonLines } from '#tests/benchmarks/esci/esci-data.ts';
import { percentile } from '#tests/benchmarks/figure.ts';
import { benchProducts, benchQueries } from './bench-products.ts';
import { type Engine, type EngineName, openEngine } from './engine.ts';

const QUERIES = 300;
const MAX_PRICE_CENTS = 1_500;
/** A slow engine is asked fewer of the queries, evenly over them, so that the whole bench stays short. */
const LONGEST_ROUND_MS = 15_000;
const PROBES = 20;

/** What one engine does with one catalogue, in a process of its own. */
export interface EngineMeasure {
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Making the index of the products; null where it was there before. */
  readonly buildMs: number | null;
  /** Opening the index that was there. */
  readonly openMs: number | null;
  /** Resident memory of the process with the index, its vectors and nothing else. */
  readonly rssMb: number;
}

/** Asks every query once and answers how long each took, in milliseconds. */
async function timesOf(engine: Engine, queries: readonly string[]): Promise<readonly number[]> {
  const times: number[] = [];
  for (const query of queries) {
    const asked = performance.now();
    await engine.search(query, MAX_PRICE_CENTS);
    times.push(performance.now() - asked);
  }
  return times;
}

/** `count` of the queries at most, evenly over all of them. */
function evenly(queries: readonly string[], count: number): readonly string[] {
  const step = Math.max(1, Math.ceil(queries.length / count));
  return queries.filter((_, at) => at % step === 0);
}

/** Queries are asked once to warm up and once to be timed, with a price filter. */
async function ask(engine: Engine, queries: readonly string[]) {
  const probes = await timesOf(engine, evenly(queries, PROBES));
  const meanMs = probes.reduce((sum, ms) => sum + ms, 0) / probes.length;
  const asked = evenly(queries, Math.max(PROBES, Math.floor(LONGEST_ROUND_MS / meanMs)));
  await timesOf(engine, asked);
  const times = await timesOf(engine, asked);
  globalThis.gc?.();
  return {
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
    rssMb: process.memoryUsage().rss / 2 ** 20,
  };
}

async function measure(
  name: EngineName,
  file: string,
  size: number,
  folder: string,
): Promise<EngineMeasure | null> {
  const began = performance.now();
  const engine = await openEngine(name, folder);
  const openMs = performance.now() - began;
  const kept = join(folder, 'queries.json');
  if (existsSync(kept)) {
    return { ...(await ask(engine, JSON.parse(readFileSync(kept, 'utf8')))), openMs, buildMs: null };
  }
  let products: readonly Product[] | null = benchProducts(readJsonLines(file) ?? [], size);
  const queries = benchQueries(products, QUERIES);
  const built = performance.now();
  await engine.add(products);
  const buildMs = performance.now() - built;
  products = null;
  if (engine.keeps) writeFileSync(kept, JSON.stringify(queries));
  return { ...(await ask(engine, queries)), openMs: null, buildMs };
}

const [name = '', file = '', size = '', folder = ''] = process.argv.slice(2);
console.log(JSON.stringify(await measure(name as EngineName, file, Number(size), folder)));
