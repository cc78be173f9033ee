import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { parse } from 'csv-parse/sync';

export const COLUMNS = [
  'id',
  'name',
  'brand',
  'category',
  'size',
  'unit',
  'price',
  'stock',
  'organic',
  'diets',
  'not_diets',
  'contains',
  'may_contain',
  'aliases',
  'cuisines',
  'icon',
] as const;

/** One line of a product file as text, with the department it stands in. */
export type ShippedRow = Readonly<Record<(typeof COLUMNS)[number], string>> & {
  readonly department: string;
};

export interface ShippedDepartment {
  readonly slug: string;
  readonly name: string;
  readonly icon: string;
}

const SHIPPED = join(import.meta.dirname, '../../infra/catalogue/shipped');

function readCsv(path: string): Record<string, string>[] {
  return parse(readFileSync(path, 'utf8'), { columns: true, skip_empty_lines: true });
}

export function productFiles(): readonly string[] {
  return readdirSync(join(SHIPPED, 'products'))
    .filter((file) => file.endsWith('.csv'))
    .sort();
}

export function headerOf(file: string): readonly string[] {
  const [header] = parse(readFileSync(join(SHIPPED, 'products', file), 'utf8'), { to: 1 });
  return header ?? [];
}

export function readProducts(): readonly ShippedRow[] {
  return productFiles().flatMap((file) =>
    readCsv(join(SHIPPED, 'products', file)).map(
      (row) => ({ ...row, department: basename(file, '.csv') }) as ShippedRow,
    ),
  );
}

export function readDepartments(): readonly ShippedDepartment[] {
  return readCsv(join(SHIPPED, 'departments.csv')) as unknown as ShippedDepartment[];
}

export function readRecipes(): unknown {
  return JSON.parse(readFileSync(join(SHIPPED, 'recipes.json'), 'utf8'));
}

export function iconNames(): ReadonlySet<string> {
  const path = createRequire(import.meta.url).resolve('@iconify-json/fluent-emoji-flat/icons.json');
  const set = JSON.parse(readFileSync(path, 'utf8')) as { icons: Record<string, unknown> };
  return new Set(Object.keys(set.icons));
}

export function list(cell: string): readonly string[] {
  return cell.split(';').filter((part) => part !== '');
}
