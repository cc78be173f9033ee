import type { Candidate } from './feature-context.ts';
import { readable } from './feature-report.ts';
import type { LearnedTaste } from './learned-taste.ts';
import type { RankedCandidate } from './smart-ranking.ts';

/**
 * Moves results by what was learned of the shopper's taste, and leaves none out: what does not suit a diet they seem to
 * keep loses as much of its score as that is likely, a cuisine they lean to gains by how much more of it they buy. An exact
 * match never loses its place.
 */
export function leanToTaste(
  ranked: readonly RankedCandidate[],
  candidates: readonly Candidate[],
  taste: LearnedTaste,
): readonly RankedCandidate[] {
  if (taste.diet === null && taste.cuisines.length === 0) return ranked;
  const byId = new Map(candidates.map((candidate) => [candidate.productId, candidate]));
  const leant = ranked.map((entry) => lean(entry, byId.get(entry.productId), taste));
  if (leant.every((entry, index) => entry === ranked[index])) return ranked;
  const order = [...leant].sort((a, b) => b.score - a.score || a.rank - b.rank);
  for (const exact of leant.filter(({ productId }) => byId.get(productId)?.exactName === true)) {
    const at = order.indexOf(exact);
    if (at < exact.rank) continue;
    order.splice(at, 1);
    order.splice(exact.rank - 1, 0, exact);
  }
  return order.map((entry, index) => ({ ...entry, rank: index + 1 }));
}

function lean(
  entry: RankedCandidate,
  candidate: Candidate | undefined,
  { diet, cuisines }: LearnedTaste,
): RankedCandidate {
  const traits = candidate?.traits ?? [];
  const fact = traits.find(({ kind, name }) => kind === 'diet' && name === diet?.diet);
  const cuisine = cuisines.find((affinity) =>
    traits.some(({ kind, name, holds }) => kind === 'cuisine' && name === affinity.cuisine && holds),
  );
  const against = diet !== null && fact?.holds === false;
  if (!against && cuisine === undefined) return entry;
  const gain = cuisine === undefined ? 0 : Math.max(0, cuisine.share - cuisine.shopShare);
  const score = (1 - (1 - entry.score) * (1 - gain)) * (against ? 1 - diet.probability : 1);
  const reasons = [
    ...entry.reasons,
    ...(cuisine === undefined ? [] : [`You often buy ${readable(cuisine.cuisine)} food`]),
    ...(against ? [`Not ${readable(diet.diet)}, as nearly all that you buy is`] : []),
  ];
  return { ...entry, score: Math.round(score * 1e4) / 1e4, reasons };
}
