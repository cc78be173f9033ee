import type { Product } from '#agents/search/product.ts';
import { contentTokens } from '#agents/search/tokenize.ts';
import type { CatalogueStore } from '#infra/embedded/catalogue-store.ts';
import {
  distributionOf,
  NO_PRICES,
  type PriceDistribution,
} from '#personalization/prices/price-distribution.ts';
import type { PriceShelf, ShelfProduct } from '#personalization/prices/price-shelf.ts';

/** Products read from disk at once. */
const BATCH = 1_000;
/** Things of a category that are called alike are a kind of their own from so many on; the rest is one kind. */
const LEAST_OF_A_KIND = 5;

/** A product as the shelf keeps it. */
interface Kept {
  /** Category and measure: grams are not compared with items. */
  readonly group: string;
  /** What it is called in the end: the last word of its name. */
  readonly called: string;
  readonly family: string;
  readonly unitsPerPack: number;
  readonly packCents: number | null;
}

interface Kind {
  /** Cheapest unit first. */
  readonly productIds: readonly string[];
  readonly prices: PriceDistribution;
}

export interface CataloguePriceShelf extends PriceShelf {
  /** Takes in what has changed in the catalogue since the last time. */
  sync(): void;
}

/** Kinds and prices of the catalogue, in memory. Call `sync` once before the first question. */
export function createPriceShelf(store: Pick<CatalogueStore, 'changedSince'>): CataloguePriceShelf {
  const products = new Map<string, Kept>();
  let version = 0;
  let kindOf: ((kept: Kept) => string) | null = null;
  let kinds: ReadonlyMap<string, Kind> | null = null;

  const naming = () => {
    if (kindOf !== null) return kindOf;
    const counts = new Map<string, number>();
    for (const { group, called } of products.values()) {
      const key = `${group}/${called}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    kindOf = ({ group, called }) => {
      const key = `${group}/${called}`;
      return (counts.get(key) ?? 0) >= LEAST_OF_A_KIND ? key : group;
    };
    return kindOf;
  };
  const everyKind = () => {
    kinds ??= sortedKinds(products, naming());
    return kinds;
  };

  return {
    sync() {
      for (;;) {
        const changes = store.changedSince(version, BATCH);
        for (const { id, product, version: latest } of changes) {
          if (product === null) products.delete(id);
          else products.set(id, keep(product));
          version = latest;
        }
        if (changes.length > 0) {
          kindOf = null;
          kinds = null;
        }
        if (changes.length < BATCH) return;
      }
    },
    of(productId): ShelfProduct | null {
      const kept = products.get(productId);
      if (kept === undefined) return null;
      const { family, unitsPerPack, packCents } = kept;
      return { kind: naming()(kept), family, unitsPerPack, packCents };
    },
    pricesOf: (kind) => everyKind().get(kind)?.prices ?? NO_PRICES,
    cheapestOf: (kind) => everyKind().get(kind)?.productIds ?? [],
  };
}

function keep(product: Product): Kept {
  const measured = product.size !== null && product.size.amount > 0 ? product.size : null;
  const { name, category, department, priceCents } = product;
  return {
    group: `${category} by ${measured?.unit ?? 'pack'}`,
    called: contentTokens(name).at(-1) ?? '',
    family: department,
    unitsPerPack: measured?.amount ?? 1,
    packCents: priceCents,
  };
}

function sortedKinds(
  products: ReadonlyMap<string, Kept>,
  kindOf: (kept: Kept) => string,
): ReadonlyMap<string, Kind> {
  const members = new Map<string, { readonly productId: string; readonly unitCents: number }[]>();
  for (const [productId, kept] of products) {
    if (kept.packCents === null) continue;
    const one = { productId, unitCents: kept.packCents / kept.unitsPerPack };
    const kind = kindOf(kept);
    const known = members.get(kind);
    if (known === undefined) members.set(kind, [one]);
    else known.push(one);
  }
  return new Map(
    [...members].map(([kind, all]) => [
      kind,
      {
        productIds: all
          .sort((a, b) => a.unitCents - b.unitCents || (a.productId < b.productId ? -1 : 1))
          .map(({ productId }) => productId),
        prices: distributionOf(all.map(({ unitCents }) => [unitCents, 1])),
      },
    ]),
  );
}
