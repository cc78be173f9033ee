import { createCalibration } from '#agents/supervisor/confidence/calibrate-intents.ts';
import { CONFIDENCE_WEIGHTS } from '#agents/supervisor/confidence/confidence-weights.ts';
import { createUnderstanding } from '#agents/supervisor/create-understanding.ts';
import { EMPTY_FOCUS } from '#agents/supervisor/dialogue-focus.ts';
import { heedRouter } from '#agents/supervisor/router/heed-router.ts';
import { INTENTS_OF_ROUTE } from '#agents/supervisor/router/route.ts';
import { normaliseText } from '#agents/supervisor/router/route-features.ts';
import { createRouter } from '#agents/supervisor/router/route-prior.ts';
import { type RoutedText, setAside } from '#agents/supervisor/router/routed-text.ts';
import type { RouterWeights } from '#agents/supervisor/router/router-weights.ts';
import { trainRouter } from '#agents/supervisor/router/train-router.ts';
import type { Understand } from '#agents/supervisor/understanding.ts';
import { ROUTED_CORPORA, readRoutedTexts, routedTextsFile } from '#infra/cli/read-routed-texts.ts';
import { readRouterWeightsFile } from '#infra/models/router-weights-file.ts';
import { shippedVocabulary } from '#tests/agents/supervisor/shipped-vocabulary.ts';
import { type Benchmark, type Figure, percentile } from './figure.ts';
import { benchFoodOrders } from './food-orders.ts';
import { benchIntentConfidence } from './intent-confidence.ts';
import { calibrationError, printReliability } from './reliability.ts';
import { macroF1, type RoutePrediction, routeF1 } from './route-scores.ts';
import { benchScenarios } from './scenarios.ts';

/** Share of the public texts that the twin of the shipped router does not see; what the figures are of. */
export const DEV_SHARE = 0.2;
/** The protocol's three sets; furniture queries have a route of their own, which would flatter the mean. */
const JUDGED = ROUTED_CORPORA.filter((corpus) => corpus !== 'search_queries');

interface Judged extends RoutePrediction {
  readonly text: string;
  readonly corpus: string;
  readonly seen: boolean;
  readonly isRight: boolean;
}

/**
 * Routing of real users' texts, the time of understanding them, and how much food orders ask for altogether.
 *
 * `public`: a fifth of the texts is set aside (whole conversations; other texts by hash) and scored by a twin of the
 * shipped router that is trained on the rest. `heldout`: the shipped router scores the heldout files. Either way
 * `unseen` looks only at texts that the training has not seen in any case, spacing or punctuation.
 */
export const benchUnderstanding: Benchmark = async ({ dataDir, split }) => {
  const skipped: string[] = [];
  const load = (which: 'public' | 'heldout'): readonly RoutedText[] =>
    ROUTED_CORPORA.flatMap((corpus) => {
      const texts = readRoutedTexts(dataDir, corpus, which);
      if (texts === null) skipped.push(routedTextsFile(dataDir, corpus, which));
      return texts ?? [];
    });
  const known = load('public');
  const { kept, aside } =
    split === 'public' ? setAside(known, DEV_SHARE, 'dev') : { kept: known, aside: load('heldout') };
  const weights = split === 'public' && aside.length > 0 ? trainRouter(kept) : readRouterWeightsFile();
  const routing =
    aside.length === 0
      ? []
      : [...routeFigures(weights, kept, aside), ...(await understandingFigures(aside, weights))];
  const confidence = await benchIntentConfidence(createRouter(weights), aside);
  const scenarios = await benchScenarios(dataDir);
  const orders = await benchFoodOrders({ dataDir, split });
  return {
    figures: [...routing, ...confidence, ...orders.figures, ...scenarios],
    skipped: [...skipped, ...orders.skipped],
  };
};

function routeFigures(
  weights: RouterWeights,
  training: readonly RoutedText[],
  texts: readonly RoutedText[],
): readonly Figure[] {
  const router = createRouter(weights);
  const seenTexts = new Set(training.map(({ text }) => normaliseText(text)));
  const times: number[] = [];
  const all = texts.map(({ text, route, corpus }): Judged => {
    const start = performance.now();
    const { route: got, probability } = router.route(text);
    times.push(performance.now() - start);
    const seen = seenTexts.has(normaliseText(text));
    return { expected: route, got, probability, text, corpus, seen, isRight: got === route };
  });
  const judged = all.filter(({ corpus }) => JUDGED.some((one) => one === corpus));
  const unseen = judged.filter(({ seen }) => !seen);
  console.log(
    `trained on ${training.length} texts, scored on ${judged.length}, ${unseen.length} of them unseen`,
  );
  printReliability('the probability of the route', judged);
  return [
    { name: 'route.macroF1', value: macroF1(judged), reference: 0.83, aim: 0.9 },
    { name: 'route.macroF1.unseen', value: macroF1(unseen) },
    ...routeF1(judged).map(({ route, f1 }) => ({ name: `route.f1.${route}`, value: f1 })),
    { name: 'route.macroF1.withSearch', value: macroF1(all) },
    { name: 'route.ece', value: calibrationError(judged), aim: 0.05 },
    { name: 'route.ece.unseen', value: calibrationError(unseen), aim: 0.05 },
    { name: 'route.p99Ms', value: percentile(times, 0.99), unit: 'ms', aim: 0.2 },
  ];
}

/**
 * The whole understanding of a message over the shipped catalogue's words: how often its first intent is one that the
 * text's route stands for, with the router and (reference) by the grammar alone, and its time.
 */
async function understandingFigures(
  texts: readonly RoutedText[],
  weights: RouterWeights,
): Promise<readonly Figure[]> {
  const vocabulary = await shippedVocabulary();
  const grammar = createUnderstanding(vocabulary);
  const router = createRouter(weights);
  const heedful = heedRouter(grammar, router, vocabulary);
  const calibrate = createCalibration(CONFIDENCE_WEIGHTS, router, vocabulary);
  const judged = texts.filter(({ corpus }) => JUDGED.some((one) => one === corpus));
  const agrees = (understand: Understand, { text, route }: RoutedText): boolean => {
    const [first] = understand({ message: text, focus: EMPTY_FOCUS, cartProducts: [] }).intents;
    return first !== undefined && INTENTS_OF_ROUTE[route].includes(first.name);
  };
  const share = (understand: Understand): number =>
    judged.filter((text) => agrees(understand, text)).length / judged.length;
  const alone = share(grammar);
  const times = judged.map((text) => {
    const start = performance.now();
    const request = { message: text.text, focus: EMPTY_FOCUS, cartProducts: [] };
    calibrate(request, heedful(request).intents);
    return performance.now() - start;
  });
  return [
    { name: 'understanding.fitsRoute', value: share(heedful), reference: Number(alone.toPrecision(3)) },
    { name: 'understanding.p50Ms', value: percentile(times, 0.5), unit: 'ms' },
    { name: 'understanding.p99Ms', value: percentile(times, 0.99), unit: 'ms', aim: 3 },
  ];
}
