import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readMappingFile } from '#infra/catalogue/column-mapping.ts';
import { importCatalogue } from '#infra/catalogue/import-catalogue.ts';
import { ImportError } from '#infra/catalogue/import-error.ts';
import { readSettings, SettingsError } from '#infra/config/settings.ts';
import { catalogueMigrations, createCatalogueStore } from '#infra/embedded/catalogue-store.ts';
import { openDatabase } from '#infra/embedded/database.ts';

const USAGE = `Usage: npm run catalogue:import -- FILE [--mapping FILE] [--data-dir DIR] [--replace]

Imports products from CSV or JSONL, plain or gzipped, beside a running assistant too.
  --mapping FILE   JSON: {"columns": {"name": "title"}, "constants": {"currency": "GBP"}, "priceFactor": 100,
                   "listSeparator": ";"}; usual column names need none
  --data-dir DIR   where the catalogue lies; else DATA_DIR
  --replace        afterwards removes every product that the file does not have

Exit codes: 0 imported, 1 the import failed or no row was good, 2 the call was wrong.`;

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      mapping: { type: 'string' },
      'data-dir': { type: 'string' },
      replace: { type: 'boolean', default: false },
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
  const mapping = values.mapping === undefined ? null : await readMappingFile(values.mapping);
  const dataDir = values['data-dir'] ?? readSettings(process.env).dataDir;
  const database = openDatabase({ path: join(dataDir, 'catalogue.db'), migrations: catalogueMigrations });
  try {
    const report = await importCatalogue({
      file,
      mapping,
      dataDir,
      replace: values.replace,
      store: createCatalogueStore(database),
      newId: randomUUID,
      onProgress: ({ rows, accepted, rejected }) =>
        console.log(`${rows} rows read, ${accepted} imported, ${rejected} rejected`),
    });
    if (report.resumedFrom > 0)
      console.log(`Went on after row ${report.resumedFrom} of the import broken off.`);
    console.log(`Done: ${report.accepted} products imported, ${report.rejected} rows rejected.`);
    if (report.unreadSizes > 0)
      console.log(`${report.unreadSizes} sizes were not understood and stay unknown.`);
    if (report.removed > 0) console.log(`${report.removed} other products were removed.`);
    if (report.rejectsFile !== null) console.log(`Rejected rows and reasons: ${report.rejectsFile}`);
    return report.accepted === 0 ? 1 : 0;
  } finally {
    database.close();
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
