import { readItems } from '#agents/supervisor/item-reading.ts';
import { wordClass } from '#agents/supervisor/lexicon.ts';
import type { PatternMatch } from '#agents/supervisor/phrase-pattern.ts';
import type { Rule, RuleContext, RuleReading } from '#agents/supervisor/rule.ts';

/** "I have to …", "I have no milk", "I have a coupon" say something else. */
const OTHERWISE = new Set(
  'to no not none run been never decided changed forgotten forgot ordered bought added had any everything nothing wrong what which dinner lunch party coupon code voucher question problem issue complaint allergy allergies budget order cart basket only about around'.split(
    ' ',
  ),
);
const PETS = new Set('dog cat puppy kitten pet bird hamster rabbit'.split(' '));
const PLENTY =
  '(plenty of|lots of|loads of|tons of|enough|a lot of|lots and lots of|a bunch of|a bag of|a box of|a jar of|a bottle of|a can of|a whole|a few|a couple of|some|more than enough|leftover|all the|the)';
const WHERE =
  '(at home|at mine|at our place|left|left over|already|still|here|in stock|on hand|to spare|in (the|my|our) (pantry|fridge|freezer|cupboard|cupboards|kitchen|cabinet|house|refrigerator|larder|basement|garage)|from last time|from before)';

/** What is said to be at home, in search words; nothing when no grocery is named. */
function readStock(match: PatternMatch, context: RuleContext): RuleReading {
  const words = match.captures.x ?? [];
  const other =
    context.clause.question ||
    context.clause.opening !== 'none' ||
    words.some((token) => OTHERWISE.has(token.text) || token.kind === 'money');
  if (other) return null;
  const atHome = readItems(words, context)
    .map(({ query }) => query)
    .filter((query) => query !== '' && isGrocery(query, context));
  return { kind: 'slots', slots: atHome.length === 0 ? {} : { atHome } };
}

/** The same, where without a grocery it may be anything. */
function readKept(match: PatternMatch, context: RuleContext): RuleReading {
  const reading = readStock(match, context);
  return reading?.kind === 'slots' && reading.slots.atHome !== undefined ? reading : null;
}

function isGrocery(query: string, { vocabulary, clause }: RuleContext): boolean {
  const said = query.split(' ').at(-1) ?? '';
  const lemma = clause.tokens.find(({ text }) => text === said)?.lemma ?? said;
  if (wordClass('relative').has(said) || wordClass('relative').has(lemma) || PETS.has(lemma)) return false;
  return vocabulary.isShoppable(lemma) || vocabulary.count(lemma) > 1;
}

const NOW = '(yet|right now|just yet|at the moment|now|this week|this time|today|for now)';

/** What is at home, and who: nothing is asked for. */
export const OWN_STOCK_RULES: readonly Rule[] = [
  {
    name: 'small_talk',
    confidence: 0.9,
    patterns: [
      `(i|we) (still|already|also)? (do)? have (still|already|got|also)? ${PLENTY}? +x ${WHERE}`,
      `(i|we) (still|already|also)? (do)? have (still|already|got|also)? ${PLENTY}? +x`,
      `(i|we) (have)? (still|already|also)? got ${PLENTY}? +x ${WHERE}?`,
    ],
    read: readStock,
  },
  {
    name: 'small_talk',
    confidence: 0.967,
    patterns: [`(i|we) do not need (any|any more|more|to buy|to get|new)? +x ${NOW}`],
    read: readKept,
  },
  {
    name: 'small_talk',
    confidence: 0.966,
    patterns: [
      `(i|we) (still|already|also)? (do)? have (still|already|got|also)? ${PLENTY}? +x ${WHERE}`,
      `(i|we) (still|already) have ${PLENTY}? +x`,
      `(i|we) have already|still (got)? ${PLENTY}? +x`,
      `(i|we) have (got)? (plenty of|lots of|loads of|tons of|enough|more than enough) +x`,
      `(there is|there are|there's) (still|already)? ${PLENTY}? +x (at home|in (the|my|our) (pantry|fridge|freezer|cupboard|kitchen))`,
      `(i am|we are|i am all|we are all) (all)? (good|set|stocked up|stocked|fine|covered) (on|for|with) +x`,
      `${PLENTY}? +x (at home|in (the|my|our) (pantry|fridge|freezer|cupboard|kitchen)) (already)?`,
    ],
    read: readKept,
  },
];
