import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Product } from '#agents/search/product.ts';
import type { CatalogueStore } from '#infra/embedded/catalogue-store.ts';
import { resolveMapping } from './column-mapping.ts';
import { SHIPPED_REPLACED } from './import-catalogue.ts';
import { ImportError } from './import-error.ts';
import { productReader } from './read-product.ts';
import { readRecords } from './read-records.ts';

export const SHIPPED_FOLDER = fileURLToPath(new URL('./shipped', import.meta.url));
const SHIPPED_SOURCE = 'shipped';
const FINGERPRINT = 'shipped-fingerprint';
/** Raised when the reading of the files changes, so that the same files are read anew. */
const READER_VERSION = '1';

export interface Department {
  readonly slug: string;
  readonly name: string;
  readonly icon: string | null;
}

/**
 * Puts the shipped products into the catalogue, once: later starts see by a fingerprint that nothing has changed. What
 * the grocer has imported under the same id stays the grocer's, and nothing is loaded once an import has replaced all.
 * Answers whether it loaded. Throws `ImportError` when a shipped file is wrong.
 */
export async function loadShippedCatalogue(
  store: CatalogueStore,
  folder: string = SHIPPED_FOLDER,
): Promise<boolean> {
  if (store.state(SHIPPED_REPLACED) !== null) return false;
  const fingerprint = await fingerprintOf(folder);
  if (store.state(FINGERPRINT) === fingerprint) return false;
  const products = await readShippedProducts(folder);
  store.transaction(() => {
    const ids = new Set(products.map((product) => product.id));
    store.remove(store.idsOf(SHIPPED_SOURCE).filter((id) => !ids.has(id)));
    const free = products.filter((product) => {
      const origin = store.originOf(product.id);
      return origin === null || origin.source === SHIPPED_SOURCE;
    });
    store.upsert(free, { source: SHIPPED_SOURCE, run: fingerprint });
    store.setState(FINGERPRINT, fingerprint);
  });
  return true;
}

/** All shipped products, in the order of the departments. */
export async function readShippedProducts(folder: string = SHIPPED_FOLDER): Promise<readonly Product[]> {
  const departments = new Map((await readDepartments(folder)).map((it) => [it.slug, it]));
  const products = new Map<string, Product>();
  for (const file of await productFiles(folder)) {
    const department = departments.get(file.replace(/\.csv$/, ''));
    if (department === undefined) throw new ImportError(`${file} is no department of departments.csv.`);
    const path = join(folder, 'products', file);
    let read: ReturnType<typeof productReader> | null = null;
    for await (const record of readRecords(path)) {
      if ('reason' in record) throw new ImportError(`${file}, row ${record.row}: ${record.reason}.`);
      read ??= productReader(
        resolveMapping(Object.keys(record.fields), {
          columns: {},
          constants: { department: department.name, currency: 'USD' },
          listSeparator: ';',
        }),
      );
      const result = read(record.fields);
      if (result.kind === 'rejected') throw new ImportError(`${file}, row ${record.row}: ${result.reason}.`);
      if (products.has(result.product.id)) {
        throw new ImportError(`${file}, row ${record.row}: id "${result.product.id}" is taken.`);
      }
      products.set(result.product.id, result.product);
    }
  }
  return [...products.values()];
}

/** The departments of the shipped catalogue with their icons. */
export async function readDepartments(folder: string = SHIPPED_FOLDER): Promise<readonly Department[]> {
  const departments: Department[] = [];
  for await (const record of readRecords(join(folder, 'departments.csv'))) {
    if ('reason' in record) throw new ImportError(`departments.csv, row ${record.row}: ${record.reason}.`);
    const { slug, name, icon } = record.fields;
    departments.push({ slug: String(slug), name: String(name), icon: icon ? String(icon) : null });
  }
  return departments;
}

async function productFiles(folder: string): Promise<readonly string[]> {
  const files = await readdir(join(folder, 'products'));
  return files.filter((file) => file.endsWith('.csv')).sort();
}

async function fingerprintOf(folder: string): Promise<string> {
  const hash = createHash('sha256').update(READER_VERSION);
  hash.update(await readFile(join(folder, 'departments.csv')));
  for (const file of await productFiles(folder)) {
    hash.update(file).update(await readFile(join(folder, 'products', file)));
  }
  return hash.digest('hex');
}
