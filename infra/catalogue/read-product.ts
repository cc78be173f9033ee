import { z } from 'zod';
import { ALLERGENS, DIETS, type Product, type TriState } from '#agents/search/product.ts';
import { parsePackSize } from '#agents/search/size.ts';
import { isAgeRestricted } from './age-restricted.ts';
import { COLUMNS, type Column, type ColumnMapping } from './column-mapping.ts';
import { addDerivedFacts } from './ingredients/add-derived-facts.ts';
import { readWrittenPrice, type WrittenPrice } from './read-price.ts';

export type ReadProduct =
  | { readonly kind: 'product'; readonly product: Product; readonly unreadSize: boolean }
  | { readonly kind: 'rejected'; readonly reason: string };

const MAX_LIST = 50;
const NOTHING_STATED = Object.fromEntries(COLUMNS.map((column) => [column, null]));

/** A cell as one line of text without control characters; null when there is nothing in it. */
const cell = z
  .union([z.string(), z.number(), z.boolean(), z.null(), z.undefined()], {
    error: 'must be text, a number, or left out',
  })
  .transform((value) => {
    const text = String(value ?? '')
      .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    return text === '' ? null : text;
  });
const text = (limit: number) =>
  cell.refine((value) => (value?.length ?? 0) <= limit, { error: `is longer than ${limit} letters` });
const required = (limit: number) =>
  text(limit).transform((value, context) => {
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message: 'is missing' });
    return z.NEVER;
  });
const flag = cell.transform((value, context): TriState => {
  if (value === null) return 'unknown';
  if (/^(?:yes|y|true|1)$/i.test(value)) return 'yes';
  if (/^(?:no|n|false|0)$/i.test(value)) return 'no';
  if (/^unknown$/i.test(value)) return 'unknown';
  context.addIssue({ code: 'custom', message: `"${value}" is neither yes nor no` });
  return z.NEVER;
});

/** Builds the reader of one file's records: each becomes a product, or a reason why not. Unknown facts stay unknown. */
export function productReader(
  mapping: ColumnMapping,
): (fields: Readonly<Record<string, unknown>>) => ReadProduct {
  const list = z.union([z.array(z.string()), cell]).transform((value) => {
    const items = Array.isArray(value) ? value : (value ?? '').split(mapping.listSeparator);
    return [...new Set(items.map((item) => item.trim()).filter((item) => item !== ''))].slice(0, MAX_LIST);
  });
  const names = <T extends string>(allowed: readonly T[]) =>
    list.transform((items, context): readonly T[] => {
      const known = items.map((item) => item.toLowerCase().replace(/[\s-]+/g, '_'));
      const wrong = known.find((item) => !(allowed as readonly string[]).includes(item));
      if (wrong === undefined) return known as readonly string[] as readonly T[];
      context.addIssue({ code: 'custom', message: `"${wrong}" is none of ${allowed.join(', ')}` });
      return z.NEVER;
    });
  const row = z.object({
    id: required(128),
    name: required(300),
    brand: text(120),
    department: text(120),
    category: text(120),
    size: cell,
    unit: text(40),
    price: cell.transform((value, context) => readPrice(value, mapping.priceFactor, context)),
    currency: cell.refine((value) => value === null || /^[A-Z]{3}$/.test(value), {
      error: 'must be three capital letters such as USD',
    }),
    stock: cell.transform(readStock),
    organic: flag,
    diets: names(DIETS),
    not_diets: names(DIETS),
    contains: names([...ALLERGENS, 'none'] as const),
    may_contain: names(ALLERGENS),
    aliases: list,
    cuisines: list,
    ingredients: text(20_000),
    description: text(20_000),
    age_restricted: flag,
    icon: text(80),
  });

  return (fields) => {
    const read = row.safeParse(pick(fields, mapping));
    if (!read.success) {
      const [issue] = read.error.issues;
      return { kind: 'rejected', reason: `${String(issue?.path[0] ?? 'row')} ${issue?.message ?? ''}` };
    }
    return toProduct(read.data);
  };
}

type Row = {
  readonly [K in
    | 'brand'
    | 'department'
    | 'category'
    | 'size'
    | 'unit'
    | 'currency'
    | 'ingredients'
    | 'description'
    | 'icon']: string | null;
} & {
  readonly id: string;
  readonly name: string;
  readonly price: WrittenPrice | null;
  readonly stock: number | null;
  readonly organic: TriState;
  readonly age_restricted: TriState;
  readonly diets: readonly (typeof DIETS)[number][];
  readonly not_diets: readonly (typeof DIETS)[number][];
  readonly contains: readonly ((typeof ALLERGENS)[number] | 'none')[];
  readonly may_contain: readonly (typeof ALLERGENS)[number][];
  readonly aliases: readonly string[];
  readonly cuisines: readonly string[];
};

/** A name that calls a product organic states it; "organics" of a brand's name does too, "non-organic" does not. */
function organicOf({ organic, name }: Row): TriState {
  if (organic !== 'unknown') return organic;
  return /(?<!non[- ]?)\borganics?\b/iu.test(name) ? 'yes' : 'unknown';
}

function toProduct(row: Row): ReadProduct {
  const both = row.diets.find((diet) => row.not_diets.includes(diet));
  if (both !== undefined) return { kind: 'rejected', reason: `diets says yes and not_diets no for ${both}` };
  const contains = row.contains.flatMap((it) => (it === 'none' ? [] : [it]));
  if (contains.length > 0 && contains.length < row.contains.length) {
    return { kind: 'rejected', reason: 'contains says none beside allergens' };
  }
  const signed = row.price?.currency ?? null;
  if (signed !== null && row.currency !== null && signed !== row.currency) {
    return { kind: 'rejected', reason: `price is in ${signed} and currency says ${row.currency}` };
  }
  const category = shelfName(row.category ?? row.department ?? 'Other');
  const department = shelfName(row.department ?? row.category ?? 'Other');
  const size = row.size === null ? null : parsePackSize(row.size);
  const product: Product = {
    id: row.id,
    name: row.name,
    brand: row.brand,
    department,
    category,
    size,
    unit: row.unit ?? 'each',
    priceCents: row.price?.cents ?? null,
    currency: row.currency ?? row.price?.currency ?? 'USD',
    stock: row.stock,
    organic: organicOf(row),
    diets: Object.fromEntries([
      ...row.diets.map((diet) => [diet, 'yes']),
      ...row.not_diets.map((diet) => [diet, 'no']),
    ]),
    // Only a stated list is a statement: an absent one says nothing of what is inside.
    allergens: { contains, mayContain: row.may_contain, declared: row.contains.length > 0 },
    aliases: row.aliases,
    cuisines: row.cuisines,
    ingredients: row.ingredients,
    description: row.description,
    ageRestricted:
      row.age_restricted === 'unknown' ? isAgeRestricted(department, category) : row.age_restricted === 'yes',
    icon: row.icon,
  };
  return {
    kind: 'product',
    product: addDerivedFacts(product),
    unreadSize: row.size !== null && size === null,
  };
}

/** Columns whose lists stay lists; in another one a list is a path or several texts. */
const LISTS: ReadonlySet<Column> = new Set([
  'diets',
  'not_diets',
  'contains',
  'may_contain',
  'aliases',
  'cuisines',
]);

function pick(fields: Readonly<Record<string, unknown>>, mapping: ColumnMapping): Record<string, unknown> {
  const picked: Record<string, unknown> = { ...NOTHING_STATED, ...mapping.constants };
  for (const [column, theirs] of Object.entries(mapping.columns) as [Column, readonly string[]][]) {
    const value = theirs
      .map((name) => fields[name])
      .find((it) => it !== undefined && it !== null && it !== '');
    if (value !== undefined)
      picked[column] = Array.isArray(value) && !LISTS.has(column) ? oneText(column, value) : value;
  }
  const path = pathOf(mapping.columns.category?.map((name) => fields[name]).find((it) => it !== undefined));
  if (path.length > 1) {
    picked.category = path.at(-1);
    picked.department ??= path[0];
  }
  return picked;
}

/** The shelves of "Food > Dairy > Milk" or of a list of such names, widest first. */
function pathOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'string' ? value.split(/\s+[>›»]\s+/) : [];
}

function oneText(column: Column, values: readonly unknown[]): unknown {
  if (values.length === 0) return null;
  if (values.some((it) => typeof it !== 'string' && typeof it !== 'number')) return values;
  if (column === 'department') return values[0];
  return column === 'category' ? values.at(-1) : values.join(', ');
}

function readPrice(
  value: string | null,
  factor: number,
  context: z.core.$RefinementCtx,
): WrittenPrice | null {
  const price = value === null ? null : readWrittenPrice(value, factor);
  if (value === null || price !== null) return price;
  context.addIssue({ code: 'custom', message: `"${value}" is no price; leave it empty when it is unknown` });
  return z.NEVER;
}

function readStock(value: string | null, context: z.core.$RefinementCtx): number | null {
  // "In stock: yes" says that there are some, not how many.
  if (value === null || /^(?:true|yes|y)$/i.test(value)) return null;
  if (/^(?:false|no|n)$/i.test(value)) return 0;
  const stock = Number(value);
  if (Number.isFinite(stock) && stock >= 0 && stock <= 1e9) return Math.floor(stock);
  context.addIssue({ code: 'custom', message: `"${value}" is no count; leave it empty when it is unknown` });
  return z.NEVER;
}

/** "fresh-chilled-food" and "dairy eggs" as a shopper reads them; names with capitals stay as they are. */
function shelfName(name: string): string {
  if (name !== name.toLowerCase()) return name;
  return name
    .replace(/[-_]+/g, ' ')
    .replace(/(^|\s)(\p{L})/gu, (_, gap, letter) => `${gap}${letter.toUpperCase()}`);
}
