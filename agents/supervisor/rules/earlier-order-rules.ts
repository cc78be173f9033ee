import { readEarlier, saysOnlyWhen, whenSaid } from '#agents/supervisor/earlier-order-reading.ts';
import type { ItemMention } from '#agents/supervisor/intent.ts';
import { readItems } from '#agents/supervisor/item-reading.ts';
import type { PatternMatch } from '#agents/supervisor/phrase-pattern.ts';
import { type Rule, type RuleContext, type RuleReading, slots } from '#agents/supervisor/rule.ts';

/** What an order held, which one being said by its time or what it was for. */
function readContents({ captures }: PatternMatch, { focus }: RuleContext): RuleReading {
  const words = [...(captures.x ?? []), ...(captures.y ?? [])];
  const which = whenSaid(words);
  if (which !== '') return slots({ which, contents: true });
  return slots({ which: (focus.orders ?? []).length > 0 ? 'that' : 'last', contents: true });
}

/** "which rice did i buy last time?" */
function readThings({ captures }: PatternMatch, context: RuleContext): RuleReading {
  const items = readItems(captures.y ?? [], context, { ofCart: true });
  const named = items.filter(({ query }) => query !== '' && query !== 'else');
  const which = whenSaid(captures.x ?? []);
  if (named.length === 0 || !saysOnlyWhen(captures.x ?? [])) return null;
  return slots({ ...(which === '' ? {} : { which }), contents: true, items: named });
}

/** Whether what stands beside "order" tells when it was, and nothing else. */
function saysWhen({ captures }: PatternMatch): boolean {
  const words = [...(captures.x ?? []), ...(captures.y ?? [])];
  return saysOnlyWhen(words) && whenSaid(words) !== '';
}

/** "did i buy eggs last week?": of earlier orders when a time is said, else of the cart. */
function readDidBuy({ captures }: PatternMatch, context: RuleContext): RuleReading {
  const said = captures.y ?? [];
  let at = said.length;
  while (at > 0 && saysOnlyWhen(said.slice(at - 1, at))) at -= 1;
  const when = whenSaid(said.slice(at));
  const items = readItems(said.slice(0, at), context, { ofCart: true });
  if (when === '' || items.length === 0 || items.some(({ query }) => query === '')) return null;
  // "before" and "ever" leave it open when.
  const open = when === 'before' || when === 'earlier';
  return slots({ ...(open ? {} : { which: when }), contents: true, items });
}

/** "when did i last buy bananas?": the latest order that holds any. */
function readEver({ captures }: PatternMatch, context: RuleContext): RuleReading {
  const said = captures.y ?? [];
  const items = readItems(said, context, { ofCart: true });
  const isThing = context.vocabulary.isShoppable(said.at(-1)?.lemma ?? '');
  return items.length === 0 || !isThing || items.some(({ query }) => query === '')
    ? null
    : slots({ contents: true, items });
}

/** "the same milk as last week", by itself. */
function readAsBefore(_match: PatternMatch, context: RuleContext): RuleReading {
  const { tokens, question } = context.clause;
  if (question || readEarlier(tokens) === null) return null;
  const items = sharingTheTime(readItems(tokens, context));
  const before = items.every(({ query, reference }) => query !== '' && reference?.kind === 'habit');
  return before && items.length > 0
    ? { kind: 'intents', intents: [{ name: 'add_to_cart', confidence: 0.75, slots: { items } }] }
    : null;
}

/** "milk, the same as last time": the time belongs to the milk. */
function sharingTheTime(items: readonly ItemMention[]): readonly ItemMention[] {
  const last = items.at(-1);
  if (items.length < 2 || last?.query !== '' || last.reference?.kind !== 'habit') return items;
  const { reference } = last;
  return items.slice(0, -1).map((item) => (item.reference === null ? { ...item, reference } : item));
}

/** What asks what was in earlier orders, or wants a thing of them. */
export const EARLIER_ORDER_RULES: readonly Rule[] = [
  { name: 'add_to_cart', confidence: 0.75, patterns: ['+ like|as|from|i|we|that +'], read: readAsBefore },
  {
    name: 'order_status',
    confidence: 0.975,
    patterns: [
      'what (all|else|exactly)? did|have i|we (just|last)? (order|buy|purchase|get|ordered|bought|purchased) *x',
      'what i|we (had)? (last)? (ordered|bought|purchased) *x',
      'what (was|is|were|are) (there)? (in|on|part of) $my? *x (order|orders|purchase|delivery) *y',
      'what did $my? *x (order|purchase|delivery) (have|contain|include|hold) (in it)?',
      '(show|see|list|read|tell|give|open|display|view|pull up) (me)? $my? (last|latest|previous|most recent|recent|newest) (order|purchase|delivery) *y',
      '(show|see|list|read|tell|give|open|display|view|pull up) (me)? $my? (order|purchase|delivery) (from|of|on|placed|i placed|i made) +y',
      '(show|see|list|read|tell|give) (me)? what i|we (ordered|bought|purchased|had|got) *x',
      '$my? (last|latest|previous|most recent) (order|purchase) (contents|items|details|list)?',
    ],
    read: readContents,
  },
  {
    name: 'order_status',
    confidence: 0.974,
    patterns: [
      '(show|see|list|read|tell|give|open|display|view|pull up|what was|what is|what were) (me)? $my? +x (order|orders|purchase|delivery) *y',
    ],
    read: (match, context) => (saysWhen(match) ? readContents(match, context) : null),
  },
  {
    name: 'order_status',
    confidence: 0.974,
    patterns: [
      'how much was|is|were|did $my +x (order|orders|purchase|delivery) (cost|be|come to)? *y',
      'what did $my +x (order|orders|purchase|delivery) (cost|come to) *y',
      '(what was|what is|tell me|show me|show)? (the)? total|cost|price of|for $my +x (order|orders|purchase|delivery) *y',
    ],
    read: (match) => {
      const which = whenSaid([...(match.captures.x ?? []), ...(match.captures.y ?? [])]);
      return saysWhen(match) ? slots({ which }) : null;
    },
  },
  {
    name: 'order_status',
    confidence: 0.98,
    patterns: ['$show|see (me)? (all)? (of)? $my orders|purchases', '$my orders|purchases'],
    read: () => slots({ which: 'all orders' }),
  },
  {
    name: 'order_status',
    confidence: 0.976,
    patterns: [
      'what|which +y did i|we (last)? (order|buy|purchase|get|have|use|ordered|bought) *x',
      '(what|which) (kind|brand|type|sort) of +y did i|we (last)? (order|buy|purchase|get|have|use) *x',
      'how many|much +y did i|we (last)? (order|buy|purchase|get) *x',
      '(find|show|see|what was|which was|tell) (me)? (the|that)? +y (that|which)? i|we (had|got|bought|ordered|purchased) *x',
    ],
    read: readThings,
  },
  {
    name: 'order_status',
    confidence: 0.977,
    patterns: [
      'when did i|we (last)? (buy|order|get|purchase|have) +y',
      'when was the last time (that)? i|we (bought|ordered|got|purchased|had) +y',
      'have i|we ever (bought|ordered|got|purchased|had|tried) +y',
      'did i|we ever (buy|order|get|purchase|have|try) +y',
    ],
    read: readEver,
  },
  {
    name: 'order_status',
    confidence: 0.976,
    patterns: ['did|have i|we (ever|already)? (buy|order|purchase|bought|ordered|purchased) +y'],
    read: readDidBuy,
  },
  {
    name: 'order_status',
    confidence: 0.974,
    patterns: [
      'what (was|is|were) in (it|that|that one|this one|that order|there)',
      'show (me)? (it|that|that one|that order)',
    ],
    read: (_match, { focus }) =>
      (focus.orders ?? []).length === 0 ? null : slots({ which: 'that', contents: true }),
  },
  {
    name: 'order_status',
    confidence: 0.974,
    patterns: [
      '(show|see|tell|and|what about|how about|what was|what is|what was in) (me)? the? (one|order|time|purchase) before (that|it|this|last|that one|the last|the last one)?',
      'the? (one|order) before (that|it|this|last|that one|the last|the last one)?',
    ],
    read: (_match, { focus }) =>
      slots({ which: (focus.orders ?? []).length > 0 ? 'before that' : 'one before last', contents: true }),
  },
];
