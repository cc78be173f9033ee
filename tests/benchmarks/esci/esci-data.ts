import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Product } from '#agents/search/product.ts';

/** One product of the ESCI files, as published. */
export interface EsciProduct {
  readonly id: string;
  readonly title: string;
  readonly brand: string;
  readonly color: string;
  readonly bullets: string;
  readonly description: string;
  readonly category: readonly string[];
}

export interface EsciQuery {
  readonly query: string;
  readonly ratings: Readonly<Record<string, 'E' | 'S' | 'C' | 'I'>>;
}

/** Records of a gzip'd file of JSON lines; null when it is not there. */
export function readJsonLines<T>(file: string): readonly T[] | null {
  if (!existsSync(file)) return null;
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  return lines.map((line): T => JSON.parse(line));
}

export function readEsci(dataDir: string, split: string) {
  const products = readJsonLines<EsciProduct>(join(dataDir, 'search/esci_products.jsonl.gz'));
  const queries = readJsonLines<EsciQuery>(join(dataDir, `search/esci_judgments.${split}.jsonl.gz`));
  return products === null || queries === null ? null : { products, queries };
}

/** The product as a grocer's import would give it to the index: the shelf is the category path below the department. */
export function toProduct({ id, title, brand, color, bullets, description, category }: EsciProduct): Product {
  const [department = 'Other', ...shelf] = category;
  const about = [color, bullets, description].filter((text) => text !== '').join('\n');
  return {
    id,
    name: title,
    brand: brand === '' ? null : brand,
    department,
    category: shelf.length === 0 ? department : shelf.join(' / '),
    size: null,
    unit: 'each',
    priceCents: null,
    currency: 'USD',
    stock: null,
    organic: 'unknown',
    diets: {},
    allergens: { contains: [], mayContain: [], declared: false },
    aliases: [],
    cuisines: [],
    ingredients: null,
    description: about === '' ? null : about,
    ageRestricted: false,
    icon: null,
  };
}
