import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { readMappingFile } from '#infra/catalogue/column-mapping.ts';
import { importCatalogue } from '#infra/catalogue/import-catalogue.ts';
import { catalogueMigrations, createCatalogueStore } from '#infra/embedded/catalogue-store.ts';
import { openDatabase } from '#infra/embedded/database.ts';
import { type ImportCall, runImport } from './run-import.ts';
import { sendToWeaviate } from './send-to-weaviate.ts';

const USAGE = `Usage: npm run catalogue:import -- FILE [--mapping FILE] [--data-dir DIR] [--replace]

Imports products from CSV or JSONL, plain or gzipped, beside a running assistant too.
  --mapping FILE   JSON: {"columns": {"name": "title"}, "constants": {"currency": "GBP"}, "priceFactor": 100,
                   "listSeparator": ";"}; usual column names need none
  --data-dir DIR   where the catalogue lies; else DATA_DIR
  --replace        afterwards removes every product that the file does not have
With WEAVIATE_URL the products go to Weaviate too, and this catalogue becomes the one that it holds.

Exit codes: 0 imported, 1 the import failed or no row was good, 2 the call was wrong.`;

async function run({ file, mapping: mappingFile, dataDir, replace }: ImportCall): Promise<boolean> {
  const mapping = mappingFile === undefined ? null : await readMappingFile(mappingFile);
  const database = openDatabase({ path: join(dataDir, 'catalogue.db'), migrations: catalogueMigrations });
  try {
    const store = createCatalogueStore(database);
    const report = await importCatalogue({
      file,
      mapping,
      dataDir,
      replace,
      store,
      newId: randomUUID,
      onProgress: ({ rows, accepted, rejected }) =>
        console.log(`${rows} rows read, ${accepted} imported, ${rejected} rejected`),
    });
    if (report.resumedFrom > 0)
      console.log(`Went on after row ${report.resumedFrom} of the import broken off.`);
    console.log(`Done: ${report.accepted} products imported, ${report.rejected} rows rejected.`);
    if (report.unreadSizes > 0)
      console.log(`${report.unreadSizes} sizes were not understood and stay unknown.`);
    if (report.brokenLetters > 0)
      console.log(`${report.brokenLetters} names have letters that are not UTF-8; save the file as UTF-8.`);
    if (report.removed > 0) console.log(`${report.removed} other products were removed.`);
    if (report.rejectsFile !== null) console.log(`Rejected rows and reasons: ${report.rejectsFile}`);
    return report.accepted > 0 && (await sendToWeaviate(store, dataDir));
  } finally {
    database.close();
  }
}

await runImport({ usage: USAGE, replaces: true, run });
