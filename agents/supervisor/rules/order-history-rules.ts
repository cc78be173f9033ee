import { readItems } from '#agents/supervisor/item-reading.ts';
import type { PatternMatch } from '#agents/supervisor/phrase-pattern.ts';
import { type Rule, type RuleContext, type RuleReading, slots } from '#agents/supervisor/rule.ts';
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

const EARLIER = new Set(
  (
    'last week before yesterday time month party again ago same previous prior event birthday weekend past earlier ' +
    'monday tuesday wednesday thursday friday saturday sunday christmas thanksgiving easter diwali holiday barbecue'
  ).split(' '),
);
const REPEATING = new Set('repeat reorder redo duplicate copy rebuy'.split(' '));
const WHOLE_ORDERS = new Set(
  'order purchase groceries shop basket delivery it that this everything'.split(' '),
);

/** Which order is meant; a named product ("reorder the coffee") is added as the shopper usually has it. */
function readRepeat(match: PatternMatch, context: RuleContext): RuleReading {
  const words = match.captures.x ?? [];
  const [verb, ...after] = context.clause.tokens;
  const repeats = REPEATING.has(verb?.text ?? '');
  const earlier = context.clause.tokens.some((token) => EARLIER.has(token.text));
  const whole = repeats && (after.length === 0 || after.some((token) => WHOLE_ORDERS.has(token.text)));
  const products = words.filter((token) => !EARLIER.has(token.text) && !WHOLE_ORDERS.has(token.text));
  if (repeats && !whole && products.some((token) => context.vocabulary.isShoppable(token.lemma))) {
    const items = readItems(products, context).map((item) => ({
      ...item,
      reference: item.reference ?? { kind: 'habit' as const },
    }));
    return { kind: 'intents', intents: [{ name: 'add_to_cart', confidence: 0.82, slots: { items } }] };
  }
  if (!earlier && !whole) return null;
  const which = textOf(words)
    .replace(/^(?:(?:what|everything|as|from|like|for|of|in|was|i|we|had|got|bought|ordered|order) )+/, '')
    .replace(/(?:^| )(?:order|purchase|please|groceries)$/, '');
  return slots({ which: which === '' || WHOLE_ORDERS.has(which) ? 'last' : which });
}

/** What asks about orders placed before, or repeats one. */
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
      '(cancel|stop|return|refund) $my *x order',
      '(how much|what) did i (spend|pay) (on|for|in)? *x',
      '$show (me)? (my|the) last order',
    ],
    read: (match, context) => {
      const words = context.clause.tokens.map((token) => token.text);
      if (words[0] === 'cancel' && words.includes('order')) return slots({ which: 'last' }, 0.75);
      return readWhich(match);
    },
  },
  {
    name: 'repeat_order',
    confidence: 0.972,
    patterns: [
      '(repeat|reorder|redo|duplicate|copy|re order|rebuy) $my? *x (order|purchase|groceries|shop|basket|cart|delivery) (again|please|from *)?',
      '(order|buy|get|$add|have|want|take|make|do|send|give) (me)? (exactly)? (the)? same (order|groceries|things|thing|stuff|items|basket|one|again)? (as|from|like|i had|i got|i ordered|i bought)? (i)? (had|got|ordered|bought)? *x',
      '(the)? same (order|groceries|things|thing|stuff|items|basket|one) (that)? (i|we) (had|got|ordered|bought) *x',
      '(the)? same (order|groceries|things|thing|stuff|items|basket)? (as|like) +x',
      'same (again|as usual|order|order again|as before) (please)?',
      '(order|buy|get|$add) (me)? (everything|what|whatever|all|all the things|the things|the items|the stuff|stuff) (from|in|that|was in)? (i|we)? (ordered|bought|got|had|purchased|ordered for|bought for)? $my? +x',
      '(order|buy|get) (it|that|this|them|all of it) again',
      '(order|buy) again',
      '(give|send|bring) (me)? (everything|what|all) (i|we) (ordered|bought|got|had|purchased) *x',
      '$i (would like|want|will have|will take) (what|everything) (i|we) (ordered|bought|got|had) +x',
      '(reorder|repeat) (it|that|everything|please|my groceries|now)',
      '(can i|i want to|i would like to)? (have|get)? $my? last order again',
      '(reorder|repeat) (from)? *x',
    ],
    read: readRepeat,
  },
];
