import { readItems } from '#agents/supervisor/item-reading.ts';
import { type Rule, slots } from '#agents/supervisor/rule.ts';
import { amountMention, itReference } from './mentions.ts';

/** Questions on what a thing is like that no record answers by itself: all that is known of it is told. */
export const QUALITY_RULES: readonly Rule[] = [
  {
    name: 'product_question',
    confidence: 0.956,
    patterns: [
      '(is|are) (the|your|all|these|those)? +x (free range|cage free|pasture raised|grass fed|wild caught|farmed|local|ripe|seedless|salted|unsalted|sweetened|unsweetened)',
    ],
    read: (match, context) => {
      const items = readItems(match.captures.x ?? [], context);
      return items.length === 0 ? null : slots({ items, aspect: 'general' });
    },
  },
  {
    name: 'product_question',
    confidence: 0.85,
    patterns: ['(is|are|was) (it|that|this|they|these|those) (a|an|really|also|very|actually|all)? +x'],
    read: (match, context) => {
      const words = match.captures.x ?? [];
      const described = words.length === 1 && context.vocabulary.count(words[0]?.lemma ?? '') > 0;
      const mention = amountMention(context.source, context.clause.tokens, null);
      return described ? slots({ items: [itReference(mention)], aspect: 'general' }) : null;
    },
  },
];
