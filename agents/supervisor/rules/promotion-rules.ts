import { readItems } from '#agents/supervisor/item-reading.ts';
import type { PatternMatch } from '#agents/supervisor/phrase-pattern.ts';
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
    match.captures.x?.length === 1 &&
    (/\d/.test(said) || (said.length > 3 && said === said.toUpperCase() && /[A-Z]/.test(said))) &&
    /[A-Za-z]/.test(said)
  );
}

/** Offers: listing them, and using a code. */
export const PROMOTION_RULES: readonly Rule[] = [
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
      if (words.length > 4 || (!named && !looksLikeCode(match, context))) return null;
      return readCode(match, context);
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
      '(what|which|are there|do you have|is there|show|list|find|any|have you got|got|see|tell|what are|what is|give|i am looking for|looking for|check) (me|is|are|about)? (any|some|the|your|for|all|current|today|todays|good|available|special|weekly|best)? (any|some|the|your|current|good|weekly|available|best|special)? $deals (on|for|in)? *x',
      '$deals (on|for|in)? +x',
      '(is|are) there (any|a|an|some)? (good)? $deals (today|now|on|for|in)? *x',
      '(what is|what are|what|anything|is anything|show me what is|which products are|which items are|what products are|what items are|is there anything|show me everything|show me the items) (currently)? on (sale|offer|special|promotion|discount) *x',
      '(current|weekly|todays|any|the|your|best|all)? $deals (today|now|this week|available|please)?',
      '(can|do|could) i (get|have) (a|any) $deals (on|for)? *x',
      '(what|which|how many) (current|special|other)? $deals (are there|do you have|are available|are running|are on) *x',
      'how can i save (money|some money)',
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
