import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importHistory } from '#infra/catalogue/history/import-history.ts';
import { openHistoryStores } from '#infra/compose/history-stores.ts';
import { createLearner } from '#personalization/learning/learn.ts';
import { writeGeneratedOrders } from '#tests/tools/generated-orders.ts';
import type { Benchmark } from './figure.ts';

const LINES = Number(process.env.HISTORY_LINES ?? 1_000_000);
const SEED = 11;
const AIM_SECONDS = 300;

/** Imports a generated history into an empty data folder, as the command does. */
export const benchHistory: Benchmark = async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'leafloaf-history-'));
  const stores = await openHistoryStores(dataDir, null);
  try {
    const file = join(dataDir, 'orders.jsonl');
    const orders = await writeGeneratedOrders(file, {
      lines: LINES,
      shoppers: Math.ceil(LINES / 500),
      products: 5_000,
      seed: SEED,
    });
    const began = performance.now();
    const report = await importHistory({
      file,
      dataDir,
      log: stores.log,
      orders: stores.orders,
      settings: stores.settings,
      learner: createLearner({ graph: stores.preferences, now: Date.now }),
      describe: () => new Map(),
      now: Date.now,
    });
    const seconds = (performance.now() - began) / 1_000;
    if (report.imported !== orders) throw new Error(`${report.imported} of ${orders} orders were imported.`);
    return {
      figures: [
        { name: 'history.lines', value: LINES },
        { name: 'history.orders', value: orders },
        { name: 'history.seconds', value: seconds, unit: 's', aim: AIM_SECONDS },
        { name: 'history.lines_per_second', value: LINES / seconds, unit: '/s' },
        { name: 'history.peak_rss', value: process.resourceUsage().maxRSS / 1_024, unit: 'MB' },
      ],
      skipped: [],
    };
  } finally {
    await stores.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
};
