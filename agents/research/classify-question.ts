import { tokenize } from '#agents/search/tokenize.ts';
import type { KnowledgeEntry } from './knowledge-source.ts';

export type KnowledgeTopic = KnowledgeEntry['topic'];

/** Words (as the search tokens them) of which a question on a topic holds all of one group. */
const CUES: readonly { readonly topic: KnowledgeTopic; readonly all: string }[] = [
  { topic: 'storage', all: 'how long last' },
  { topic: 'storage', all: 'how long keep' },
  { topic: 'storage', all: 'how long good' },
  { topic: 'storage', all: 'how long fridge' },
  { topic: 'storage', all: 'how long freezer' },
  { topic: 'storage', all: 'how store' },
  { topic: 'storage', all: 'how keep fresh' },
  { topic: 'storage', all: 'how should keep' },
  { topic: 'storage', all: 'where store' },
  { topic: 'storage', all: 'best way store' },
  { topic: 'storage', all: 'can freeze' },
  { topic: 'storage', all: 'go bad' },
  { topic: 'storage', all: 'shelf life' },
  { topic: 'substitution', all: 'substitute' },
  { topic: 'substitution', all: 'substitution' },
  { topic: 'substitution', all: 'replacement for' },
  { topic: 'substitution', all: 'replace' },
  { topic: 'substitution', all: 'instead of use' },
  { topic: 'substitution', all: 'instead of what' },
  { topic: 'cooking', all: 'how cook' },
  { topic: 'cooking', all: 'how boil' },
  { topic: 'cooking', all: 'how roast' },
  { topic: 'cooking', all: 'how long cook' },
  { topic: 'cooking', all: 'what temperature' },
  { topic: 'nutrition', all: 'calorie' },
  { topic: 'nutrition', all: 'kcal' },
  { topic: 'nutrition', all: 'nutrition' },
  { topic: 'nutrition', all: 'nutritional' },
  { topic: 'nutrition', all: 'how much protein' },
  { topic: 'nutrition', all: 'how much fiber' },
  { topic: 'nutrition', all: 'how many carb' },
  { topic: 'nutrition', all: 'how much fat' },
];

/** Verbs of the cart: with one of them the shopper wants something done, not explained. */
const CART_VERBS = new Set(tokenize('add put remove buy order'));

const cues = CUES.map(({ topic, all }) => ({ topic, tokens: tokenize(all) }));

/** Which kind of kitchen knowledge a message asks for; null when it asks for none. */
export function classifyQuestion(message: string): KnowledgeTopic | null {
  const tokens = new Set(tokenize(message));
  for (const verb of CART_VERBS) if (tokens.has(verb)) return null;
  return cues.find((cue) => cue.tokens.every((token) => tokens.has(token)))?.topic ?? null;
}
