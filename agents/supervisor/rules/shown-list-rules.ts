import { withSharedNoun } from '#agents/supervisor/complete-item.ts';
import type { ItemMention } from '#agents/supervisor/intent.ts';
import { readItems } from '#agents/supervisor/item-reading.ts';
import type { PatternMatch } from '#agents/supervisor/phrase-pattern.ts';
import { superlativeOf } from '#agents/supervisor/reference-reading.ts';
import { type Rule, type RuleContext, type RuleReading, slots } from '#agents/supervisor/rule.ts';
import { amountMention } from './mentions.ts';

const THOSE = { kind: 'deixis', plural: true } as const;

/** The whole list shown. */
function those(context: RuleContext): ItemMention {
  return { ...amountMention(context.source, context.clause.tokens, null), reference: THOSE };
}

/** "which of these is vegan", "are they organic": a fact of each, or the list narrowed to it. */
function readWhichOf(match: PatternMatch, context: RuleContext): RuleReading {
  const items = readItems(match.captures.x ?? [], context);
  const [item] = items;
  if (!item || items.length !== 1 || item.query !== '' || item.amount !== null) return null;
  const narrows = Object.keys(item.filters).length > 0 || item.excludeTerms.length > 0;
  const by = superlativeOf((match.captures.x ?? []).map((token) => token.text).join(' '));
  if (item.sort !== 'relevance' || by !== null)
    return {
      kind: 'intents',
      intents: [{ name: 'compare', confidence: 0.9, slots: { items: [those(context)] } }],
    };
  if (!narrows) return null;
  return slots({ items: [{ ...item, reference: null }] });
}

function readCompareThose(match: PatternMatch, context: RuleContext): RuleReading {
  const named = readItems(match.captures.x ?? [], context);
  if (named.length >= 2) return slots({ items: withSharedNoun(named, context.vocabulary) });
  if (named.some(({ query }) => query !== '')) return null;
  return slots({ items: [those(context)] });
}

/** "do you have a bigger size": of what is on the screen. */
function readSize(match: PatternMatch, context: RuleContext): RuleReading {
  const word = context.clause.tokens.find((token) => superlativeOf(token.text) !== null)?.text ?? '';
  const by = superlativeOf(word);
  if (by !== 'largest' && by !== 'smallest') return null;
  const items = readItems(match.captures.x ?? [], context).filter(({ query }) => query !== '');
  const reference = { kind: 'superlative', by } as const;
  const compared = { by: by === 'largest' ? 'larger' : 'smaller', asks: true } as const;
  if (items.length > 0) return slots({ items: items.map((item) => ({ ...item, reference, compared })) });
  const mention = amountMention(context.source, context.clause.tokens, null);
  return slots({ items: [{ ...mention, reference, compared }] });
}

/** What asks of a list on the screen rather than of one product. */
export const SHOWN_LIST_RULES: readonly Rule[] = [
  {
    name: 'compare',
    confidence: 0.962,
    patterns: [
      '(what is|is there|tell me|explain|show me)? (the|a|any)? difference|differences (between|among|in)? *x',
      '(which|what) (one|ones|of these|of them|of those|of the two)? (would|do|should|can) (you|i) (recommend|suggest|pick|choose|get|take|buy|go with|prefer)',
      '(which|what) (one|ones|of these|of them|of those|of the two)? (is|are|would be) (the)? (bigger|biggest|larger|largest|smaller|smallest|cheaper|cheapest|better|best|healthier|healthiest|more expensive|most expensive|pricier) (one|value|deal|buy|choice|option|size|of these|of them|of those|of the two|between them|for me|per ounce|per unit)?',
    ],
    read: readCompareThose,
  },
  {
    name: 'search_products',
    confidence: 0.952,
    patterns: [
      '(which|what) (one|ones|of these|of them|of those|of the|are|is)? (one|ones|these|them|those|products)? (is|are|has|have|do|does|come) (not|no|without)? +x',
      '(only|just)? (show|give|list|see) (me)? (only|just) (the)? +x (ones|one|options|products|results)?',
      'only|just (the)? +x ones|options|products',
    ],
    read: readWhichOf,
  },
  {
    name: 'search_products',
    confidence: 0.953,
    patterns: [
      '(do you have|is there|have you got|got|any|show me|does it come in|do they come in|is it available in|can i get) (it|that|this|one|them|those)? (in)? (a|any|the)? $cheap size|sizes|pack|packs|bottle|bag|carton|box|container|version (of|for)? *x',
      '(do you have|have you got|is there|can i get|got) (it|that|this|them|those|these) (in)? (a)? bigger|smaller|larger (one|size|pack)?',
      '(do you have|have you got|is there|are there|can i get|got|any|show me) (any|a|the)? bigger|smaller|larger (one|ones|options|packs|sizes)',
      '(in|with) a bigger|smaller|larger size|pack|bottle|bag|carton|box',
      '(a|the)? bigger|smaller|larger size|pack',
      '(a|something|anything)? bigger|smaller|larger (one|ones|please)?',
    ],
    read: readSize,
  },
];
