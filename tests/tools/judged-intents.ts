import { isDeepStrictEqual } from 'node:util';
import type { JudgedIntent } from '#agents/supervisor/confidence/fit-confidence.ts';
import { evidenceOf } from '#agents/supervisor/confidence/intent-evidence.ts';
import { createUnderstanding } from '#agents/supervisor/create-understanding.ts';
import { EMPTY_FOCUS } from '#agents/supervisor/dialogue-focus.ts';
import type { RoutedIntent } from '#agents/supervisor/intent.ts';
import { heedRouter } from '#agents/supervisor/router/heed-router.ts';
import { INTENTS_OF_ROUTE } from '#agents/supervisor/router/route.ts';
import { hashText } from '#agents/supervisor/router/route-features.ts';
import type { Router } from '#agents/supervisor/router/route-prior.ts';
import type { RoutedText } from '#agents/supervisor/router/routed-text.ts';
import type { Understand, UnderstandRequest } from '#agents/supervisor/understanding.ts';
import type { CatalogueVocabulary } from '#agents/supervisor/vocabulary.ts';
import { asExpected, requestOf, type ScenarioUtterance } from './scenario-utterances.ts';

/** Share of our own utterances that confidence is not fitted to, by hash of what is said. */
const DEV_SHARE = 0.3;

export function isSetAside({ said }: ScenarioUtterance): boolean {
  return hashText(`dev ${said}`) / 2 ** 32 < DEV_SHARE;
}

/** Judges what a router and the grammar together make of texts. */
export function createIntentJudge(router: Router, vocabulary: CatalogueVocabulary) {
  const understand: Understand = heedRouter(createUnderstanding(vocabulary), router, vocabulary);

  const judge = (
    request: UnderstandRequest,
    isRight: (intents: readonly RoutedIntent[], at: number) => boolean | null,
  ): readonly JudgedIntent[] => {
    const { intents } = understand(request);
    const evidence = evidenceOf(request, intents, router.route(request.message), vocabulary);
    return intents.flatMap((_, at) => {
      const right = isRight(intents, at);
      return right === null ? [] : [{ evidence: evidence[at] ?? [], isRight: right, weight: 1 }];
    });
  };

  return {
    /**
     * An intent of a text is right when the text's route stands for it. A greeting before a request is not judged: the
     * route is that of the request, and says nothing of it.
     */
    ofRoutedText: ({ text, route }: RoutedText) =>
      judge({ message: text, focus: EMPTY_FOCUS, cartProducts: [] }, (intents, at) =>
        intents[at]?.name === 'greeting' && intents.length > 1
          ? null
          : INTENTS_OF_ROUTE[route].some((name) => name === intents[at]?.name),
      ),
    /** An intent of an utterance is right when the one expected in its place has its name and slots. */
    ofUtterance: (line: ScenarioUtterance) =>
      judge(requestOf(line), (intents, at) => {
        const got = asExpected(intents, line) as readonly unknown[];
        return isDeepStrictEqual(got[at], line.expect[at]);
      }),
  };
}
