import { INTENT_NAMES, type RoutedIntent } from '#agents/supervisor/intent.ts';
import { lemmaOf } from '#agents/supervisor/lemma.ts';
import { FILLERS } from '#agents/supervisor/lexicon.ts';
import { smallNumberOf } from '#agents/supervisor/number-reading.ts';
import { restsOnShop } from '#agents/supervisor/rests-on-shop.ts';
import { INTENTS_OF_ROUTE, ROUTES } from '#agents/supervisor/router/route.ts';
import type { RoutePrior } from '#agents/supervisor/router/route-prior.ts';
import { fitTranscript, type TranscriptFit } from '#agents/supervisor/transcript-fit.ts';
import type { UnderstandRequest } from '#agents/supervisor/understanding.ts';
import { unitOf } from '#agents/supervisor/units.ts';
import type { CatalogueVocabulary } from '#agents/supervisor/vocabulary.ts';

const FIT_NAMES = [
  'unknownWords',
  'idleWords',
  'knownPairs',
  'strangeItems',
  'partItems',
  'itemsInView',
  'unclear',
  'answers',
] as const satisfies readonly (keyof TranscriptFit)[];

/** What the names of the evidence are, in order; behind them one for each intent's name. */
export const EVIDENCE_NAMES = [
  'always',
  /** How sure the rule is that read it, as log odds. */
  'rule',
  /** Whether any route speaks for the intent; the router was shown nothing of the others. */
  'routed',
  /** The probability of the routes that speak for it, as log odds. */
  'routes',
  /** Whether the likeliest route is one of them. */
  'agreed',
  /** Where no route speaks for it: how sure the router is that it is something else, as log odds. */
  'otherwise',
  /** Whether it speaks of something that is sold or cooked or said of oneself, or points at what was shown. */
  'shop',
  'shopAndAgreed',
  /** The share of the message's words that the shop sells by. */
  'coverage',
  /** How well the whole message fits the catalogue and the situation: as transcripts are judged. */
  ...FIT_NAMES,
  /** Whether a question was open. */
  'answering',
  /** Whether the conversation was about something. */
  'inContext',
  /** Whether it is one of several. */
  'among',
  /** Whether the likeliest route is that of another intent of the message: "hi, add milk" adds, and greets too. */
  'elsewhere',
  /** Whether the message holds nothing but what is sold, counts and words that say nothing: "milk", "two lemons". */
  'onlySold',
  /** The length of the message, as the logarithm of its words. */
  'length',
] as const;

export const EVIDENCE_SIZE = EVIDENCE_NAMES.length + 2 * INTENT_NAMES.length;

/** Nothing is quite sure or quite impossible, so that log odds stay finite. */
const CLOSEST = 0.01;

/** What speaks for each of a message's intents and against it, as numbers of `EVIDENCE_NAMES`. */
export function evidenceOf(
  request: UnderstandRequest,
  intents: readonly RoutedIntent[],
  prior: RoutePrior,
  vocabulary: CatalogueVocabulary,
): readonly (readonly number[])[] {
  const { message, focus } = request;
  const words =
    message
      .toLowerCase()
      .match(/\p{L}+/gu)
      ?.slice(0, 200) ?? [];
  const sold = words.filter((word) => vocabulary.isShoppable(lemmaOf(word))).length;
  const telling = words.filter(
    (word) => !FILLERS.has(word) && unitOf(word) === null && smallNumberOf(word) === null,
  );
  const onlySold =
    telling.length > 0 && telling.every((word) => vocabulary.count(lemmaOf(word)) > 0) && sold > 0;
  const inContext = focus.shown.length + focus.touched.length + focus.removed.length > 0;
  const fit = fitTranscript(request, { intents, by: 'grammar' }, vocabulary);
  return intents.map((intent) => {
    const routes = ROUTES.filter((route) => INTENTS_OF_ROUTE[route].includes(intent.name));
    const mass = routes.reduce((sum, route) => sum + prior.distribution[route], 0);
    const routed = routes.length > 0;
    const agreed = routes.includes(prior.route);
    const shop = restsOnShop(intent, vocabulary);
    const elsewhere = intents.some(
      (other) => other !== intent && INTENTS_OF_ROUTE[prior.route].includes(other.name),
    );
    return [
      1,
      logOdds(intent.confidence),
      Number(routed),
      routed && (agreed || !elsewhere) ? logOdds(mass) : 0,
      Number(agreed),
      routed || elsewhere ? 0 : logOdds(prior.probability),
      Number(shop),
      Number(shop && agreed),
      words.length === 0 ? 0 : sold / words.length,
      ...FIT_NAMES.map((name) => fit[name]),
      Number(focus.pending !== null),
      Number(inContext),
      Number(intents.length > 1),
      Number(elsewhere && !agreed),
      Number(onlySold),
      Math.log(1 + words.length),
      ...INTENT_NAMES.map((name) => Number(name === intent.name)),
      ...INTENT_NAMES.map((name) => Number(name === intent.name && shop)),
    ];
  });
}

function logOdds(probability: number): number {
  const within = Math.min(1 - CLOSEST, Math.max(CLOSEST, probability));
  return Math.log(within / (1 - within));
}
