import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MappingFile } from '#infra/catalogue/column-mapping.ts';
import { importCatalogue } from '#infra/catalogue/import-catalogue.ts';
import { catalogueMigrations, createCatalogueStore } from '#infra/embedded/catalogue-store.ts';
import { openDatabase } from '#infra/embedded/database.ts';
import type { Benchmark, Figure } from './figure.ts';

const ROWS = 50_000;
const INGREDIENTS =
  'Wheat flour (wheat, calcium, iron), sugar, rapeseed oil, butter (milk) 8%, egg white, raising agents (E450, E500), salt. May contain nuts.';
/** The labels have no title: the brand stands in for it. */
const MAPPINGS: Readonly<Record<string, MappingFile>> = {
  fdc_branded: {
    columns: { name: ['brand', 'brand_owner'], size: 'package' },
    constants: {},
    listSeparator: ';',
  },
};

/** Rows a second of an import: of a made-up CSV file with every fact, and of real catalogues. */
export const benchImport: Benchmark = async ({ dataDir }) => {
  const folder = mkdtempSync(join(tmpdir(), 'leafloaf-import-'));
  const figures: Figure[] = [];
  const skipped: string[] = [];
  try {
    const made = join(folder, 'made.csv');
    writeFileSync(made, madeUp());
    figures.push(...(await measure('made', made, null, folder)));
    for (const name of ['instacart_products', 'ocado_products', 'fdc_branded']) {
      const file = join(dataDir, 'catalogue', `${name}.jsonl.gz`);
      if (existsSync(file)) figures.push(...(await measure(name, file, MAPPINGS[name] ?? null, folder)));
      else skipped.push(file);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { figures, skipped };
};

async function measure(
  name: string,
  file: string,
  mapping: MappingFile | null,
  folder: string,
): Promise<readonly Figure[]> {
  const path = join(folder, `${name}.db`);
  const database = openDatabase({ path, migrations: catalogueMigrations });
  const start = performance.now();
  const report = await importCatalogue({
    file,
    mapping,
    dataDir: folder,
    store: createCatalogueStore(database),
    newId: () => name,
  });
  const seconds = (performance.now() - start) / 1000;
  database.close();
  return [
    {
      name: `import.${name}.rowsPerSecond`,
      value: report.rows / seconds,
      unit: 'rows/s',
      aim: Math.ceil(ROWS / 120),
    },
    { name: `import.${name}.seconds`, value: seconds, unit: 's' },
    { name: `import.${name}.rejected`, value: report.rejected, unit: 'rows' },
  ];
}

function madeUp(): string {
  const rows = Array.from(
    { length: ROWS },
    (_, at) =>
      `${at},"Biscuits No ${at}",Maker ${at % 900},Snacks > Biscuits,6 x 50 g,\u00a3${1 + (at % 9)}.25,"${INGREDIENTS}"`,
  );
  return `id,name,brand,category,size,price,ingredients\n${rows.join('\n')}\n`;
}
