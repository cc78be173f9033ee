import { join } from 'node:path';
import { readHistoryMapping } from '#infra/catalogue/history/history-mapping.ts';
import { importHistory } from '#infra/catalogue/history/import-history.ts';
import { loadShippedCatalogue } from '#infra/catalogue/shipped-catalogue.ts';
import { openHistoryStores } from '#infra/compose/history-stores.ts';
import { readSettings } from '#infra/config/settings.ts';
import { catalogueMigrations, createCatalogueStore } from '#infra/embedded/catalogue-store.ts';
import { openDatabase } from '#infra/embedded/database.ts';
import { createLearner } from '#personalization/learning/learn.ts';
import { type ImportCall, runImport } from './run-import.ts';

const USAGE = `Usage: npm run history:import -- FILE [--mapping FILE] [--data-dir DIR]

Imports past orders from JSONL, plain or gzipped, beside a running assistant too. One order a line:
  {"orderId": "1001", "shopperId": "ana", "placedAt": "2026-03-01T09:30:00Z",
   "lines": [{"productId": "p1", "quantity": 2, "unitPriceCents": 349}]}
  --mapping FILE   JSON, our name to theirs: {"orderId": "order_number", "quantity": "qty", "priceFactor": 100,
                   "currency": "GBP"}; what it leaves out is as above
  --data-dir DIR   where the assistant's data lies; else DATA_DIR
Orders go to Spanner when SPANNER_PROJECT, SPANNER_INSTANCE and SPANNER_DATABASE are set, else into that folder.

Exit codes: 0 imported, 1 the import failed or no row was good, 2 the call was wrong.`;

async function run({ file, mapping: mappingFile, dataDir }: ImportCall): Promise<boolean> {
  const mapping = mappingFile === undefined ? {} : { mapping: await readHistoryMapping(mappingFile) };
  const catalogueDatabase = openDatabase({
    path: join(dataDir, 'catalogue.db'),
    migrations: catalogueMigrations,
  });
  const { spanner } = readSettings(process.env);
  const stores = await openHistoryStores(dataDir, spanner);
  try {
    const catalogue = createCatalogueStore(catalogueDatabase);
    await loadShippedCatalogue(catalogue);
    const report = await importHistory({
      file,
      ...mapping,
      dataDir,
      log: stores.log,
      orders: stores.orders,
      settings: stores.settings,
      learner: createLearner({ graph: stores.preferences, now: Date.now }),
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
    return report.imported + report.known > 0;
  } finally {
    await stores.close();
    catalogueDatabase.close();
  }
}

await runImport({ usage: USAGE, replaces: false, run });
