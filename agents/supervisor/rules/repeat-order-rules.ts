import {
  type EarlierReading,
  readEarlier,
  saysOnlyWhen,
  whichOf,
} from '#agents/supervisor/earlier-order-reading.ts';
import type { ItemMention, RoutedIntent } from '#agents/supervisor/intent.ts';
import { readItems } from '#agents/supervisor/item-reading.ts';
import type { PatternMatch } from '#agents/supervisor/phrase-pattern.ts';
import type { Rule, RuleContext, RuleReading } from '#agents/supervisor/rule.ts';
import type { Token } from '#agents/supervisor/token.ts';
import { splitChanges } from './order-changes.ts';

const REPEATING = new Set('repeat reorder redo duplicate copy rebuy'.split(' '));
const ASKING = new Set(
  (
    'repeat reorder redo re duplicate copy rebuy order buy get add have want take make do send give bring place me us ' +
    'exactly put i we would like need will'
  ).split(' '),
);
/** Words for all that an order held, rather than for a thing in it. */
const WHOLE = new Set(
  (
    'same order orders purchase groceries shop basket cart delivery it that this them those everything all what whatever ' +
    'stuff things thing items list one ones usual again please as like from in of for to with was were i we had got ' +
    'bought ordered purchased the my our again me now'
  ).split(' '),
);
const OCCASION = new Set('for to'.split(' '));
/** Leads on to the occasion only right after an order: "the order from the party", but "everything from the bakery". */
const OF_ORDER = new Set('from of at on'.split(' '));
const ORDERED = new Set('order orders purchase delivery ordered bought got had purchased'.split(' '));

/** Which order is repeated, and what of it not; a thing in it ("reorder the coffee") is added as it was bought. */
function readRepeat(_match: PatternMatch, context: RuleContext): RuleReading {
  const { tokens } = context.clause;
  const { kept, without, further } = splitChanges(tokens, context);
  const named = kept.slice(kept.findIndex((token) => !ASKING.has(token.text)));
  const body = kept.every((token) => ASKING.has(token.text)) ? [] : named;
  const earlier = readEarlier(body);
  const things = (earlier?.rest ?? body).filter(({ text, kind }) => !WHOLE.has(text) && kind !== 'punct');
  const repeats = REPEATING.has(tokens[0]?.text ?? '');
  const again = tokens.some(({ text }) => text === 'again' || text === 'same');
  // "add everything bagels" asks for no order
  const ofOrder = repeats || again || earlier !== null || tokens.some(({ text }) => ORDERED.has(text));
  if (things.length > 0 && !ofOrder) return null;
  if (things.some((token) => context.vocabulary.isShoppable(token.lemma)) && !followsFor(body, things)) {
    return addThings(body, earlier, context);
  }
  const which = readWhich(body, earlier, repeats || again);
  const points = body.some(({ text }) => ['order', 'orders', 'purchase', 'groceries', 'shop'].includes(text));
  if (which === null && !points && !repeats && !again) return null;
  if (things.length > 0 && !saysOnlyWhen(things) && !followsFor(body, things)) return null;
  const repeat: RoutedIntent = {
    name: 'repeat_order',
    confidence: 0.972,
    slots: { which: which ?? 'last', ...(without.length === 0 ? {} : { without }) },
  };
  return { kind: 'intents', intents: [repeat, ...further] };
}

/** What the order was for: "the party" of "what i ordered for the party". */
function followsFor(body: readonly Token[], things: readonly Token[]): boolean {
  const at = body.findIndex(
    ({ text }, place) =>
      OCCASION.has(text) || (OF_ORDER.has(text) && ORDERED.has(body[place - 1]?.text ?? '')),
  );
  return at >= 0 && things.every((token) => token.start > (body[at]?.start ?? 0));
}

function readWhich(body: readonly Token[], earlier: EarlierReading | null, pointing: boolean): string | null {
  if (earlier !== null) {
    const before = earlier.rest.filter(({ text }) => !WHOLE.has(text));
    return [whichOf(before), earlier.which].filter((part) => part !== '').join(' ');
  }
  const pointed =
    pointing && body.length <= 3 && body.some(({ text }) => ['that', 'this', 'it'].includes(text));
  if (pointed) return 'that';
  const naming = body.filter(({ text }) => !WHOLE.has(text));
  return naming.length === 0 ? null : whichOf(naming);
}

function addThings(
  body: readonly Token[],
  earlier: EarlierReading | null,
  context: RuleContext,
): RuleReading {
  const named = (earlier?.rest ?? body).filter(
    ({ text }) => !['same', 'again', 'number', 'amount', 'quantity'].includes(text),
  );
  const items = readItems(named, context).map((item): ItemMention => {
    if (item.reference !== null) return item;
    return {
      ...item,
      reference: earlier === null ? { kind: 'habit' } : { kind: 'habit', which: earlier.which },
    };
  });
  if (items.length === 0) return null;
  return { kind: 'intents', intents: [{ name: 'add_to_cart', confidence: 0.82, slots: { items } }] };
}

/** What puts an earlier order, or things of it, into the cart again. */
export const REPEAT_ORDER_RULES: readonly Rule[] = [
  {
    name: 'repeat_order',
    confidence: 0.972,
    patterns: [
      '(repeat|reorder|redo|duplicate|copy|re order|rebuy) $my? *x (order|purchase|groceries|shop|basket|cart|delivery) *',
      '(order|buy|get|$add|have|want|take|make|do|send|give) (me)? (exactly)? (the)? same (order|groceries|things|thing|stuff|items|basket|one|again)? (as|from|like|i had|i got|i ordered|i bought)? (i)? (had|got|ordered|bought)? *x',
      '(the)? same (order|groceries|things|thing|stuff|items|basket|one) (that)? (i|we) (had|got|ordered|bought) *x',
      '(the)? same (order|groceries|things|thing|stuff|items|basket)? (as|like) +x',
      'same (again|as usual|order|order again|as before) (please)?',
      'same (again|as usual|order|order again|as before|as always) (but|without|except|minus|plus) +',
      '(order|buy|get|$add) (me)? (everything|what|whatever|all|all the things|the things|the items|the stuff|stuff) (from|in|that|was in)? (i|we)? (ordered|bought|got|had|purchased|ordered for|bought for)? $my? +x',
      '(order|buy|get) (it|that|this|them|all of it) again',
      '(order|buy) again',
      '(order|buy|get) again (what|everything|all|the things|the stuff) *',
      '$i (would like|want|need|will have|will take) (the)? same (order|groceries|things|stuff|basket)? (again)? (as|like|from) +x',
      '(everything|all|all of it|the lot|the same things) (from|of|in|as) $my? *x (order|purchase|delivery) *',
      '(give|send|bring) (me)? (everything|what|all) (i|we) (ordered|bought|got|had|purchased) *x',
      '$i (would like|want|will have|will take) (what|everything) (i|we) (ordered|bought|got|had) +x',
      '(reorder|repeat) (it|that|everything|please|my groceries|now)',
      '(can i|i want to|i would like to)? (have|get)? $my? last order again',
      '(reorder|repeat) (from)? *x',
    ],
    read: readRepeat,
  },
];
