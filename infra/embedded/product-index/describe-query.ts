import type { QueryStatistics } from '#agents/search/query-statistics.ts';
import { nameKey } from '#agents/search/tokenize.ts';
import type { QueryMatcher } from './match-query.ts';
import type { ProductSegment } from './product-segment.ts';
import { planQuery } from './query-plan.ts';
import { readQuery } from './read-query.ts';
import { FIELD } from './term-postings.ts';

/** What the catalogue's statistics say of a query. */
export function describeQuery(segment: ProductSegment, matcher: QueryMatcher, text: string): QueryStatistics {
  const { columns, postings } = segment;
  const plan = planQuery(readQuery(text, segment).wanted, 0, segment.vocabulary);
  matcher.run(plan, 0, columns, postings);
  return {
    words: plan.map(({ token, alternatives: [best] }) => ({
      word: token,
      productShare:
        best === undefined ? 0 : Math.min(1, postings.frequency(best.term) / Math.max(1, columns.aliveCount)),
      inBrand: best !== undefined && standsInBrand(segment, best.term),
      unknown: postings.idOf(token) < 0,
    })),
    exactName: plan.length > 0 && segment.exactSlots(nameKey(text)).size > 0,
    bestCoverage: Math.min(1, matcher.bestCoverage),
  };
}

function standsInBrand({ postings }: ProductSegment, term: number): boolean {
  const { from, to } = postings.range(term);
  for (let at = from; at < to; at += 1) {
    if (((postings.fields[at] as number) & FIELD.brand) !== 0) return true;
  }
  return false;
}
