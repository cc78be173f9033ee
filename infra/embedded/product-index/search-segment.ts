import type { Facet, ProductQuery } from '#agents/search/product-index.ts';
import { tokenize } from '#agents/search/tokenize.ts';
import { countFacets } from './count-facets.ts';
import { compileExclusions } from './exclude-terms.ts';
import { compileFilters, FAILS, UNKNOWN } from './filter-products.ts';
import { grow } from './grow.ts';
import { learnFromBest } from './learn-from-best.ts';
import { type Likeness, likenessBy } from './likeness.ts';
import { type QueryMatcher, SURE } from './match-query.ts';
import { productOrder } from './order-products.ts';
import type { ProductSegment } from './product-segment.ts';
import type { QuantizedVector } from './quantize.ts';
import { planQuery, type TermGroup } from './query-plan.ts';
import type { Ranking } from './ranking.ts';
import { readQuery } from './read-query.ts';
import { selectTop } from './select-top.ts';
import { weighUnwanted } from './unwanted-words.ts';
import { keepOfSize, nearnessOf, weighSizes } from './weigh-sizes.ts';

/** A product that covers this much has every word of the query. */
const WHOLE = 0.95;
/** Products join by meaning alone where others have this much of the query: of words unknown nothing is guessed. */
const MEANING_NEEDS = 0.5;
/** Products whose cosines tell what is usual. */
const SAMPLE = 1000;
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

/**
 * Runs one query over a segment, in one go of a few milliseconds. Without a `vector` the words alone answer, whatever the
 * query's alpha.
 */
export function searchSegment(
  segment: ProductSegment,
  matcher: QueryMatcher,
  query: ProductQuery,
  vector: QuantizedVector | null,
  ranking: Ranking,
): SlotPage {
  const { columns, postings } = segment;
  const alpha = Math.min(1, Math.max(0, query.alpha));
  const { wanted, unwanted, ruledOut, sizes } = readQuery(query.text, segment);
  const plan = planQuery(wanted, alpha, segment.vocabulary);
  const browses = plan.length === 0;
  if (browses && query.text.trim() !== '') return { hits: [], total: 0, facets: [], excludedUnknown: 0 };
  matcher.run(plan, alpha, columns, postings);

  const cosines = browses || vector === null ? null : segment.vectors?.cosines(vector, columns.length);
  const likeness =
    cosines == null ? null : likenessBy((slot) => cosines[slot] ?? 0, segment, ranking, SAMPLE);
  if (cosines != null && likeness !== null && alpha >= ranking.meaningAloneFrom) {
    addByMeaning(segment, matcher, cosines, likeness.cosineFor(ranking.leastAlike));
  }
  const share = leastShare(matcher, alpha, ranking);
  const least = browses ? 0 : share * joinChannels(matcher, alpha, likeness);
  const { slots, excludedUnknown, ...passed } = collect(
    segment,
    matcher,
    { ...query, excludeTerms: [...query.excludeTerms, ...ruledOut] },
    least,
  );
  const scores = matcher.score;
  let { count } = passed;
  const guessed = plan.some(({ alternatives: [best] }) => best !== undefined && best.weight < SURE);
  const named = browses || guessed ? [] : [...segment.exactSlots(plan.map((group) => group.read).join(' '))];
  // The grocer's default for a word is not meant where another size of it, or one unlike it, is asked for.
  const denied = compileExclusions(unwanted, columns, postings);
  const exact = new Set(
    named.filter((slot) => !denied?.(slot) && (sizes === null || nearnessOf(sizes, columns, slot) === 1)),
  );
  if (!browses) {
    learnFromBest(segment, scores, slots, count, alpha, ranking, likeness !== null);
    if (denied !== null) weighUnwanted(segment, unwanted, denied, scores, slots, count, ranking);
    if (query.sort !== 'relevance') count = keepRelevant(slots, count, scores);
    if (sizes !== null) {
      if (query.sort !== 'relevance') count = keepOfSize(sizes, columns, slots, count);
      weighSizes(sizes, columns, scores, slots, count);
    }
    settle(segment, matcher, slots, count, exact);
  }
  const order = productOrder(query.sort, columns, scores, slots, count);
  const end = query.offset + query.limit;
  const top = selectTop(slots, count, Math.max(end, query.sort === 'relevance' ? RERANKED : 0), order);
  if (query.sort === 'relevance' && !browses) rerank(top, plan, columns.names, scores);
  return {
    hits: top.slice(query.offset, end).map((slot) => ({
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

/** How relevant beside the best product another one must be to take part: more where many have the whole query. */
function leastShare(matcher: QueryMatcher, alpha: number, ranking: Ranking): number {
  if (matcher.bestCoverage > WHOLE && matcher.bestCount >= ranking.plenty) return ranking.leastAmongPlenty;
  return (1 - alpha) * ranking.leastByWords + alpha * ranking.leastByMeaning;
}

/** Lets products take part that have no word of the query, where others have: a query of unknown words finds nothing. */
function addByMeaning(
  { columns }: ProductSegment,
  matcher: QueryMatcher,
  cosines: Float32Array,
  least: number,
): void {
  if (matcher.bestCoverage < MEANING_NEEDS) return;
  for (let slot = 0; slot < columns.length; slot += 1) {
    if ((cosines[slot] as number) < least || columns.alive[slot] !== 1) continue;
    if (matcher.coverage[slot] === 0) matcher.touch(slot);
  }
}

/**
 * Joins words and meaning into one relevance in [0, 1] for every product that has either; answers the best one's. The
 * words are measured by the best there is, as the meaning is by what is usual (convex combination of normalised scores:
 * Bruch, Gai & Ingber, TOIS 42(1), 2023).
 */
function joinChannels(matcher: QueryMatcher, alpha: number, likeness: Likeness | null): number {
  const { score } = matcher;
  let bestWords = 0;
  for (let at = 0; at < matcher.count; at += 1) {
    bestWords = Math.max(bestWords, score[matcher.touched[at] as number] as number);
  }
  let best = 0;
  for (let at = 0; at < matcher.count; at += 1) {
    const slot = matcher.touched[at] as number;
    const words = bestWords === 0 ? 0 : (score[slot] as number) / bestWords;
    score[slot] = likeness === null ? words : (1 - alpha) * words + alpha * likeness.of(slot);
    best = Math.max(best, score[slot] as number);
  }
  return best;
}

interface Collected {
  readonly slots: Uint32Array;
  readonly count: number;
  readonly excludedUnknown: number;
}

/** The products that are relevant enough and pass every constraint; all that pass when there are no words. */
function collect(
  { columns, postings }: ProductSegment,
  matcher: QueryMatcher,
  query: ProductQuery,
  least: number,
): Collected {
  const browses = matcher.count === 0 && query.text.trim() === '';
  const test = compileFilters(query.filters, columns, postings);
  const excluded = compileExclusions(query.excludeTerms, columns, postings);
  let slots = new Uint32Array(1024);
  let count = 0;
  let excludedUnknown = 0;
  const candidates = browses ? columns.length : matcher.count;
  for (let at = 0; at < candidates; at += 1) {
    const slot = browses ? at : (matcher.touched[at] as number);
    if (browses ? columns.alive[slot] !== 1 : !isRelevant(matcher, slot, least)) continue;
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
  }
  return { slots, count, excludedUnknown };
}

function isRelevant({ score, coverage }: QueryMatcher, slot: number, least: number): boolean {
  if ((score[slot] as number) < least) return false;
  return coverage[slot] === 0 || (coverage[slot] as number) >= LEAST_COVERAGE;
}

/** Puts exactly named products above all others, and those out of stock a little lower. */
function settle(
  { columns }: ProductSegment,
  matcher: QueryMatcher,
  slots: Uint32Array,
  count: number,
  exact: ReadonlySet<number>,
): void {
  const exactShelves = new Set(
    [...exact]
      .map((slot) => columns.category[slot] as number)
      .filter((shelf) => matcher.isLikelyShelf(shelf)),
  );
  const { score: scores } = matcher;
  for (let at = 0; at < count; at += 1) {
    const slot = slots[at] as number;
    let score = (scores[slot] as number) * EXACT_FROM;
    // What stands beside the very thing is likelier meant than what only shares its word.
    if (exactShelves.has(columns.category[slot] as number)) score += (EXACT_FROM - score) * SAME_SHELF;
    if (exact.has(slot)) score = EXACT_FROM + score * (1 - EXACT_FROM);
    scores[slot] = columns.stock[slot] === 0 ? score * OUT_OF_STOCK : score;
  }
}

function keepRelevant(slots: Uint32Array, count: number, scores: Float32Array): number {
  let best = 0;
  for (let at = 0; at < count; at += 1) best = Math.max(best, scores[slots[at] as number] as number);
  const least = best * SORTED_RELEVANCE;
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
