import type { RoutedIntent } from '#agents/supervisor/intent.ts';
import type { Router } from '#agents/supervisor/router/route-prior.ts';
import type { UnderstandRequest } from '#agents/supervisor/understanding.ts';
import type { CatalogueVocabulary } from '#agents/supervisor/vocabulary.ts';
import { evidenceOf } from './intent-evidence.ts';

/** The same intents, each with the probability that it is what was meant. */
export type CalibrateIntents = (
  request: UnderstandRequest,
  intents: readonly RoutedIntent[],
) => readonly RoutedIntent[];

/** Judges intents by logistic regression on their evidence; `weights` in its order, fitted by `fitConfidence`. */
export function createCalibration(
  weights: readonly number[],
  router: Router,
  vocabulary: CatalogueVocabulary,
): CalibrateIntents {
  return (request, intents) => {
    const evidence = evidenceOf(request, intents, router.route(request.message), vocabulary);
    return intents.map((intent, at) => ({
      ...intent,
      confidence: rounded(probabilityOf(evidence[at] ?? [], weights)),
    }));
  };
}

export function probabilityOf(evidence: readonly number[], weights: readonly number[]): number {
  const score = evidence.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0);
  return 1 / (1 + Math.exp(-score));
}

/** Three places; nothing is quite sure or quite impossible. */
function rounded(probability: number): number {
  return Math.min(0.999, Math.max(0.001, Math.round(probability * 1000) / 1000));
}
