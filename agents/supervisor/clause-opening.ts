import { CLAUSE_VERBS } from './lexicon.ts';
import { smallNumberOf } from './number-reading.ts';
import { withPriceCondition } from './price-condition.ts';
import type { Opening } from './rule.ts';
import type { Token } from './token.ts';

export interface OpenedClause {
  readonly tokens: readonly Token[];
  readonly opening: Opening;
}

const LEADING = new Set(
  'please cheers ta ok okay oops whoops so well um uh er hmm oh and then also now actually maybe alright right great cool perfect hey yo sorry wait anyway basically kindly plus but yeah olly alexa siri google leafloaf assistant afterwards next finally lastly firstly'.split(
    ' ',
  ),
);
/** What "next" may stand before as a description. */
const PAGED = new Set(
  'page one ones results batch set lot few options group screen bunch list products items please'.split(' '),
);
const LEADING_PHRASES =
  'just kidding|only kidding|just joking|on second thought|on second thoughts|come to think of it|you know what|by the way|one more thing|last thing|while you are at it|as i said|like i said'
    .split('|')
    .map((phrase) => phrase.split(' '));
const TRAILING: readonly (readonly string[])[] = [
  'please',
  'thanks',
  'thank you',
  'thank you so much',
  'thank you very much',
  'thanks a lot',
  'for me',
  'for us',
  'too',
  'as well',
  'also',
  'then',
  'for now',
  'right now',
  'if possible',
  'if you can',
  'if you could',
  'if you do not mind',
  'when you can',
  'ok',
  'okay',
  'asap',
  'real quick',
  'quickly',
  'would you',
  'will you',
  'can you',
  'mate',
  'buddy',
  'love',
  'darling',
  'hun',
  'pal',
  'bro',
  'dear',
  'dude',
  'man',
  'lol',
  'i think',
  'i guess',
  'today please',
  'actually',
  'though',
  'again please',
  'for today',
  'for tonight',
  'for tomorrow',
  'for this week',
  'for next week',
  'for the week',
  'for the weekend',
].map((words) => words.split(' '));

const WRAPPERS: readonly (readonly [readonly string[], Opening])[] = (
  [
    ['can|could|will|would you', 'ask'],
    ['would you mind', 'ask'],
    ['i would like|want|need you to', 'ask'],
    ['i want|need|wish you to', 'ask'],
    ['i would like for you to', 'ask'],
    ['are you able to', 'ask'],
    ['you know how to', 'ask'],
    ['i was wondering if you could', 'ask'],
    ['do me a favor|favour and', 'ask'],
    ['go ahead and', 'ask'],
    ['you can|should|may|could', 'ask'],
    ['is it possible to', 'ask'],
    ['make|be sure to|you', 'ask'],
    ['try to|and', 'ask'],
    ['why do not you', 'ask'],
    ['let us', 'ask'],
    ['help me to', 'ask'],
    ['i|we was|were thinking', 'wish'],
    ['i|we was|were thinking of|about|like|maybe', 'wish'],
    ['i|we would like to', 'wish'],
    ['i|we would love to', 'wish'],
    ['i|we want|need|wish|have|plan|hope|like to', 'wish'],
    ['i|we am|are going|trying|looking|planning|hoping|about to', 'wish'],
    ['i|we think|guess|believe|suppose', 'ask'],
    ['i think i will', 'wish'],
    ['can|could|may i|we', 'may'],
    ['can|could|may i|we please', 'may'],
    ['is it ok|okay if i', 'may'],
    ['is it ok|okay|alright|fine|possible to', 'ask'],
    ['would it be ok|okay|alright|possible|fine to', 'ask'],
    ['would it be ok|okay|alright|possible|fine if you could', 'ask'],
    ['it would be great|nice|lovely if you could', 'ask'],
    ['would you be so kind as to', 'ask'],
    ['be so kind as to', 'ask'],
    ['could i bother|trouble|ask you to', 'ask'],
    ['may|can i ask you to', 'ask'],
    ['any chance you could', 'ask'],
    ['i was hoping you could', 'ask'],
    ['i was hoping to', 'wish'],
    ['i would appreciate it if you could', 'ask'],
    ['i would be grateful if you could', 'ask'],
    ['do|would you mind if i', 'may'],
    ['mind if i', 'may'],
    ['let me', 'may'],
    ['tell|remind me', 'ask'],
    ['let me know', 'ask'],
    ['do you know|remember', 'ask'],
    ['do you think', 'ask'],
    ['remember|note that', 'ask'],
    ['keep in mind that', 'ask'],
    ['i|we said|meant', 'ask'],
    ['i want to know', 'ask'],
    ['i would like to know', 'ask'],
    ['i wonder|wondering', 'ask'],
    ['i am wondering', 'ask'],
  ] as const
).map(([words, opening]) => [words.split(' '), opening]);
const QUESTION_STARTS = new Set('what which how where when who why if whether is are'.split(' '));
const BEFORE_QUESTION = new Set('tell remind know remember wonder wondering'.split(' '));

/** Conjunctions after which a reason or condition follows that asks for nothing. */
const REASONS = new Set('because cause cuz since as if so in unless when before until'.split(' '));
const REASON_SUBJECTS = new Set('i we it they you my our that there not possible case he she'.split(' '));
const BEFORE_WHICH = new Set('one time order day week month purchase'.split(' '));
const BEFORE_IF = new Set(
  'ok okay know wonder wondering check see ask tell remember sure mind me not fine'.split(' '),
);

const AGREEING = new Set('yes yeah yep yup ya sure like'.split(' '));

const IF_SO =
  /^(?:if so|if yes|if you do|if there is|if there are|if you have (?:it|some|any|one|them)|if available|if it is|if they are)$/;

/** "(do you have rye bread and) if so add one": the condition is the search before it. */
function withoutIfSo(tokens: readonly Token[]): readonly Token[] {
  if (tokens[0]?.text !== 'if') return tokens;
  for (let length = Math.min(5, tokens.length - 1); length >= 2; length -= 1)
    if (
      IF_SO.test(
        tokens
          .slice(0, length)
          .map((token) => token.text)
          .join(' '),
      )
    )
      return tokens.slice(length);
  return tokens;
}

/** Leaves out "… because I am out", "… if you have it". */
function withoutReason(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex((token, index) => {
    const next = tokens[index + 1]?.text ?? '';
    // "umm yeah so i need …" gives no reason for anything
    if (
      tokens
        .slice(0, index)
        .every(({ text, kind }) => kind === 'punct' || LEADING.has(text) || AGREEING.has(text))
    )
      return false;
    if (index === 0 || !REASONS.has(token.text) || !REASON_SUBJECTS.has(next)) return false;
    if (token.text === 'in' && next !== 'case') return false;
    // "the one before that" tells which
    if (token.text === 'before' && BEFORE_WHICH.has(tokens[index - 1]?.text ?? '')) return false;
    if (token.text === 'as' && (tokens[index - 1]?.text === 'same' || tokens[index - 1]?.text === 'well'))
      return false;
    return !BEFORE_IF.has(tokens[index - 1]?.text ?? '');
  });
  return at < 0 ? tokens : tokens.slice(0, at);
}

const AFTER_THANKS = new Set('very so for a again all you'.split(' '));

function isNumber(token: Token | undefined): boolean {
  return token !== undefined && (token.kind === 'number' || smallNumberOf(token.text) !== null);
}

/** Without fillers at both ends: "ok, please add milk for me" is "add milk". Never empties a clause. */
export function trimClause(said: readonly Token[]): readonly Token[] {
  const tokens = withoutIfSo(withoutReason(withPriceCondition(said)));
  let from = 0;
  let to = tokens.length;
  const leads = (at: number): boolean => {
    const text = tokens[at]?.text ?? '';
    // "next, milk" goes on; "next page" is a wish
    const pages = text === 'next' && PAGED.has(tokens[at + 1]?.text ?? '');
    // "plus three" is three more, "ta very much" thanks
    const counts = text === 'plus' && isNumber(tokens[at + 1]) && at + 2 === to;
    const thanks = (text === 'cheers' || text === 'ta') && AFTER_THANKS.has(tokens[at + 1]?.text ?? '');
    return LEADING.has(text) && !pages && !counts && !thanks;
  };
  const isPunct = (token: Token | undefined): boolean => token?.kind === 'punct' || token?.kind === 'emoji';
  while (from < to - 1 && (isPunct(tokens[from]) || leads(from))) from += 1;
  const led = LEADING_PHRASES.find((words) => words.every((word, at) => tokens[from + at]?.text === word));
  if (led && from + led.length < to) {
    from += led.length;
    while (from < to - 1 && (isPunct(tokens[from]) || leads(from))) from += 1;
  }
  // "only show vegan ones"; "just 6 total" keeps its word
  const limits = tokens[from]?.text === 'only' || tokens[from]?.text === 'just';
  if (limits && CLAUSE_VERBS.has(tokens[from + 1]?.text ?? '') && tokens[from + 1]?.text !== 'keep')
    from += 1;
  for (let cut = true; cut; ) {
    cut = false;
    while (to > from + 1 && isPunct(tokens[to - 1])) to -= 1;
    // "add milk first" tells when, "the first" which
    const determined = /^(?:the|that|this|my|very|and)$/.test(tokens[to - 2]?.text ?? '');
    if (to > from + 2 && tokens[to - 1]?.text === 'first' && !determined) to -= 1;
    for (const words of TRAILING) {
      const start = to - words.length;
      // "no nuts for us" says for whom
      const forWhom = words[0] === 'for' && ['no', 'nothing', 'without'].includes(tokens[from]?.text ?? '');
      if (start > from && !forWhom && words.every((word, at) => tokens[start + at]?.text === word)) {
        to = start;
        cut = true;
        break;
      }
    }
  }
  return tokens.slice(from, to);
}

/** The clause itself, and without each way of asking for it ("could you …", "i would like to …", "tell me …"). */
export function openings(tokens: readonly Token[]): readonly OpenedClause[] {
  const found: OpenedClause[] = [{ tokens, opening: 'none' }];
  let current: OpenedClause = { tokens, opening: 'none' };
  for (let depth = 0; depth < 3; depth += 1) {
    const next = unwrap(current);
    if (!next) break;
    found.push(next);
    current = next;
  }
  return found;
}

function unwrap({ tokens, opening }: OpenedClause): OpenedClause | null {
  let best: OpenedClause | null = null;
  for (const [words, kind] of WRAPPERS) {
    if (words.length >= tokens.length || (best && best.tokens.length <= tokens.length - words.length))
      continue;
    if (!words.every((word, at) => word.split('|').includes(tokens[at]?.text ?? ''))) continue;
    const rest = trimClause(tokens.slice(words.length)).filter(
      (token, at) => !(at === 0 && ['just', 'kindly', 'possibly', 'also'].includes(token.text)),
    );
    const last = tokens[words.length - 1]?.text ?? '';
    const asks =
      BEFORE_QUESTION.has(last) ||
      (last === 'me' && BEFORE_QUESTION.has(tokens[words.length - 2]?.text ?? ''));
    if (rest.length === 0 || (asks && !QUESTION_STARTS.has(rest[0]?.text ?? ''))) continue;
    const plain = asks && ['if', 'whether'].includes(rest[0]?.text ?? '') ? rest.slice(1) : rest;
    best = { tokens: plain, opening: kind === 'ask' && opening !== 'none' ? opening : kind };
  }
  return best;
}
