import { cite } from './cite.ts';
import { countOf, listSome, listWords, type Sentence, say } from './sentence.ts';
import type { PromotionLine } from './turn-facts.ts';

/** Offers named in one spoken sentence. */
const SPOKEN_OFFERS = 2;

export function wordPromotions(promotions: readonly PromotionLine[]): Sentence {
  if (promotions.length === 0) return say('There are no offers at the moment.');
  const words = promotions.map(({ label, code }) =>
    code === null || label.includes(code) ? label : `${label} (code ${code})`,
  );
  return say(
    `On offer now: ${listWords(words)}.`,
    promotions.map(({ promotionId, label }) => cite('promotion', promotionId, label)),
    promotions.length <= SPOKEN_OFFERS
      ? `On offer now: ${listWords(words)}.`
      : `There are ${countOf(promotions.length, 'offer')}: ${listSome(words, SPOKEN_OFFERS)}.`,
  );
}
