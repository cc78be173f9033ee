import { withSharedNoun } from '#agents/supervisor/complete-item.ts';
import { readItems } from '#agents/supervisor/item-reading.ts';
import { NUTRIENTS } from '#agents/supervisor/nutrient-wish.ts';
import type { PatternMatch } from '#agents/supervisor/phrase-pattern.ts';
import { type Rule, type RuleContext, type RuleReading, slots } from '#agents/supervisor/rule.ts';
import type { Token } from '#agents/supervisor/token.ts';
import { amountMention } from './mentions.ts';

/** Two or more things side by side; "which is cheaper?" alone compares what was shown. */
function readCompare(match: PatternMatch, context: RuleContext): RuleReading {
  const words = match.captures.x ?? [];
  const second = match.captures.y ?? [];
  const sides = [words, second].filter((side) => side.length > 0);
  const parts = sides.flatMap((side) => splitAtOr(side));
  const items = parts.flatMap((part) => readItems(part, context));
  if (items.length >= 2) return slots({ items: withSharedNoun(items, context.vocabulary) });
  const only = items[0];
  const plural = only === undefined || (only.query === '' && only.reference?.kind === 'deixis');
  // "compare the two cheapest shampoos"
  const [verb] = context.clause.tokens;
  if (verb?.text === 'compare' && items.length === 1 && only !== undefined && only.query !== '')
    return slots({ items: [{ ...only, amount: null }] });
  // "what is the cheapest pasta?" looks for one
  if (!plural) return null;
  const mention = amountMention(context.source, context.clause.tokens, null);
  return slots({ items: [{ ...mention, reference: { kind: 'deixis', plural: true } }] });
}

function splitAtOr(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (['or', 'vs', 'versus', 'against'].includes(token.text) || token.kind === 'punct') parts.push([]);
    else parts[parts.length - 1]?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

const BETTER = '$cheap|more|less';

const MOST = 'least|most|less|more|fewest|fewer|lowest|highest|lower|higher';

/** "which of those has the least sugar", "what yogurt is highest in protein": what was shown, or what is named. */
function readNutrient(match: PatternMatch, context: RuleContext): RuleReading {
  const nutrient = context.clause.tokens.find(({ text }) => NUTRIENTS.split('|').includes(text))?.text;
  if (nutrient === undefined) return null;
  const named = readItems(match.captures.x ?? [], context).filter(({ query }) => query !== '');
  if (named.length > 0) return slots({ items: named.map((item) => ({ ...item, amount: null })), nutrient });
  const mention = amountMention(context.source, context.clause.tokens, null);
  return slots({ items: [{ ...mention, reference: { kind: 'deixis', plural: true } }], nutrient });
}

/** What sets two things side by side. */
export const COMPARE_RULES: readonly Rule[] = [
  {
    name: 'compare',
    confidence: 0.963,
    patterns: [
      `(which|what) (one|ones|of these|of them|of those|of the two)? (has|have|contains|contain|comes with|got) (the)? (${MOST}) (amount of)? (${NUTRIENTS}) *`,
      `(which|what) (one|ones|of these|of them|of those|of the two)? (is|are) (the)? (${MOST}) in (${NUTRIENTS}) *`,
      `(which|what) +x (has|have|contains|contain|comes with|got) (the)? (${MOST}) (amount of)? (${NUTRIENTS}) *`,
      `(which|what) +x (is|are) (the)? (${MOST}) in (${NUTRIENTS}) *`,
      `(what|which) (is|are) the +x (with|that has|that have) (the)? (${MOST}) (amount of)? (${NUTRIENTS}) *`,
    ],
    read: readNutrient,
  },
  {
    name: 'compare',
    confidence: 0.96,
    patterns: [
      'compare +x (with|to|and|against) +y',
      'compare *x',
      '(what|which) (one|of these|of them|of those)? (is|are|has|costs|would be) (the|a)? $cheap|more|less (value|deal|expensive|protein|sugar|fat|calories|salt|sodium|per ounce|per unit|choice|option)? (between|of|among|for me)? *x',
      'what is the difference between|in +x (and|or) +y',
      '(what|how) (do|does|is|are) +x (compare|different) (to|with|from) +y',
      '(is|are) +x $cheap|healthier (value|deal)? than +y',
      '(is|are) +x more|less expensive than +y',
      '(is|are) +x or +y (the)? $cheap|healthier|pricier (value|deal|buy|one|option|choice)?',
      '(is|are) +x or +y (more|less) (expensive|healthy)',
      '+x (vs|versus) +y',
      'should i (get|buy|choose|take|pick) +x or +y',
      `which is ${BETTER} +x or +y`,
      '+x or +y (which (one)? is $cheap|more|less (expensive)?)',
    ],
    read: readCompare,
  },
];
