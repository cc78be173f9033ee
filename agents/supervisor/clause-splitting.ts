import { AUXILIARIES, CLAUSE_VERBS, PRONOUNS, QUESTION_WORDS, wordClass } from './lexicon.ts';
import type { Token } from './token.ts';
import type { CatalogueVocabulary } from './vocabulary.ts';

export interface ClauseSpan {
  readonly tokens: readonly Token[];
  /** Ended by "?". */
  readonly asked: boolean;
  /** Joined to the clause before by a comma, "and" or a new line, so that a bare list goes on. */
  readonly continues: boolean;
}

/** Longer lists are read in pieces of this many tokens. */
const LONGEST = 50;
const CONNECTORS = new Set(['and', 'then', 'also', 'plus', 'but', ',', '\n', 'while', 'so', ':']);
const ADVERBS = new Set(
  'please then also now just maybe actually kindly so ok okay oh and instead next afterwards finally after that'.split(
    ' ',
  ),
);
const TITLES = new Set('dr mr mrs ms st no vs jr'.split(' '));
/** "go ahead and add", "do me a favor and add": the "and" joins no two requests. */
const BEFORE_JOINING_AND = new Set('ahead favor favour try sure kindly come'.split(' '));
const PAUSES = new Set(
  'wait sorry hmm well um uh actually oh ok okay no yes yeah yep so hey right alright please also and then'.split(
    ' ',
  ),
);
/** "could you also add", "i want to then add": the request goes on. */
const INSIDE_REQUESTS = new Set('you i we to please can could would will not should'.split(' '));
const STANDALONE = new Set('undo check compare help cancel repeat reorder stop restock'.split(' '));
const DETERMINERS = new Set(
  'a an the some my it that them those these this me us all everything more another'.split(' '),
);
const STATING = new Set(
  'is are was has have had can could does do did hates loves likes needs wants will eats only never always'.split(
    ' ',
  ),
);
/** "my son has a sesame allergy add some hummus": what must or shall be heeded is said. */
const ENDS_A_NEED = new Set(
  'allergy allergies allergic intolerance intolerances intolerant vegan vegetarian pescatarian coeliac celiac diabetic diet'.split(
    ' ',
  ),
);
const CLOSERS = new Set('thanks thank bye goodbye checkout done'.split(' '));

/** Cuts a message into the requests that it holds. Lists of things stay in one clause. */
export function splitClauses(
  tokens: readonly Token[],
  vocabulary: CatalogueVocabulary,
): readonly ClauseSpan[] {
  const clauses: ClauseSpan[] = [];
  let current: Token[] = [];
  let continues = false;
  const close = (asked: boolean, nextContinues: boolean): void => {
    const words = current.filter((token) => token.kind !== 'punct');
    // "find and order …": a verb without its object belongs to the next
    const onlyVerb =
      words.length === 1 &&
      CLAUSE_VERBS.has(words[0]?.text ?? '') &&
      nextContinues &&
      !asked &&
      !STANDALONE.has(words[0]?.text ?? '');
    const onlyPause = nextContinues && !asked && words.length === 1 && PAUSES.has(words[0]?.text ?? '');
    if (words.length > 0 && !onlyVerb && !onlyPause) clauses.push({ tokens: current, asked, continues });
    current = [];
    continues = nextContinues;
  };
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token) break;
    if (isSentenceEnd(tokens, at)) {
      close(token.text === '?', token.text !== '?');
      continue;
    }
    if (CONNECTORS.has(token.text) && !token.glued && joinsClauses(tokens, at, current, vocabulary)) {
      close(false, true);
      continue;
    }
    if (opensUnmarked(tokens, at, current, vocabulary)) close(false, true);
    if (current.length > LONGEST && (token.text === ',' || token.text === 'and' || token.text === '\n')) {
      close(false, true);
      continue;
    }
    current.push(token);
  }
  close(false, false);
  return clauses;
}

function isSentenceEnd(tokens: readonly Token[], at: number): boolean {
  const text = tokens[at]?.text ?? '';
  if (text === '?' || text === '!' || text === ';' || text === '\n') return true;
  return text === '.' && !TITLES.has(tokens[at - 1]?.text ?? '');
}

function joinsClauses(
  tokens: readonly Token[],
  at: number,
  current: readonly Token[],
  vocabulary: CatalogueVocabulary,
): boolean {
  const before = current[current.length - 1];
  if (!before || BEFORE_JOINING_AND.has(before.text) || INSIDE_REQUESTS.has(before.text)) return false;
  let next = at + 1;
  while (
    next < tokens.length &&
    (CONNECTORS.has(tokens[next]?.text ?? '') || ADVERBS.has(tokens[next]?.text ?? ''))
  )
    next += 1;
  const thenAgain = tokens[at]?.text === 'then' && current.length > 0;
  return clauseOpensAt(tokens, next, vocabulary) || (thenAgain && next < tokens.length);
}

/** Whether a request starts here: a verb of command, a question, or a subject with its verb. */
export function clauseOpensAt(
  tokens: readonly Token[],
  at: number,
  vocabulary: CatalogueVocabulary,
): boolean {
  const token = tokens[at];
  if (token?.kind !== 'word') return false;
  const next = tokens[at + 1];
  const { text } = token;
  if (CLAUSE_VERBS.has(text)) {
    if (!next || next.kind === 'punct') return STANDALONE.has(text);
    if (text === 'double' || text === 'triple' || text === 'halve') return DETERMINERS.has(next.text);
    return DETERMINERS.has(next.text) || vocabulary.pairCount(token.lemma, next.lemma) === 0;
  }
  if (!next) return CLOSERS.has(text);
  if (text === 'i' || text === 'we') return true;
  if (text === 'my' || text === 'our')
    return (
      (wordClass('relative').has(next.lemma) || next.text === 'budget') &&
      STATING.has(tokens[at + 2]?.text ?? '')
    );
  if (text === 'there' || text === 'that' || text === 'it' || text === 'everything')
    return ['is', 'are', 'will', 'was'].includes(next.text);
  if (text === 'let') return next.text === 'us' || next.text === 'me';
  if (text === 'no') return next.text === 'more' || next.text === 'longer';
  if (text === 'nothing') return next.text === 'else';
  // "we are out of milk and running low on eggs"
  if (text === 'running') return next.text === 'low' || next.text === 'out';
  if (text === 'if')
    return ['so', 'yes', 'you', 'there', 'available'].includes(next.text) && clauseFollows(tokens, at + 2);
  if (QUESTION_WORDS.has(text)) return text !== 'any' && text !== 'anything';
  if (AUXILIARIES.has(text)) return PRONOUNS.has(next.text);
  return CLOSERS.has(text);
}

/** "if so, add one": a command comes right after the condition. */
function clauseFollows(tokens: readonly Token[], from: number): boolean {
  return tokens.slice(from, from + 4).some((token) => CLAUSE_VERBS.has(token.text));
}

/** "i am vegan", "my son has a nut allergy": whole by itself. */
function tellsOfSomebody(tokens: readonly Token[]): boolean {
  const [first] = tokens;
  const isSubject =
    PRONOUNS.has(first?.text ?? '') || first?.text === 'i' || first?.text === 'my' || first?.text === 'our';
  return isSubject && tokens.some(({ text }) => ['am', 'is', 'are', 'has', 'have'].includes(text));
}

/** Spoken requests without a connector: "i need milk add two bananas". */
function opensUnmarked(
  tokens: readonly Token[],
  at: number,
  current: readonly Token[],
  vocabulary: CatalogueVocabulary,
): boolean {
  const before = current[current.length - 1];
  const token = tokens[at];
  const next = tokens[at + 1];
  if (!before || !token || !next || before.kind !== 'word' || current.length < 2) return false;
  // "can you please add" is one request
  if (current.every((word) => INSIDE_REQUESTS.has(word.text))) return false;
  const placed =
    ['cart', 'basket', 'bag', 'please', 'thanks'].includes(before.text) ||
    (ENDS_A_NEED.has(before.text) && !QUESTION_WORDS.has(current[0]?.text ?? ''));
  if (!placed && !vocabulary.isShoppable(before.lemma)) return false;
  const told = ENDS_A_NEED.has(before.text) && tellsOfSomebody(current);
  if (told && token.text !== 'with' && clauseOpensAt(tokens, at, vocabulary)) return true;
  const pair = `${token.text} ${next.text}`;
  if (['add', 'remove', 'delete'].includes(token.text))
    return vocabulary.pairCount(token.lemma, next.lemma) === 0;
  if (pair === 'that is') return ['all', 'it', 'everything', 'enough'].includes(tokens[at + 2]?.text ?? '');
  // "add hummus my daughter is allergic to sesame"
  if (token.text === 'my' || token.text === 'our') return clauseOpensAt(tokens, at, vocabulary);
  return /^(?:i need|i want|i would|i am|can you|could you|can i|could i|give me|get me|show me|let me|do you|what is|how much)$/.test(
    pair,
  );
}
