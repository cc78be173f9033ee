import { saysOnlyWhen, whenSaid } from '#agents/supervisor/earlier-order-reading.ts';
import type { PatternMatch } from '#agents/supervisor/phrase-pattern.ts';
import { type Rule, type RuleContext, type RuleReading, slots } from '#agents/supervisor/rule.ts';
import type { Token } from '#agents/supervisor/token.ts';

/** Words around an order that do not name a thing in it. */
const FRAME = new Set(
  'just that which i we placed made submitted sent already still whole entire open pending upcoming current any more now please it one of my the an a our this all both any with you whole every each everything of them'.split(
    ' ',
  ),
);

/** Which order is called off; null when a thing in it is ("cancel the milk in my order"). */
function readCancel({ captures }: PatternMatch, { clause: { tokens } }: RuleContext): RuleReading {
  const words = [...(captures.x ?? []), ...(captures.y ?? [])];
  const naming = words.filter(({ text, kind }) => !FRAME.has(text) && kind !== 'punct');
  if (!saysOnlyWhen(naming) && !isOrderId(captures.y ?? [])) return null;
  const just = words.some(({ text }) => text === 'just');
  const several = saysSeveral(tokens);
  const when = naming.length === 0 ? (just ? 'last' : '') : whenSaid(naming);
  const which = several ? `all ${when}`.trim() : when;
  return slots(which === '' ? { cancel: true } : { which, cancel: true });
}

/** "both orders", "my orders": each of them is meant; of "one of my orders" one. */
function saysSeveral(tokens: readonly Token[]): boolean {
  const said = tokens.map(({ text }) => text);
  const one = said.includes('one') || said.includes('an');
  return !one && said.some((word) => ['all', 'both', 'every', 'each', 'everything', 'orders'].includes(word));
}

/** "order 3f2a-99b1": letters and digits mixed, which no thing is called. */
function isOrderId(words: readonly Token[]): boolean {
  const said = words.map(({ text }) => text).join('');
  return /^[0-9a-z-]{6,}$/.test(said) && /\d/.test(said);
}

/** What calls an order off that was placed. */
export const CANCEL_ORDER_RULES: readonly Rule[] = [
  {
    name: 'order_status',
    confidence: 0.985,
    patterns: [
      '(still)? (cancel|stop|void|abort|revoke|withdraw|annul|call off|undo|reverse) (my|the|our|this|that|your)? *x order|orders|purchase|delivery *y',
      '(still)? (cancel|stop|void|abort|revoke|withdraw|annul|call off) an order *y',
      '(still)? (cancel|stop|void|abort|revoke|withdraw|annul|call off) one of my orders *y',
      '(is it|is there|am i) (possible|too late|still possible|still time|able|still able|a way) to cancel',
      '$i (have)? changed my mind about|on my|the|that|this|our *x order|delivery *y',
      'call my|the|our|this|that|your *x order|delivery off',
      '(i|we)? (do not|no longer) (want|need) my|the|our|this|that|your *x order|delivery *y',
      'do not (send|deliver|ship) my|the|our|this|that|your *x order|delivery *y',
      '(is it|is there|am i) (possible|too late|a way|able|still able|still possible|still time) to cancel (my|the|our|this|that|your)? *x order|orders|purchase|delivery *y',
    ],
    read: readCancel,
  },
  {
    name: 'order_status',
    confidence: 0.985,
    patterns: [
      'cancel|void (it|that|this|that one|this one|that again|it please)',
      'cancel|void (both|all|each)? (of)? (them|those|these|both|all)? (both|all)? (of (them|those|these))?',
    ],
    // Right after an order was spoken of; otherwise it is the last change that is taken back.
    read: (_match, { focus, clause: { tokens } }) => {
      if (tokens.length < 2 || (focus.orders ?? []).length === 0) return null;
      const several = tokens.some(({ text }) => ['them', 'those', 'these', 'both', 'all'].includes(text));
      return slots({ which: several ? 'those' : 'that', cancel: true });
    },
  },
];
