import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** Which icon stands for a shelf when a product names none itself. */
export interface ShelfPictures {
  /** By a word of a department's name or slug. */
  readonly departments: Readonly<Record<string, string>>;
  /** By a word of a category's name. */
  readonly categories: Readonly<Record<string, string>>;
}

/** Share of a word's products that its icon must cover, so that "fresh" or "pantry" stand for nothing. */
const CLEAR_SHARE = 0.4;

interface ProductRow {
  readonly category: string;
  readonly icon: string;
}

/** Learns from the shipped catalogue which icon fits a department and the words of a category. */
export async function readShelfPictures(shippedFolder: string): Promise<ShelfPictures> {
  const departments: Record<string, string> = {};
  for (const { slug, name, icon } of await readRows<Record<'slug' | 'name' | 'icon', string>>(
    join(shippedFolder, 'departments.csv'),
  )) {
    for (const word of shelfWords(`${slug} ${name}`)) departments[word] ??= icon;
  }
  const productFolder = join(shippedFolder, 'products');
  const files = (await readdir(productFolder)).filter((name) => name.endsWith('.csv')).sort();
  const rows = await Promise.all(files.map((name) => readRows<ProductRow>(join(productFolder, name))));
  return { departments, categories: clearIcons(rows.flat()) };
}

/** The words of a shelf's name, without plural endings: "Nuts & Trail Mix" → nut, trail, mix. */
export function shelfWords(name: string): readonly string[] {
  const words = name.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.filter((word) => word !== 'and').map((word) => word.replace(/(?<=..)s$/u, ''));
}

function clearIcons(rows: readonly ProductRow[]): Record<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const { category, icon } of rows) {
    if (icon === '') continue;
    for (const word of shelfWords(category)) {
      const icons = counts.get(word) ?? new Map<string, number>();
      icons.set(icon, (icons.get(icon) ?? 0) + 1);
      counts.set(word, icons);
    }
  }
  const clear: Record<string, string> = {};
  for (const [word, icons] of counts) {
    const total = [...icons.values()].reduce((sum, count) => sum + count, 0);
    const [best] = [...icons].sort((one, other) => other[1] - one[1]);
    if (best !== undefined && best[1] / total >= CLEAR_SHARE) clear[word] = best[0];
  }
  return clear;
}

async function readRows<Row>(path: string): Promise<readonly Row[]> {
  return parse(await readFile(path, 'utf8'), { columns: true, skip_empty_lines: true }) as Row[];
}
