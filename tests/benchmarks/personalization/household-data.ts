import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { Interaction } from '#personalization/learning/interaction.ts';
import { NO_PRICES } from '#personalization/prices/price-distribution.ts';
import type { PriceShelf } from '#personalization/prices/price-shelf.ts';
import type { BenchOptions } from '#tests/benchmarks/figure.ts';

/** One line of a household's receipt. */
export interface PaidLine {
  readonly household: string;
  readonly basket: string;
  readonly productId: string;
  readonly type: string;
  readonly category: string;
  readonly quantity: number;
  readonly unitCents: number;
  readonly at: number;
}

export interface Household {
  readonly id: string;
  /** By time, each basket's lines together. */
  readonly baskets: readonly (readonly PaidLine[])[];
}

export interface StatedHousehold {
  readonly id: string;
  readonly size: number;
  readonly children: boolean;
}

type Row = Readonly<Record<string, string>>;

/** The households of a split; null when the data folder lacks them. */
export function readHouseholds(dataDir: string, split: BenchOptions['split']): readonly Household[] | null {
  const rows = readRows(dataDir, `lines.${split}.csv.gz`);
  const products = readRows(dataDir, 'products.csv.gz');
  if (rows === null || products === null) return null;
  const byId = new Map(products.map((product) => [product.product_id ?? '', product]));
  const lines = rows.flatMap((row): readonly PaidLine[] => {
    const product = byId.get(row.product_id ?? '');
    const quantity = Number(row.quantity);
    const value = Number(row.sales_value);
    if (!product?.product_type || product.department === 'FUEL' || !(quantity > 0) || !(value > 0)) return [];
    return [
      {
        household: row.household_id ?? '',
        basket: row.basket_id ?? '',
        productId: row.product_id ?? '',
        type: product.product_type,
        category: product.product_category ?? '',
        quantity,
        unitCents: Math.round((value / quantity) * 100),
        at: Date.parse(`${row.transaction_timestamp}Z`),
      },
    ];
  });
  return [...Map.groupBy(lines, ({ household }) => household)]
    .map(([id, own]) => ({
      id,
      baskets: [...Map.groupBy(own, ({ basket }) => basket).values()].sort(
        ([a], [b]) => (a?.at ?? 0) - (b?.at ?? 0),
      ),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Who stated how many they are; "5+" counts as 5. */
export function readStated(dataDir: string, split: BenchOptions['split']): readonly StatedHousehold[] | null {
  const rows = readRows(dataDir, `demographics.${split}.csv.gz`);
  if (rows === null) return null;
  return rows.map((row) => ({
    id: row.household_id ?? '',
    size: Number.parseInt(row.household_size ?? '', 10),
    children: row.kids_count !== '0' && row.kids_count !== '',
  }));
}

/** The shelf of these households' shop: of what kind a product is; prices only as they were paid. */
export function householdShelf(households: readonly Household[]): PriceShelf {
  const products = new Map(
    households.flatMap(({ baskets }) =>
      baskets
        .flat()
        .map(
          ({ productId, type, category }) =>
            [productId, { kind: type, family: category, unitsPerPack: 1, packCents: null }] as const,
        ),
    ),
  );
  return {
    of: (productId) => products.get(productId) ?? null,
    pricesOf: () => NO_PRICES,
    cheapestOf: () => [],
  };
}

export function purchaseOf(shopperId: string, lines: readonly PaidLine[]): Interaction {
  const [first] = lines;
  const at = first?.at ?? 0;
  return {
    eventId: `${shopperId}/${first?.basket ?? ''}`,
    shopperId,
    kind: 'purchase',
    at,
    source: 'bench',
    lines: lines.map(({ productId, quantity, unitCents }) => ({
      productId,
      quantity,
      unitPriceCents: unitCents,
    })),
  };
}

function readRows(dataDir: string, name: string): readonly Row[] | null {
  const file = join(dataDir, 'household', name);
  if (!existsSync(file)) return null;
  return parse(gunzipSync(readFileSync(file)), { columns: true });
}
