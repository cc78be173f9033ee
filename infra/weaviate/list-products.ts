import type { FacetValue, ProductQuery, ProductSort } from '#agents/search/product-index.ts';
import { and, equal, type Filter } from './filter.ts';
import { NO_RATE_UNIT } from './product-document.ts';
import type { Counts, EngineSort, FoundProduct, ProductEngine } from './product-engine.ts';
import type { RankedProduct } from './rank-products.ts';

/** Sorted by price, only what is about as much the thing as the best takes part: the cheapest milk is no chocolate. */
const SORTED_KIND = 0.7;

/** One page of everything that passes a filter, sorted by the engine. */
export async function listProducts(
  engine: ProductEngine,
  filter: Filter | null,
  { sort, limit, offset }: Pick<ProductQuery, 'sort' | 'limit' | 'offset'>,
  counts: Counts,
): Promise<readonly FoundProduct[]> {
  switch (sort) {
    case 'relevance':
      return pageOverGroups(
        engine,
        [
          { filter: and([filter, equal('inStock', true)]), sort: [] },
          { filter: and([filter, equal('inStock', false)]), sort: [] },
        ],
        { limit, offset },
      );
    case 'unit_price':
      return pageOverGroups(
        engine,
        measuresInOrder(counts.rateUnits).map((unit) => ({
          filter: and([filter, equal('rateUnit', unit)]),
          sort: [ascending('rate'), TIE],
          count: counts.rateUnits.find(({ value }) => value === unit)?.count ?? 0,
        })),
        { limit, offset },
      );
    case 'price':
      return engine.list({ filter, limit, offset, sort: [ascending('priceUp'), TIE] });
    case 'price_desc':
      return engine.list({ filter, limit, offset, sort: [{ by: 'priceDown', ascending: false }, TIE] });
    case 'name':
      return engine.list({ filter, limit, offset, sort: [ascending('sortName'), TIE] });
  }
}

/** Orders what was ranked by a sort; what a sort needs and a product lacks puts it last, ties go by relevance. */
export function pickSorted(
  ranked: readonly RankedProduct[],
  sort: Exclude<ProductSort, 'relevance'>,
): readonly RankedProduct[] {
  const best = Math.max(0, ...ranked.map(({ kind }) => kind));
  const kept = ranked.filter(({ kind, exactName }) => exactName || kind >= best * SORTED_KIND);
  return kept.toSorted((left, right) => {
    const difference = compare(sort, unitOrder(kept), left.found, right.found);
    return difference || right.score - left.score;
  });
}

function compare(
  sort: Exclude<ProductSort, 'relevance'>,
  units: readonly string[],
  left: FoundProduct,
  right: FoundProduct,
): number {
  switch (sort) {
    case 'price':
      return left.priceUp - right.priceUp;
    case 'price_desc':
      return right.priceDown - left.priceDown;
    case 'unit_price':
      return units.indexOf(left.rateUnit) - units.indexOf(right.rateUnit) || left.rate - right.rate;
    case 'name':
      return left.sortName < right.sortName ? -1 : left.sortName > right.sortName ? 1 : 0;
  }
}

/** Prices per gram, per millilitre and per item do not compare: the measure of most comes first as a whole. */
function unitOrder(kept: readonly RankedProduct[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { found } of kept) counts.set(found.rateUnit, (counts.get(found.rateUnit) ?? 0) + 1);
  return measuresInOrder([...counts].map(([value, count]) => ({ value, count })));
}

function measuresInOrder(units: readonly FacetValue[]): readonly string[] {
  return units
    .toSorted(
      (left, right) =>
        Number(left.value === NO_RATE_UNIT) - Number(right.value === NO_RATE_UNIT) ||
        right.count - left.count ||
        (left.value < right.value ? -1 : 1),
    )
    .map(({ value }) => value);
}

/** Equal ones stand in one order on every page. */
const TIE: EngineSort = { by: 'productId', ascending: true };
const ascending = (by: EngineSort['by']): EngineSort => ({ by, ascending: true });

interface Group {
  readonly filter: Filter | null;
  readonly sort: readonly EngineSort[];
  /** How many it has; counted when not given. */
  readonly count?: number;
}

/** A page of groups that stand one after the other, each sorted in itself. */
async function pageOverGroups(
  engine: ProductEngine,
  groups: readonly Group[],
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<readonly FoundProduct[]> {
  const found: FoundProduct[] = [];
  let skip = offset;
  for (const { filter, sort, count: known } of groups) {
    if (found.length === limit) break;
    const here = await engine.list({ filter, sort, limit: limit - found.length, offset: skip });
    found.push(...here);
    if (found.length === limit) break;
    const count = here.length > 0 ? skip + here.length : (known ?? (await engine.count(filter)));
    skip = Math.max(0, skip - count);
  }
  return found;
}
