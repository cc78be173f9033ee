import type { PatternMatch } from '#agents/supervisor/phrase-pattern.ts';
import { type Rule, type RuleReading, slots } from '#agents/supervisor/rule.ts';
import type { Token } from '#agents/supervisor/token.ts';

function textOf(tokens: readonly Token[] | undefined): string {
  return (tokens ?? [])
    .filter((token) => !['the', 'my', 'our', 'a', 'an'].includes(token.text))
    .map((token) => token.text)
    .join(' ');
}

const readWhich = (match: PatternMatch): RuleReading => {
  const which = textOf(match.captures.x);
  return slots(which === '' ? { which: 'last' } : { which });
};

/** What asks about orders placed before. */
export const ORDER_HISTORY_RULES: readonly Rule[] = [
  {
    name: 'order_status',
    confidence: 0.96,
    patterns: [
      '(where is|where are|what is happening with|what happened to|what happened with|what is going on with) $my? *x $order',
      '(track|trace|follow|check on) $my? *x $order (status|please)?',
      '(what is|check|show|tell me|give me|get|how is)? (me)? (the)? (status|progress|state|tracking|update|updates|eta) (of|for|on|about) $my? *x $order',
      '$my? *x $order|order status|tracking|eta|update (please)?',
      '(has|have|did|is|was|will|are) $my *x order|delivery|package|shipment +',
      '(when|what time|how soon) (will|does|is|should) (it|everything|that|this|they|my food|my stuff) (get|be|come|arrive|arriving|coming|delivered|here|getting) *',
      'where is|are my (stuff|things|items|food)',
      '(has|have|did|is|was|are) $my *x $order (been)? (ship|shipped|arrived|arrive|left|delivered|deliver|confirmed|on its way|on the way|out for delivery|gone through|go through|late|delayed|ready|placed|processed|coming) *',
      '(when|what time|how soon|how long) (will|is|does|do|until|till|before|should|would|can) $my? *x $order (arrive|come|be|get|here|delivered|arriving|coming|due|ship|shipped|get here|be here|be delivered|get delivered|take|comes|arrives) *',
      '$show|see (me)? $my? (past|previous|recent|old|earlier|all|last few|latest|last) (of)? $order',
      '$my? (past|previous|recent|old|earlier|last) orders',
      '$my? (order|purchase|shopping) history (please)?',
      '$show|see (me)? $my? (order|purchase|shopping) history',
      '$show|see (me)? my orders',
      'what (did|have) i|we (order|buy|purchase|get|ordered|bought|purchased) *x',
      'what was in $my? *x order',
      'when (did|was) (i|we|my)? (last)? (order|buy|purchase|last order|last purchase|last delivery) *',
      '(return|refund) $my *x order',
      '(how much|what) did i (spend|pay) (on|for|in)? *x',
      'how much have i|we (spent|paid) (on|for|in)? +x',
      '(what was|how much was) my (total|spend|spending|bill) +x',
      '$show (me)? (my|the) last order',
    ],
    read: readWhich,
  },
];
