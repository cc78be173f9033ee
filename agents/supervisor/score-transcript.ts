import type { TranscriptFit } from './transcript-fit.ts';
import type { TranscriptWeights } from './transcript-weights.ts';
import type { Understanding } from './understanding.ts';

export interface WeighedAlternative {
  readonly text: string;
  /** The recogniser's, within (0, 1). */
  readonly confidence: number;
  readonly reading: Understanding;
  /** Equal for alternatives that ask for the same. */
  readonly key: string;
  readonly fit: TranscriptFit;
  /** Words that had to be mended to be understood. */
  readonly mended: number;
}

export interface ScoredAlternative extends WeighedAlternative {
  /** In nats; only differences mean something. */
  readonly score: number;
}

/** What a further alternative with the same reading adds: those of one recogniser err together, so less than by itself. */
const AGREEING = 0.5;

/**
 * The alternatives, the likeliest first, with the probability that what they ask for was said. With the recogniser's
 * confidence c and the fit x of each alternative to the catalogue and the situation, an alternative scores, in nats,
 *
 *     s = ln c + w · x
 *
 * and "something else was said" scores s0 = ln(1 − max c) + max(typical, max w · x) − b: whatever else was said would
 * fit the shop about as well as the best of these, and as shoppers' words typically do. A reading weighs exp(s) of its
 * best alternative and half of that of each other; its confidence is its share of the weight of all readings and
 * exp(s0): a multinomial logit. So the fit decides between alternatives and lowers the confidence in what makes no sense
 * here, but hardly makes an utterance surer than the recogniser is: of one sensible alternative, logit p = logit c + b.
 * Of alternatives with one reading the one that needed the least mending words it.
 */
export function scoreTranscript(
  alternatives: readonly WeighedAlternative[],
  weights: TranscriptWeights,
): readonly ScoredAlternative[] {
  const scored = alternatives.map((one) => ({
    ...one,
    score: Math.log(one.confidence) + scoreFit(one.fit, weights),
  }));
  const surest = Math.max(...alternatives.map(({ confidence }) => confidence));
  const fits = alternatives.map(({ fit }) => scoreFit(fit, weights));
  const elsewise = Math.log(1 - surest) + Math.max(weights.typical, ...fits) - weights.benefit;
  const highest = Math.max(elsewise, ...scored.map(({ score }) => score));
  const mass = new Map<string, number>();
  for (const { key, score } of [...scored].sort((left, right) => right.score - left.score)) {
    const before = mass.get(key);
    const part = Math.exp(score - highest);
    mass.set(key, before === undefined ? part : before + AGREEING * part);
  }
  const total = [...mass.values()].reduce((sum, part) => sum + part, Math.exp(elsewise - highest));
  return scored
    .map((one) => ({ ...one, confidence: (mass.get(one.key) ?? 0) / total }))
    .sort(
      (left, right) =>
        right.confidence - left.confidence || left.mended - right.mended || right.score - left.score,
    );
}

/** w · x */
export function scoreFit(fit: TranscriptFit, weights: TranscriptWeights): number {
  return (
    weights.unknownWords * fit.unknownWords +
    weights.idleWords * fit.idleWords +
    weights.knownPairs * fit.knownPairs +
    weights.strangeItems * fit.strangeItems +
    weights.partItems * fit.partItems +
    weights.itemsInView * fit.itemsInView +
    weights.unclear * fit.unclear +
    weights.answers * fit.answers +
    weights.grammarLog * fit.grammarLog
  );
}
