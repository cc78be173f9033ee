import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readHistoryMapping } from '#infra/catalogue/history/history-mapping.ts';
import { importHistory } from '#infra/catalogue/history/import-history.ts';
import { ImportError } from '#infra/catalogue/import-error.ts';
import { loadShippedCatalogue } from '#infra/catalogue/shipped-catalogue.ts';
import { readSettings, SettingsError } from '#infra/config/settings.ts';
import { cartMigrations } from '#infra/embedded/cart-store.ts';
import { catalogueMigrations, createCatalogueStore } from '#infra/embedded/catalogue-store.ts';
import { openDatabase } from '#infra/embedded/database.ts';
import { createHistoryImportLog, historyImportMigrations } from '#infra/embedded/history-import-log.ts';
import { createEmbeddedOrderBook, orderMigrations } from '#infra/embedded/order-book.ts';
import { outboxMigrations } from '#infra/embedded/outbox.ts';
import {
  createEmbeddedPreferenceGraph,
  preferenceGraphMigrations,
} from '#infra/embedded/preference-graph.ts';
import { createEmbeddedSettingsStore, settingsMigrations } from '#infra/embedded/settings-store.ts';
import { createLearner } from '#personalization/learning/learn.ts';

const USAGE = `Usage: npm run history:import -- FILE [--mapping FILE] [--data-dir DIR]

Imports past orders from JSONL, plain or gzipped, beside a running assistant too. One order a line:
  {"orderId": "1001", "shopperId": "ana", "placedAt": "2026-03-01T09:30:00Z",
   "lines": [{"productId": "p1", "quantity": 2, "unitPriceCents": 349}]}
  --mapping FILE   JSON, our name to theirs: {"orderId": "order_number", "quantity": "qty", "priceFactor": 100,
                   "currency": "GBP"}; what it leaves out is as above
  --data-dir DIR   where the assistant's data lies; else DATA_DIR

Exit codes: 0 imported, 1 the import failed or no row was good, 2 the call was wrong.`;

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      mapping: { type: 'string' },
      'data-dir': { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) {
    throw new ImportError(`Name one file to import.\n\n${USAGE}`, { usage: true });
  }
  const mapping = values.mapping === undefined ? {} : { mapping: await readHistoryMapping(values.mapping) };
  const dataDir = values['data-dir'] ?? readSettings(process.env).dataDir;
  const catalogueDatabase = openDatabase({
    path: join(dataDir, 'catalogue.db'),
    migrations: catalogueMigrations,
  });
  const database = openDatabase({
    path: join(dataDir, 'leafloaf.db'),
    migrations: [
      ...outboxMigrations,
      ...cartMigrations,
      ...orderMigrations,
      ...settingsMigrations,
      ...preferenceGraphMigrations,
      ...historyImportMigrations,
    ],
  });
  try {
    const catalogue = createCatalogueStore(catalogueDatabase);
    await loadShippedCatalogue(catalogue);
    const report = await importHistory({
      file,
      ...mapping,
      dataDir,
      log: createHistoryImportLog(database),
      orders: createEmbeddedOrderBook(database),
      settings: createEmbeddedSettingsStore(database),
      learner: createLearner({ graph: createEmbeddedPreferenceGraph(database), now: Date.now }),
      describe: (ids) => new Map(catalogue.read(ids).map((product) => [product.id, product])),
      now: Date.now,
      onProgress: ({ rows, imported, known, rejected }) =>
        console.log(`${rows} rows read, ${imported} orders imported, ${known} known, ${rejected} rejected`),
    });
    if (report.resumedFrom > 0) {
      console.log(`Went on after row ${report.resumedFrom} of the import broken off.`);
    }
    console.log(
      `Done: ${report.imported} orders imported, ${report.known} known before, ${report.rejected} rows rejected.`,
    );
    if (report.rejectsFile !== null) console.log(`Rejected rows and reasons: ${report.rejectsFile}`);
    return report.imported + report.known === 0 ? 1 : 0;
  } finally {
    database.close();
    catalogueDatabase.close();
  }
}

try {
  process.exitCode = await run();
} catch (error) {
  const wrongCall =
    (error instanceof ImportError && error.usage) ||
    error instanceof SettingsError ||
    (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
  const known = wrongCall || error instanceof ImportError;
  console.error(known && error instanceof Error ? error.message : error);
  process.exitCode = wrongCall ? 2 : 1;
}
