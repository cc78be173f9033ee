import {
  foretellPlace,
  type PlaceSought,
  type PriceForetelling,
} from '#personalization/population/price-foretelling.ts';
import type { ProductHabit } from '#personalization/profile.ts';
import { countedAt, type PackedPurchases } from './counted-purchases.ts';
import { placeAmong } from './price-distribution.ts';
import { gatherPriceEvidence, levelsOf } from './price-evidence.ts';
import { type Estimate, estimateOf, MIDDLE, overallLevel, USUAL_VARIANCES } from './price-level.ts';
import type { PriceShelf, ShelfProduct } from './price-shelf.ts';

/** How high one shopper buys, and where products lie: 0 below all prices of a kind, 1 above all. */
export interface PriceView {
  /** Over all kinds; null while no purchase with a known price could be compared. */
  readonly level: Estimate | null;
  /** Purchases it stands on. */
  readonly purchases: number;
  /** Kinds that these were of. */
  readonly kinds: number;
  /** The level in each kind, the one bought most first. */
  kindLevels(): readonly KindLevel[];
  of(productId: string): ShelfProduct | null;
  /** What a unit of a product costs in the shop, in cents; null when nobody knows. */
  unitCentsOf(productId: string): number | null;
  /** Products of the same kind that have a price, the cheapest unit first. */
  cheapestLike(productId: string): readonly string[];
  /** Where the shop's price of a product lies in its kind; null when it cannot be compared. */
  placeOf(productId: string): number | null;
  /** Where the next price they pay in a kind will lie: the median of what was learned. */
  nextPlace(sought: PlaceSought): number;
}

/** What was bought of one kind, and how high. */
export interface KindLevel {
  readonly kind: string;
  readonly purchases: number;
  readonly level: Estimate;
}

/** What a shopper's purchases say of how high they buy. */
export function viewPrices(
  products: readonly Pick<ProductHabit, 'productId' | 'recurrence' | 'meanCents' | 'lastPurchasedAt'>[],
  paid: PackedPurchases,
  { shelf, learned }: { readonly shelf: PriceShelf; readonly learned: PriceForetelling | null },
): PriceView {
  const variances = learned?.variances ?? USUAL_VARIANCES;
  const pricesOf = (kind: string) => learned?.prices.get(kind) ?? shelf.pricesOf(kind);
  const gathered = gatherPriceEvidence();
  const purchasesOf = new Map<string, { purchases: number; family: string }>();
  let purchases = 0;
  for (const [at, { productId, recurrence, meanCents, lastPurchasedAt }] of products.entries()) {
    const { count, weight } = countedAt(paid, at, recurrence.purchases);
    const on = meanCents === null || count === 0 ? null : shelf.of(productId);
    if (meanCents === null || on === null) continue;
    const place = placeAmong(pricesOf(on.kind), meanCents / on.unitsPerPack);
    if (place === null) continue;
    const { kind, family } = on;
    gathered.add({ kind, family, place, weight, lastAt: lastPurchasedAt });
    purchases += count;
    purchasesOf.set(kind, { purchases: (purchasesOf.get(kind)?.purchases ?? 0) + count, family });
  }
  const { evidence } = gathered;
  const overall = overallLevel(evidence.kinds.values(), variances);
  const levelIn = (where: Pick<ShelfProduct, 'kind' | 'family'>) =>
    estimateOf(levelsOf(evidence, where, variances, overall).inKind);
  return {
    level: purchases === 0 ? null : estimateOf(overall),
    purchases,
    kinds: purchasesOf.size,
    kindLevels: () =>
      [...purchasesOf]
        .map(([kind, { family, purchases: count }]) => ({
          kind,
          purchases: count,
          level: levelIn({ kind, family }),
        }))
        .sort((a, b) => b.purchases - a.purchases || (a.kind < b.kind ? -1 : 1)),
    of: (productId) => shelf.of(productId),
    unitCentsOf: (productId) => unitCentsOf(shelf.of(productId)),
    cheapestLike(productId) {
      const on = shelf.of(productId);
      return on === null ? [] : shelf.cheapestOf(on.kind);
    },
    placeOf(productId) {
      const on = shelf.of(productId);
      const unitCents = unitCentsOf(on);
      return on === null || unitCents === null ? null : placeAmong(pricesOf(on.kind), unitCents);
    },
    nextPlace(sought) {
      if (learned !== null) return foretellPlace(learned, evidence, sought);
      return MIDDLE + levelsOf(evidence, sought, variances, overall).inKind.mean;
    },
  };
}

function unitCentsOf(on: ShelfProduct | null): number | null {
  return on === null || on.packCents === null ? null : on.packCents / on.unitsPerPack;
}
