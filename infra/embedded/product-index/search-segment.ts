import type { Facet, ProductQuery } from '#agents/search/product-index.ts';
import { tokenize } from '#agents/search/tokenize.ts';
import { countFacets } from './count-facets.ts';
import { compileExclusions } from './exclude-terms.ts';
import { compileFilters, FAILS, UNKNOWN } from './filter-products.ts';
import { grow } from './grow.ts';
import type { QueryMatcher } from './match-query.ts';
import { productOrder } from './order-products.ts';
import type { ProductSegment } from './product-segment.ts';
import { planQuery, type TermGroup } from './query-plan.ts';
import { selectTop } from './select-top.ts';

/** At alpha 1 a product needs to cover only this much less of the query than the best one does. */
const ALPHA_LENIENCE = 0.6;
/** A query of which nothing covers this much matches nothing. */
const LEAST_COVERAGE = 0.15;
/** Sorted by price, only products about as relevant as the best take part: the cheapest milk is no milk chocolate. */
const SORTED_RELEVANCE = 0.7;
/** How much of the way to an exact name a bonus goes. */
const SAME_SHELF = 0.15;
const OUT_OF_STOCK = 0.9;
/** Scores below this are for products not exactly named, above it for those that are. */
const EXACT_FROM = 0.9;
/** Best products whose names are compared word by word with the query. */
const RERANKED = 100;
const PHRASE_BONUS = 0.1;

export interface SlotHit {
  readonly slot: number;
  readonly score: number;
  readonly matchesAllTerms: boolean;
  readonly exactName: boolean;
}

export interface SlotPage {
  readonly hits: readonly SlotHit[];
  readonly total: number;
  readonly facets: readonly Facet[];
  readonly excludedUnknown: number;
}

/** Runs one query over a segment, in one go of a few milliseconds. */
export function searchSegment(segment: ProductSegment, matcher: QueryMatcher, query: ProductQuery): SlotPage {
  const { columns, postings } = segment;
  const alpha = Math.min(1, Math.max(0, query.alpha));
  const plan = planQuery(query.text, alpha, segment.vocabulary);
  const browses = plan.length === 0;
  if (browses && query.text.trim() !== '') return { hits: [], total: 0, facets: [], excludedUnknown: 0 };
  matcher.run(plan, alpha, columns, postings);

  const { slots, count, excludedUnknown, exact } = collect(segment, matcher, query, plan, alpha);
  const scores = matcher.score;
  const order = productOrder(query.sort, columns, scores, slots, count);
  const wanted = query.offset + query.limit;
  const top = selectTop(slots, count, Math.max(wanted, query.sort === 'relevance' ? RERANKED : 0), order);
  if (query.sort === 'relevance' && !browses) {
    rerank(top, plan, columns.names, scores);
  }
  return {
    hits: top.slice(query.offset, wanted).map((slot) => ({
      slot,
      score: Math.min(1, scores[slot] as number),
      matchesAllTerms: !browses && matcher.matchesAll(slot),
      exactName: exact.has(slot),
    })),
    total: count,
    facets: countFacets(columns, slots, count),
    excludedUnknown,
  };
}

interface Collected {
  readonly slots: Uint32Array;
  readonly count: number;
  readonly excludedUnknown: number;
  readonly exact: ReadonlySet<number>;
}

function collect(
  segment: ProductSegment,
  matcher: QueryMatcher,
  query: ProductQuery,
  plan: readonly TermGroup[],
  alpha: number,
): Collected {
  const { columns, postings } = segment;
  const browses = plan.length === 0;
  const test = compileFilters(query.filters, columns, postings);
  const excluded = compileExclusions(query.excludeTerms, columns, postings);
  const exact = browses ? new Set<number>() : segment.exactSlots(plan.map((group) => group.read).join(' '));
  const least = Math.max(LEAST_COVERAGE, matcher.bestCoverage * (1 - ALPHA_LENIENCE * alpha) - 1e-4);
  const candidates = browses ? columns.length : matcher.count;
  const exactShelves = new Set(
    [...exact]
      .map((slot) => columns.category[slot] as number)
      .filter((shelf) => matcher.isLikelyShelf(shelf)),
  );
  let slots = new Uint32Array(1024);
  let count = 0;
  let excludedUnknown = 0;
  let best = 0;
  for (let at = 0; at < candidates; at += 1) {
    const slot = browses ? at : (matcher.touched[at] as number);
    if (browses ? columns.alive[slot] !== 1 : (matcher.coverage[slot] as number) < least) continue;
    if (excluded?.(slot)) continue;
    const verdict = test(slot);
    if (verdict === FAILS) continue;
    if (verdict === UNKNOWN) {
      excludedUnknown += 1;
      continue;
    }
    slots = grow(slots, count + 1);
    slots[count] = slot;
    count += 1;
    best = Math.max(best, matcher.score[slot] as number);
  }
  if (query.sort !== 'relevance' && !browses) {
    count = keepRelevant(slots, count, matcher.score, best * SORTED_RELEVANCE);
  }
  for (let at = 0; at < count; at += 1) {
    const slot = slots[at] as number;
    let score = (matcher.score[slot] as number) * EXACT_FROM;
    // What stands beside the very thing is likelier meant than what only shares its word.
    if (exactShelves.has(columns.category[slot] as number)) score += (EXACT_FROM - score) * SAME_SHELF;
    if (exact.has(slot)) score = EXACT_FROM + score * (1 - EXACT_FROM);
    matcher.score[slot] = columns.stock[slot] === 0 ? score * OUT_OF_STOCK : score;
  }
  return { slots, count, excludedUnknown, exact };
}

function keepRelevant(slots: Uint32Array, count: number, scores: Float32Array, least: number): number {
  let kept = 0;
  for (let at = 0; at < count; at += 1) {
    const slot = slots[at] as number;
    if ((scores[slot] as number) < least) continue;
    slots[kept] = slot;
    kept += 1;
  }
  return kept;
}

/** Raises products whose name has the query's words side by side in the order said, then restores the order. */
function rerank(
  top: number[],
  plan: readonly TermGroup[],
  names: readonly string[],
  scores: Float32Array,
): void {
  const phrase = ` ${plan.map((group) => group.read).join(' ')} `;
  const head = top.slice(0, RERANKED);
  for (const slot of head) {
    const score = scores[slot] as number;
    if (score >= EXACT_FROM || plan.length < 2) continue;
    if (` ${tokenize(names[slot] ?? '').join(' ')} `.includes(phrase)) {
      scores[slot] = score + (EXACT_FROM - score) * PHRASE_BONUS;
    }
  }
  head.sort((left, right) => (scores[right] as number) - (scores[left] as number) || left - right);
  top.splice(0, head.length, ...head);
}
