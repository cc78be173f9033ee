import { DAY_MS } from '#personalization/learning/evidence.ts';
import type { ProductHabit } from '#personalization/profile.ts';
import { SIGNALS, type Signal, type Signals } from './signals.ts';

/** What is known of a candidate before anything of the shopper. */
export interface ListedProduct {
  readonly productId: string;
  /** Relevance in [0, 1]. */
  readonly score: number;
  readonly brand?: string | null;
  readonly category?: string | null;
  readonly priceCents?: number | null;
  /** How well its price suits the shopper, about −1 … 1; absent while that is not known. */
  readonly priceFit?: number | null;
}

interface Bought {
  readonly productId: string;
  readonly brand: string | null;
  readonly category: string | null;
  readonly purchases: number;
}

/** What is known of the shopper that may speak for a candidate. */
export interface ListReader {
  readonly now: number;
  readonly habits: ReadonlyMap<string, ProductHabit>;
  /** What they buy most, as far as brand and category are known. */
  readonly bought: readonly Bought[];
  readonly turnedDown: ReadonlyMap<string, number>;
  /** How often each product was clicked or put into the cart. */
  readonly chosen: ReadonlyMap<string, number>;
  /** Share of shoppers who bought it; null when that is not known. */
  readonly reachOf: (productId: string) => number | null;
}

/** A chance above this counts as this: its logarithm would outweigh all else. */
const MOST_CHANCE = 0.99;
const WEEK_MS = 7 * DAY_MS;
/** A price this many times the list's usual one says no more than this. */
const MOST_PRICE_RATIO = 8;
const DIGITS = 1e3;

/** What speaks for each candidate of a list, in the list's order. */
export function candidateSignals(
  candidates: readonly ListedProduct[],
  reader: ListReader,
): readonly Signals[] {
  const usual = usualPrice(candidates);
  const boughtLike = (isLike: (one: Bought) => boolean) =>
    reader.bought.reduce((sum, one) => sum + (isLike(one) ? one.purchases : 0), 0);
  const all = boughtLike(() => true);
  const brandShare = (candidate: ListedProduct) => {
    const { productId, brand = null, category = null } = candidate;
    if (brand === null) return 0;
    // Purchases of the candidate itself are its habit, and say nothing of others of its brand.
    const alike = (one: Bought) => one.productId !== productId && one.category === category;
    return boughtLike((one) => alike(one) && one.brand === brand) / (boughtLike(alike) + 1);
  };
  const categoryShare = (candidate: ListedProduct) => {
    const { category = null } = candidate;
    if (category === null) return 0;
    return Math.sqrt(boughtLike((one) => one.category === category) / (all + 1));
  };
  return candidates.map((candidate) => {
    const { productId } = candidate;
    const habit = reader.habits.get(productId);
    const purchases = habit?.recurrence.purchases ?? 0;
    const relevance = evidenceOf(candidate.score);
    const wanted = evidenceOf(habit?.recurrence.probability ?? 0);
    const values: Readonly<Record<Signal, number>> = {
      relevance,
      habit: wanted,
      refused: refusedOf(relevance + wanted, reader.turnedDown.get(productId) ?? 0, purchases),
      purchases: Math.log1p(purchases) / 2,
      recency: habit === undefined ? 0 : 1 / (1 + Math.max(0, reader.now - habit.lastPurchasedAt) / WEEK_MS),
      novelty: reader.habits.size > 0 && purchases === 0 ? 1 : 0,
      chosen: Math.log1p(reader.chosen.get(productId) ?? 0),
      brand: brandShare(candidate),
      category: categoryShare(candidate),
      popularity: reader.reachOf(productId) ?? 0,
      cheapness: cheapnessOf(candidate.priceCents ?? null, usual),
      priceFit: candidate.priceFit ?? 0,
      place: 0,
    };
    return SIGNALS.filter((signal) => signal !== 'place').map(
      (signal) => Math.round(values[signal] * DIGITS) / DIGITS,
    );
  });
}

/** Chances joined by a noisy or add up as these logarithms. */
function evidenceOf(chance: number): number {
  return -Math.log(1 - Math.min(MOST_CHANCE, Math.max(0, chance)));
}

/** The chance that such evidence stands for. */
export function chanceOf(evidence: number): number {
  return evidence <= 0 ? 0 : 1 - Math.exp(-evidence);
}

/** How much evidence refusals take away: the chance is less by their share of what was decided, and one more. */
function refusedOf(evidence: number, turnedDown: number, purchases: number): number {
  if (turnedDown === 0) return 0;
  const kept = 1 - turnedDown / (turnedDown + purchases + 1);
  return evidence + Math.log(1 - chanceOf(evidence) * kept);
}

function usualPrice(candidates: readonly ListedProduct[]): number | null {
  const prices = candidates
    .flatMap(({ priceCents }) => (priceCents != null && priceCents > 0 ? [priceCents] : []))
    .sort((a, b) => a - b);
  return prices.length < 2 ? null : (prices[Math.floor(prices.length / 2)] ?? null);
}

function cheapnessOf(priceCents: number | null, usual: number | null): number {
  if (priceCents === null || priceCents <= 0 || usual === null) return 0;
  const most = Math.log(MOST_PRICE_RATIO);
  return Math.max(-most, Math.min(most, Math.log(usual / priceCents)));
}
