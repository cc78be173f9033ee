import type { Rule } from '#agents/supervisor/rule.ts';

/** "I have to …", "I have no milk", "I have a coupon" say something else. */
const OTHERWISE = new Set(
  'to no not none run been never decided changed forgotten forgot ordered bought added had any everything nothing wrong what which dinner lunch party coupon code voucher question problem issue complaint allergy allergies budget order cart basket only about around'.split(
    ' ',
  ),
);

/** What is at home, and who: nothing is asked for. */
export const OWN_STOCK_RULES: readonly Rule[] = [
  {
    name: 'small_talk',
    confidence: 0.9,
    patterns: ['(i|we) (still|already)? have (still|already|got)? +x'],
    read: (match, context) => {
      const words = match.captures.x ?? [];
      const other =
        context.clause.question ||
        context.clause.opening !== 'none' ||
        words.some((token) => OTHERWISE.has(token.text) || token.kind === 'money');
      return other ? null : { kind: 'slots', slots: {} };
    },
  },
];
