import { z } from 'zod';
import { ImportError } from './import-error.ts';
import { readMapping } from './read-mapping.ts';

/** The columns a product is read from. `price` is in major units unless the mapping has another `priceFactor`. */
export const COLUMNS = [
  'id',
  'name',
  'brand',
  'department',
  'category',
  'size',
  'unit',
  'price',
  'currency',
  'stock',
  'organic',
  'diets',
  'not_diets',
  'contains',
  'may_contain',
  'aliases',
  'cuisines',
  'ingredients',
  'description',
  'age_restricted',
  'icon',
] as const;
export type Column = (typeof COLUMNS)[number];

const perColumn = <T extends z.ZodType>(value: T) => z.partialRecord(z.enum(COLUMNS), value);

const mappingFile = z.strictObject({
  /** Our column ← theirs; a list is tried in order; null leaves the fact unknown. */
  columns: perColumn(z.union([z.string().min(1), z.array(z.string().min(1)).min(1), z.null()])).default({}),
  /** Our column ← one value for every product. */
  constants: perColumn(z.string()).default({}),
  /** Cents in one of their price; 100 for major units, 1 when prices are cents already. */
  priceFactor: z.number().positive().optional(),
  listSeparator: z.string().min(1).max(3).default(';'),
});
export type MappingFile = z.output<typeof mappingFile>;

/** How records become products. */
export interface ColumnMapping {
  readonly columns: Readonly<Partial<Record<Column, readonly string[]>>>;
  readonly constants: Readonly<Partial<Record<Column, string>>>;
  readonly priceFactor: number;
  readonly listSeparator: string;
}

/** Names under which catalogues usually keep a column, likeliest first. */
const USUAL_NAMES: Readonly<Record<Column, string>> = {
  id: 'id product_id productid sku item_id code gtin upc ean barcode',
  name: 'name product_name title product_title item_name product',
  brand: 'brand brand_name manufacturer brand_owner',
  department: 'department dept department_name',
  category: 'category aisle category_name shelf product_category subcategory',
  size: 'size package package_size pack_size package_weight net_weight',
  unit: 'unit sold_by unit_name',
  price: 'price price_usd price_gbp price_eur price_cents retail_price sale_price',
  currency: 'currency currency_code',
  stock: 'stock inventory stock_level quantity_available in_stock',
  organic: 'organic is_organic',
  diets: 'diets dietary diet',
  not_diets: 'not_diets',
  contains: 'contains allergens contains_allergens',
  may_contain: 'may_contain traces',
  aliases: 'aliases synonyms',
  cuisines: 'cuisines cuisine',
  ingredients: 'ingredients ingredient_list',
  description: 'description long_description',
  age_restricted: 'age_restricted adult_only',
  icon: 'icon',
};
const CURRENCY_OF_NAME: Readonly<Record<string, string>> = {
  price_usd: 'USD',
  price_gbp: 'GBP',
  price_eur: 'EUR',
};

/** Reads a mapping file. */
export function readMappingFile(path: string): Promise<MappingFile> {
  return readMapping(path, { schema: mappingFile, choices: `Our columns are: ${COLUMNS.join(', ')}` });
}

/** The mapping for a file with columns `names`: what the mapping file says, and usual names for the rest. */
export function resolveMapping(names: readonly string[], file: MappingFile | null): ColumnMapping {
  const bySpelling = new Map(names.map((name) => [spelling(name), name]));
  const columns: Partial<Record<Column, readonly string[]>> = {};
  for (const column of COLUMNS) {
    const stated = file?.columns[column];
    if (stated === null) continue;
    if (stated !== undefined) columns[column] = typeof stated === 'string' ? [stated] : stated;
    else if (file?.constants[column] === undefined) {
      const usual = USUAL_NAMES[column].split(' ').flatMap((name) => bySpelling.get(name) ?? []);
      if (usual.length > 0) columns[column] = usual;
    }
  }
  for (const needed of ['id', 'name'] as const) {
    if (columns[needed] !== undefined) continue;
    throw new ImportError(
      `No column can be read as the product's ${needed}. The file has: ${names.join(', ')}. ` +
        `Name the right one in a mapping: {"columns": {"${needed}": "THEIR COLUMN"}} and give it with --mapping FILE.`,
      { usage: true },
    );
  }
  const price = spelling(columns.price?.[0] ?? '');
  // A sign in the price may still name another one; without any it is USD.
  const currency = file?.constants.currency ?? CURRENCY_OF_NAME[price];
  return {
    columns,
    constants: { ...file?.constants, ...(currency === undefined ? {} : { currency }) },
    priceFactor: file?.priceFactor ?? (price === 'price_cents' ? 1 : 100),
    listSeparator: file?.listSeparator ?? ';',
  };
}

function spelling(name: string): string {
  return name
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_');
}
