import { probabilityOf } from '#agents/supervisor/confidence/calibrate-intents.ts';
import { CONFIDENCE_WEIGHTS } from '#agents/supervisor/confidence/confidence-weights.ts';
import type { JudgedIntent } from '#agents/supervisor/confidence/fit-confidence.ts';
import type { Router } from '#agents/supervisor/router/route-prior.ts';
import type { RoutedText } from '#agents/supervisor/router/routed-text.ts';
import { shippedVocabulary } from '#tests/agents/supervisor/shipped-vocabulary.ts';
import { createIntentJudge, isSetAside } from '#tests/tools/judged-intents.ts';
import { OWN_UTTERANCES, utteranceFiles, utterancesOf } from '#tests/tools/scenario-utterances.ts';
import type { Figure } from './figure.ts';
import { calibrationError, type Judgement, printReliability } from './reliability.ts';

/**
 * How far the confidences of final intents can be believed, on what neither the router nor the confidence was fitted
 * to: texts set aside and the share of our own utterances set aside. The grammar was written with the latter in sight,
 * so their accuracy flatters; the figures are given together and apart.
 */
export async function benchIntentConfidence(
  router: Router,
  texts: readonly RoutedText[],
): Promise<readonly Figure[]> {
  const judge = createIntentJudge(router, await shippedVocabulary());
  const ofTexts = texts.flatMap(judge.ofRoutedText).map(toJudgement);
  const ofUtterances = utteranceFiles(OWN_UTTERANCES)
    .flatMap(utterancesOf)
    .filter(isSetAside)
    .flatMap(judge.ofUtterance)
    .map(toJudgement);
  const all = [...ofTexts, ...ofUtterances];
  printReliability('the confidence of final intents', all);
  return [
    { name: 'understanding.intentEce', value: calibrationError(all), aim: 0.05 },
    ...(ofTexts.length === 0
      ? []
      : [{ name: 'understanding.intentEce.routedTexts', value: calibrationError(ofTexts), aim: 0.05 }]),
    { name: 'understanding.intentEce.utterances', value: calibrationError(ofUtterances), aim: 0.05 },
  ];
}

function toJudgement({ evidence, isRight }: JudgedIntent): Judgement {
  return { probability: probabilityOf(evidence, CONFIDENCE_WEIGHTS), isRight };
}
