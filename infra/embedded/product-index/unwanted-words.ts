import { contentTokens } from '#agents/search/tokenize.ts';
import { denialTerm } from './denied-words.ts';
import type { ProductSegment } from './product-segment.ts';
import type { Ranking } from './ranking.ts';

/**
 * Changes the scores by a query's own "without …". It weighs rather than rules out, since a name may use the word
 * otherwise; what a shopper rules out for certain comes as `excludeTerms`.
 */
export function weighUnwanted(
  segment: ProductSegment,
  unwanted: readonly string[],
  has: (slot: number) => boolean,
  scores: Float32Array,
  slots: Uint32Array,
  count: number,
  { hasUnwanted, saysWithout }: Ranking,
): void {
  const without = slotsSayingWithout(unwanted, segment);
  for (let at = 0; at < count; at += 1) {
    const slot = slots[at] as number;
    const change = (without.has(slot) ? saysWithout : 0) - (has(slot) ? hasUnwanted : 0);
    scores[slot] = Math.max(0, ((scores[slot] as number) + change) / (1 + saysWithout));
  }
}

function slotsSayingWithout(terms: readonly string[], { postings }: ProductSegment): ReadonlySet<number> {
  const slots = new Set<number>();
  for (const token of terms.flatMap(contentTokens)) {
    const id = postings.idOf(denialTerm(token));
    if (id < 0) continue;
    const { from, to } = postings.range(id);
    for (let at = from; at < to; at += 1) slots.add(postings.slots[at] as number);
  }
  return slots;
}
