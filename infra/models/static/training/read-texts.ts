import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { SHIPPED_FOLDER } from '#infra/catalogue/shipped-catalogue.ts';

/** Texts of one origin. */
export interface TextSource {
  readonly name: string;
  readonly texts: readonly string[];
}

type Row = Readonly<Record<string, unknown>>;

/** A file of the data folder whose licence lets trained numbers be passed on, and the texts in one of its rows. */
interface OpenFile {
  readonly file: string;
  readonly licence: string;
  readonly texts: (row: Row) => readonly string[];
}

const said = (row: Row) => [textOf(row.text)];

/**
 * What the vectors are fitted on besides the project's own texts. Files under non-commercial terms, files whose terms
 * were not checked, and every file that the vectors are judged on are left out (README.md beside this).
 */
export const OPEN_FILES: readonly OpenFile[] = [
  { file: 'emotion/goemotions_train.public.jsonl.gz', licence: 'Apache-2.0', texts: said },
  { file: 'intents/clinc150.public.jsonl.gz', licence: 'CC BY 3.0', texts: said },
  { file: 'intents/hwu64.public.jsonl.gz', licence: 'CC BY 4.0', texts: said },
  { file: 'intents/multidogo_fastfood.public.jsonl.gz', licence: 'CDLA-Permissive-1.0', texts: said },
  { file: 'intents/search_queries.public.jsonl.gz', licence: 'MIT', texts: said },
  {
    file: 'orders/retail_tasks.public.jsonl.gz',
    licence: 'MIT',
    texts: (row) => sentencesOf(textOf(row.instruction)),
  },
  {
    file: 'catalogue/fdc_branded.jsonl.gz',
    licence: 'public domain (CC0)',
    texts: (row) => {
      const category = textOf(row.category);
      const ingredients = textOf(row.ingredients)
        .replace(/^ingredients:\s*/iu, '')
        .toLowerCase();
      const parts = ingredients.split(/[,.;()]/u).map((part) => part.trim());
      return [
        `${textOf(row.brand)} ${category}`,
        `${category} with ${parts.slice(0, 6).join(', ')}`,
        ...parts.slice(0, 20).filter((part) => part.length < 60),
      ];
    },
  },
  {
    file: 'baskets/onlineretail_items.jsonl.gz',
    licence: 'CC0',
    texts: (row) => [textOf(row.name).toLowerCase()],
  },
  {
    file: 'household/products.csv.gz',
    licence: 'CC0',
    texts: (row) => {
      const [department, category, type] = [row.department, row.product_category, row.product_type].map(
        (part) =>
          textOf(part)
            .toLowerCase()
            .replaceAll(/[:/-]+/gu, ' '),
      );
      return [`${category} ${type}`, `${department} ${type}`, `${type}`];
    },
  },
];

/** Reads everything that the vectors are fitted on but made-up sentences. Files that the folder lacks are named. */
export function readTextSources(dataDir: string): {
  readonly sources: readonly TextSource[];
  readonly missing: readonly string[];
} {
  const present = OPEN_FILES.filter(({ file }) => existsSync(join(dataDir, file)));
  return {
    sources: [
      { name: 'shipped catalogue', texts: cleaned(shippedTexts()) },
      ...present.map(({ file, texts }) => ({
        name: file,
        texts: cleaned(rowsOf(join(dataDir, file)).flatMap(texts)),
      })),
    ],
    missing: OPEN_FILES.filter((file) => !present.includes(file)).map(({ file }) => file),
  };
}

function shippedTexts(): readonly string[] {
  const products = globSync('products/*.csv', { cwd: SHIPPED_FOLDER })
    .sort()
    .flatMap((file) => rowsOf(join(SHIPPED_FOLDER, file)));
  const readJson = (file: string): readonly Row[] =>
    JSON.parse(readFileSync(join(SHIPPED_FOLDER, file), 'utf8'));
  return [
    ...products.flatMap((row) => {
      const aliases = textOf(row.aliases).split(';');
      return [
        textOf(row.name),
        `${textOf(row.name)} ${textOf(row.category)} ${textOf(row.cuisines)}`,
        ...aliases,
        ...aliases.map((alias) => `${alias} ${textOf(row.category)}`),
      ];
    }),
    ...readJson('recipes.json').flatMap((recipe) => {
      const ingredients = (recipe.ingredients as readonly Row[]).map((one) => textOf(one.name));
      return [
        textOf(recipe.name),
        `${textOf(recipe.cuisine)} ${textOf(recipe.name)} with ${ingredients.join(', ')}`,
        ...ingredients,
      ];
    }),
    ...readJson('knowledge.json').flatMap((entry) => sentencesOf(textOf(entry.text))),
  ];
}

function rowsOf(path: string): readonly Row[] {
  const bytes = readFileSync(path);
  const content = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  if (/\.csv(?:\.gz)?$/u.test(path)) return parse(content, { columns: true });
  return content
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Row => JSON.parse(line));
}

function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[.!?;])\s+/u);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Each text once, in the order of the files, without what is too short to mean anything or too long for one thought. */
function cleaned(texts: readonly string[]): readonly string[] {
  const trimmed = texts.map((text) => text.replaceAll(/\s+/gu, ' ').trim());
  return [...new Set(trimmed)].filter((text) => /\p{L}{2}/u.test(text) && text.length <= 400);
}
