import { readItems } from '#agents/supervisor/item-reading.ts';
import type { PatternMatch } from '#agents/supervisor/phrase-pattern.ts';
import { isKnownCode } from '#agents/supervisor/promotion-code.ts';
import { type Rule, type RuleContext, type RuleReading, slots } from '#agents/supervisor/rule.ts';

/** A code is the token beside "code" or the verb that holds a digit or is written in capitals. */
function readCode(match: PatternMatch, context: RuleContext): RuleReading {
  const skipped = new Set(
    'the a my this that promo promotion coupon code discount voucher is please called for of to on'.split(
      ' ',
    ),
  );
  const code = [...(match.captures.x ?? [])].filter(
    (token) => !skipped.has(token.text) && token.kind !== 'punct',
  );
  const said = context.source.slice(code[0]?.start ?? 0, code[code.length - 1]?.end ?? 0).trim();
  if (code.length === 0) return slots({});
  return /^[\p{L}\p{N}_-]{2,32}$/u.test(said) ? slots({ code: said.toUpperCase() }) : null;
}

function looksLikeCode(match: PatternMatch, context: RuleContext): boolean {
  const [token] = match.captures.x ?? [];
  const said = token ? context.source.slice(token.start, token.end) : '';
  return (
    isKnownCode(said, context) ||
    (match.captures.x?.length === 1 &&
      (/\d/.test(said) || (said.length > 3 && said === said.toUpperCase() && /[A-Z]/.test(said))) &&
      /[A-Za-z]/.test(said))
  );
}

const A_CODE =
  '(promo|promotion|coupon|discount|voucher)? code|codes|coupon|coupons|voucher|vouchers|promo|promos|promotion|promocode';
const TAKE_OFF =
  '(remove|delete|drop|cancel|clear|undo|lose|forget|scrap|ditch|unapply|take off|take away|get rid of|do not use|do not apply|stop using|$i do not want (to use)?)';

/** The one code that is named beside "the code", if any. */
function readTakeOff(match: PatternMatch, context: RuleContext): RuleReading {
  const named = (match.captures.x ?? []).filter(
    ({ text, kind }) => kind !== 'punct' && !BESIDE_CODE.has(text),
  );
  if (named.length === 0) return slots({ takeOff: true });
  const said = context.source.slice(named[0]?.start ?? 0, named[named.length - 1]?.end ?? 0).trim();
  return isKnownCode(said, context) || looksLikeCode({ ...match, captures: { x: named } }, context)
    ? slots({ takeOff: true, code: said.toUpperCase() })
    : null;
}

const BESIDE_CODE = new Set(
  'the my a that this all any both those these from off of cart order basket again please code codes i we entered used applied just it'.split(
    ' ',
  ),
);

/** What is saved, and taking a code off the cart again. */
const SAVINGS_RULES: readonly Rule[] = [
  {
    name: 'show_cart',
    confidence: 0.975,
    patterns: [
      '(how much|what) (money)? (do|did|am|are|have|will|would|can) (i|we) (be)? (save|saved|saving|getting off|get off) (so far|now|today|here|on this|on this order|on my order|on my cart|with that|with this|with it|with the code|with that code|in total|altogether|right now|already|by that|from that)?',
      '(what|which) (deals|discounts|discount|savings|promos|promotions|offers|codes|code|coupons|coupon) (do i have|have i got|did i get|am i getting|do i get|are applied|is applied|are on|is on|have been applied|did you apply|are active|am i using|are in|apply to|applies to|apply|applies) (already|now|so far|right now|on|to|in)? *',
      '(what is|what are|whats|how much is|how much are|how big is|show me|tell me) (my|the) (total|current)? (saving|savings|discount|discounts) (so far|now|today|please|on this order|on my order|on my cart|amount|in my cart|in total)?',
      '(my|total) (savings|discounts)',
      '(did|has|have|is|was) (my|the|that|this)? (code|coupon|promo code|promo|discount|voucher) (work|worked|applied|go through|gone through|get applied|on|been applied|accepted|active) (already|yet|now)?',
      '(am i|are we) (getting|saving|receiving) (a|any|some)? (discount|discounts|money|anything|money off|something) (off|now|here|on this|so far|already)?',
      '(do i|do we|did i) (have|get|got) (a|any) (discount|discounts|savings|codes|code|coupons|coupon|money off) (on|in|applied)? *',
    ],
    read: () => slots({ savings: true }),
  },
  {
    name: 'apply_promotion',
    confidence: 0.975,
    patterns: [
      `${TAKE_OFF} (the|my|that|this|all|any|all of)? (the|my|those)? *x ${A_CODE} *x`,
      `${TAKE_OFF} +x`,
      `take (the|my|that|this|all)? (the|my)? *x ${A_CODE} (back)? off|out|away *`,
      'take +x off|away',
      `${TAKE_OFF} (the|my|that|this|all)? (the|my)? (applied)? discount|discounts *x`,
    ],
    read: (match, context) => {
      const spoken = context.clause.tokens.some(({ text }) => CODE_WORDS.has(text));
      const named = (match.captures.x ?? []).some(({ start, end }) =>
        isKnownCode(context.source.slice(start, end), context),
      );
      return spoken || named ? readTakeOff(match, context) : null;
    },
  },
];

const CODE_WORDS = new Set(
  'code codes coupon coupons voucher vouchers promo promos promotion promocode discount discounts'.split(' '),
);

/** Offers: listing them, using a code, taking it off, and what it saves. */
export const PROMOTION_RULES: readonly Rule[] = [
  ...SAVINGS_RULES,
  {
    name: 'apply_promotion',
    confidence: 0.96,
    patterns: [
      '(apply|use|redeem|enter|add|try|activate|i have|i got|here is|put in|my)? (the|my|a|this|with)? (promo|promotion|coupon|discount|voucher)? code|coupon|voucher|promocode (is|called|code)? +x',
      '(apply|redeem|activate) +x',
      '(apply|use|redeem|i have|enter|add) (the|my|a|this) (promo|promotion|coupon|discount|voucher)? code|coupon|voucher',
    ],
    read: (match, context) => {
      const words = match.captures.x ?? [];
      const named = context.clause.tokens.some((token) =>
        ['code', 'promocode', 'coupon', 'voucher', 'promo'].includes(token.text),
      );
      const any = context.clause.tokens.some(({ text }) => ['best', 'biggest', 'any', 'all'].includes(text));
      if (any || words.length > 4 || (!named && !looksLikeCode(match, context))) return null;
      return readCode(match, context);
    },
  },
  {
    name: 'apply_promotion',
    confidence: 0.981,
    patterns: [
      '(use|try|enter|add|apply|redeem|activate|put in|type in|here is|my code is|the code is|code is|it is|i have) (the|my|a)? (promo|promotion|coupon|discount|voucher)? (code|coupon|voucher)? +x',
    ],
    read: (match, context) => {
      const words = match.captures.x ?? [];
      const said = context.source.slice(words[0]?.start ?? 0, words[words.length - 1]?.end ?? 0);
      const sold = words.every(({ lemma }) => context.vocabulary.count(lemma) > 0);
      return isKnownCode(said, context) && !sold ? slots({ code: said.toUpperCase() }) : null;
    },
  },
  {
    name: 'apply_promotion',
    confidence: 0.9,
    patterns: ['(use|try|enter|add) +x'],
    read: (match, context) =>
      looksLikeCode(match, context) && context.vocabulary.count(match.captures.x?.[0]?.lemma ?? '') === 0
        ? readCode(match, context)
        : null,
  },
  {
    name: 'list_promotions',
    confidence: 0.94,
    patterns: [
      '(apply|use|find|get|give|pick|choose|redeem) (me)? (the|a|any|all|all the|your|some)? (best|biggest|good|better|cheapest|available|possible|highest)? $deals|coupon|coupons|discount|discounts|promotion|code|codes|deal|voucher|vouchers (you have|there is|available|possible|you can|for me|on my cart|to my cart|for my cart)?',
      '(what|which|are there|do you have|is there|show|list|find|any|have you got|got|see|tell|what are|what is|give|i am looking for|looking for|check) (me|is|are|about)? (any|some|the|your|for|all|current|today|todays|good|available|special|weekly|best)? (any|some|the|your|current|good|weekly|available|best|special)? $deals (on|for|in)? *x',
      '$deals (on|for|in)? +x',
      '(is|are) there (any|a|an|some)? (good)? $deals (today|now|on|for|in)? *x',
      '(what is|what are|what|anything|is anything|show me what is|which products are|which items are|what products are|what items are|is there anything|show me everything|show me the items) (currently)? on (sale|offer|special|promotion|discount) *x',
      '(current|weekly|todays|any|the|your|best|all)? $deals (today|now|this week|available|please)?',
      '(can|do|could) i (get|have) (a|any) $deals (on|for)? *x',
      '(what|which|how many) (current|special|other)? $deals (are there|do you have|are available|are running|are on) *x',
      '(what|which) (of your|kind of|kinds of)? +x (is|are|is there) (currently|now)? on (sale|offer|special|promotion|discount|deal) (today|now|this week|at the moment|right now)?',
      '(is|are) (the|your|any|there any)? +x (currently|now|ever)? on (sale|offer|special|promotion|discount|deal) (today|now|this week|at the moment|right now)?',
      'how can i save (money|some money)',
      '(show|list|find|see|give|get|tell) (me)? (all)? (the|some|your|any)? (stuff|things|items|products|everything|anything|groceries|what) (you have|that is|that are|is|are)? on (sale|offer|special|promotion|discount) *x',
      '(any|some|the|your|are there|do you have|have you got|got|show me|is there) (any|some|a)? (bogo|buy one get one|buy one get one free|two for one|2 for 1|three for two|3 for 2|half price|multibuy) (free)? ($deals|stuff|things|items|on)? *x',
    ],
    read: (match, context) => {
      const words = (match.captures.x ?? []).filter(
        (token) =>
          ![
            'today',
            'now',
            'available',
            'week',
            'this',
            'right',
            'me',
            'here',
            'there',
            'have',
            'you',
            'do',
            'running',
            'are',
            'currently',
          ].includes(token.text),
      );
      const give =
        ['give'].includes(context.clause.tokens[0]?.text ?? '') &&
        context.clause.tokens.every((token) => token.lemma === token.text);
      if (give) return null;
      const items = readItems(words, context);
      return slots(items.length > 0 ? { items } : {});
    },
  },
];
