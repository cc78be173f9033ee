import { readConstraints } from '#agents/supervisor/constraint-reading.ts';
import type { ItemMention } from '#agents/supervisor/intent.ts';
import type { PatternMatch } from '#agents/supervisor/phrase-pattern.ts';
import { type Rule, type RuleContext, type RuleReading, slots } from '#agents/supervisor/rule.ts';
import type { Token } from '#agents/supervisor/token.ts';

const LONGEST_OCCASION = 3;
const ANY =
  'something|anything|stuff|things|thing|food|foods|supplies|groceries|ideas|items|bits|options|goodies|treats|products|everything|essentials';
const A = '(a|an|the|my|our|this|next|some|his|her|their|your)?';
const WANT =
  '($i need|want|fancy|add|buy|order|put in|pick|choose|$i would like|$i am looking for|looking for|find me|show me|give me|get me|do you have|have you got|got|suggest|recommend|any)? (me)? (some|any|a few|a)?';

/** What the catalogue's owner shows for the occasion among the words; null where none is known. */
function thingsFor(tokens: readonly Token[], { vocabulary }: RuleContext): readonly string[] | null {
  const lemmas = tokens.map(({ lemma }) => lemma);
  for (let length = LONGEST_OCCASION; length > 0; length -= 1)
    for (let at = 0; at + length <= lemmas.length; at += 1) {
      const things = vocabulary.thingsFor(lemmas.slice(at, at + length));
      if (things !== null) return things;
    }
  return null;
}

function toShow(things: readonly string[], context: RuleContext): RuleReading {
  const { diets, excludeAllergens } = readConstraints(context.clause.tokens, context.vocabulary).filters;
  const items = things.map(
    (query): ItemMention => ({
      said: query,
      query,
      amount: null,
      reference: null,
      filters: {
        ...(diets === undefined ? {} : { diets }),
        ...(excludeAllergens === undefined ? {} : { excludeAllergens }),
      },
      excludeTerms: [],
      sort: 'relevance',
    }),
  );
  return slots({ items });
}

const MOST_DESCRIBING = 3;

/** "vegan (food)", "(something) warm": no thing is named. */
function onlyDescribes(words: readonly Token[], { vocabulary }: RuleContext): boolean {
  const { rest } = readConstraints(words, vocabulary);
  return words.length <= MOST_DESCRIBING && !rest.some(({ lemma }) => vocabulary.isShoppable(lemma));
}

function readOccasion(match: PatternMatch, context: RuleContext): RuleReading {
  const words = match.captures.x ?? [];
  if (![match.captures.d, match.captures.e].every((about) => onlyDescribes(about ?? [], context)))
    return null;
  const named = words.at(-1)?.lemma ?? '';
  const things = thingsFor(words, context);
  // "something for barbecue sauce" and "party mix" name things
  const names =
    words.length > 1 &&
    context.vocabulary.phrasesAt(
      words.map(({ lemma }) => lemma),
      0,
    ).length > 0;
  return things === null || (names && context.vocabulary.thingsFor([named]) === null)
    ? null
    : toShow(things, context);
}

const LOVERS = new Set('lover fan fanatic addict enthusiast nut freak'.split(' '));

/** "a gift for a chocolate lover": what they love, else what is given. */
function readGift(match: PatternMatch, context: RuleContext): RuleReading {
  const words = match.captures.x ?? [];
  const lover = words.findIndex(({ lemma }) => LOVERS.has(lemma));
  const loved = words.slice(0, Math.max(0, lover)).map(({ text }) => text);
  if (loved.length > 0 && context.vocabulary.count(words[lover - 1]?.lemma ?? '') > 0)
    return toShow([loved.join(' ')], context);
  const things = context.vocabulary.thingsFor(['gift']);
  return things === null ? null : toShow(things, context);
}

/** Wishes that name no thing but what it is for: several things are shown, none is added. */
export const OCCASION_RULES: readonly Rule[] = [
  {
    name: 'search_products',
    confidence: 0.981,
    patterns: [
      `${WANT} *d ${ANY} *e ($i need|to eat|to bring|to take|to have|to serve)? (for|at|on|to take on|to bring to) ${A} +x`,
      '$i (am|are)? (having|hosting|throwing|planning|doing|organising|organizing|going to|going on) (a|an|the|some|my|our)? +x',
      `what (else)? (should|can|do|would|could|might) $i (get|buy|bring|have|need|take|serve|eat|pack|want) (for|to|at|on|in) ${A} +x`,
      `what (goes|do i put|should i put|to put|to pack|is good|is nice|is best|would be good) (in|for|at|on) ${A} +x`,
      `${WANT} +x (food|foods|supplies|essentials|ideas|stuff|goodies|groceries|menu|dinner|lunch|meal|feast)`,
    ],
    read: readOccasion,
  },
  {
    name: 'search_products',
    confidence: 0.982,
    patterns: [
      `${WANT} (nice|good|small|little|great)? gift|gifts|present|presents (idea|ideas)? (for ${A} +x)?`,
      `${WANT} (hostess|host|birthday|thank you|housewarming|christmas|wedding) gift|gifts|present|presents`,
    ],
    read: readGift,
  },
  {
    name: 'search_products',
    confidence: 0.982,
    patterns: [`${WANT} (something|anything|what|drinks) (can i|should i)? (to)? (drink)? with +`],
    read: (_match, context) => {
      const drinks = context.clause.tokens.some(({ text }) => text === 'drink' || text === 'drinks');
      const things = drinks ? context.vocabulary.thingsFor(['drink']) : null;
      return things === null ? null : toShow(things, context);
    },
  },
  {
    name: 'browse',
    confidence: 0.96,
    patterns: [
      '(what|what do you|what would you|what can you) (is|do you|would you|can you)? (recommend|suggest|popular|trending) (to me|today|for me|here|now)?',
      '(what is|anything|something|show me what is|show me something) (popular|new|good|trending|in season|seasonal) (today|now|here|at the moment|this week|in store)?',
      '(surprise me|inspire me|best sellers|bestsellers|your best sellers|i do not know what to (buy|get))',
    ],
  },
];
