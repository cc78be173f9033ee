import { cite } from './cite.ts';
import { listWords, type Sentence, say } from './sentence.ts';
import type { PromotionLine } from './turn-facts.ts';

export function wordPromotions(promotions: readonly PromotionLine[]): readonly Sentence[] {
  if (promotions.length === 0) return [say('There are no offers at the moment.')];
  const words = promotions.map(({ label, code }) => (code === null ? label : `${label} (code ${code})`));
  return [
    say(
      `On offer now: ${listWords(words)}.`,
      promotions.map(({ promotionId, label }) => cite('promotion', promotionId, label)),
      `There are ${promotions.length} offers, among them ${listWords(words.slice(0, 2))}.`,
    ),
  ];
}
