import { foodOfEmoji } from './emoji-foods.ts';
import { lemmaOf } from './lemma.ts';
import { smallNumberOf } from './number-reading.ts';
import type { Token, TokenKind, Utterance } from './token.ts';
import { unitOf } from './units.ts';

/** More tokens than any spoken turn has; what follows is not read, so that cost stays bounded. */
const MAX_TOKENS = 400;

const VULGAR_FRACTIONS: Readonly<Record<string, string>> = {
  '½': '1/2',
  '⅓': '1/3',
  '⅔': '2/3',
  '¼': '1/4',
  '¾': '3/4',
  '⅛': '1/8',
  '⅜': '3/8',
  '⅝': '5/8',
  '⅞': '7/8',
};

const CONTRACTIONS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    "can't": 'can not',
    cant: 'can not',
    cannot: 'can not',
    "won't": 'will not',
    wont: 'will not',
    "shan't": 'shall not',
    "ain't": 'is not',
    "let's": 'let us',
    lets: 'let us',
    dont: 'do not',
    doesnt: 'does not',
    didnt: 'did not',
    isnt: 'is not',
    arent: 'are not',
    wasnt: 'was not',
    havent: 'have not',
    hasnt: 'has not',
    couldnt: 'could not',
    shouldnt: 'should not',
    wouldnt: 'would not',
    im: 'i am',
    ive: 'i have',
    youre: 'you are',
    theyre: 'they are',
    whats: 'what is',
    wheres: 'where is',
    whens: 'when is',
    hows: 'how is',
    whos: 'who is',
    thats: 'that is',
    theres: 'there is',
    thatll: 'that will',
    itll: 'it will',
    gimme: 'give me',
    lemme: 'let me',
    wanna: 'want to',
    gonna: 'going to',
    gotta: 'have to',
    nevermind: 'never mind',
    anymore: 'any more',
    checkout: 'check out',
    pls: 'please',
    plz: 'please',
    thx: 'thanks',
    ty: 'thanks',
    u: 'you',
    ur: 'your',
    "y'all": 'you all',
    "o'clock": 'oclock',
  }).map(([short, long]) => [short, long.split(' ')] as const),
);

const SUFFIXES: ReadonlyMap<string, string> = new Map(
  Object.entries({ "'m": 'am', "'re": 'are', "'ve": 'have', "'ll": 'will', "'d": 'would' }),
);
/** After these 's is a verb; after nouns it is a possessive and belongs to the name ("jerry's"). */
const BEFORE_IS = new Set(
  'it that what where who when how there here he she everything everyone why which something'.split(' '),
);

const CURRENCY = '$€£₹';
const TOKEN =
  /([$€£₹]\s?\d+(?:[.,]\d+)*|\d+(?:\.\d+)?\s?[$€£₹¢])|(#\s?\d+)|(\d+\s?\/\s?\d+)|(\d+(?:\.\d+)?\s?%)|(\d{1,3}(?:,\d{3})+(?!\d)|\d*\.\d+|\d+(?=[x×]\d))|([\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}]+)*|w\/o?)|(\p{Extended_Pictographic}(?:\uFE0F|\u200D\p{Extended_Pictographic}|\p{Emoji_Modifier})*)|([,;.!?&+:\n()×])/gu;

/** Splits a message into tokens. Any string is accepted. */
export function tokenise(message: string): Utterance {
  const source = message
    .replace(/[½⅓⅔¼¾⅛⅜⅝⅞]/g, (sign) => ` ${VULGAR_FRACTIONS[sign] ?? ''} `)
    .normalize('NFKC')
    .replace(/[\u2018\u2019\u02BC\u0060\u00B4]/g, "'")
    .replace(/\u2044/g, '/');
  const tokens: Token[] = [];
  for (const match of source.matchAll(TOKEN)) {
    if (tokens.length >= MAX_TOKENS) break;
    const start = match.index;
    const end = start + match[0].length;
    const previous = tokens[tokens.length - 1];
    const glued =
      previous !== undefined && previous.end === start - 1 && /[-–]/.test(source[start - 1] ?? '');
    tokens.push(...tokensOf(match, start, end, glued));
  }
  return { source, tokens: joinInLaws(joinPercents(withoutApostrophe(tokens))) };
}

/** "ill have two", "id like eggs": typed without the apostrophe; by themselves these are words of their own. */
function withoutApostrophe(tokens: readonly Token[]): readonly Token[] {
  return tokens.flatMap((token, at) => {
    const auxiliary = token.text === 'ill' ? 'will' : token.text === 'id' ? 'would' : null;
    if (auxiliary === null || !AFTER_AUXILIARY.has(tokens[at + 1]?.text ?? '')) return [token];
    return ['i', auxiliary].map((text): Token => ({ ...token, text, lemma: text }));
  });
}

const AFTER_AUXILIARY = new Set(
  'have take get go need be buy order do try grab like love prefer rather want just also'.split(' '),
);

function tokensOf(match: RegExpMatchArray, start: number, end: number, glued: boolean): readonly Token[] {
  const text = match[0].toLowerCase();
  const make = (
    word: string,
    kind: TokenKind,
    value: number | null,
    from = start,
    to = end,
    joined = glued,
  ): Token => ({
    text: word,
    lemma: kind === 'word' ? lemmaOf(word) : word,
    kind,
    value,
    start: from,
    end: to,
    glued: joined,
  });
  const [, money, hash, ratio, percent, decimal, word, emoji] = match;
  if (money !== undefined) {
    const amount = Number.parseFloat(text.replace(/[^\d.]/g, ''));
    return [make(text, 'money', Math.round(amount * (text.endsWith('¢') ? 1 : 100)))];
  }
  if (hash !== undefined) return [make(text, 'ordinal', Number.parseInt(text.slice(1), 10))];
  if (ratio !== undefined) return [ratioToken(text, make)];
  if (percent !== undefined) {
    const value = Number.parseFloat(text);
    return [make(`${value}%`, 'percent', value)];
  }
  if (decimal !== undefined) return [make(text, 'number', Number.parseFloat(text.replaceAll(',', '')))];
  if (word !== undefined) return wordTokens(text, make, start, end, glued);
  if (emoji !== undefined) {
    const food = foodOfEmoji(match[0]);
    return [food === null ? make(text, 'emoji', null) : make(food, 'word', null)];
  }
  if (text === '&' || text === '+') return [make('and', 'word', null)];
  if (text === '×') return [make('x', 'word', null)];
  return [make(text, 'punct', null)];
}

type MakeToken = (
  word: string,
  kind: TokenKind,
  value: number | null,
  from?: number,
  to?: number,
  joined?: boolean,
) => Token;

/** "1/2" is a number; "80/20" and "50/50" name a blend. */
function ratioToken(text: string, make: MakeToken): Token {
  const [over = 0, under = 1] = text.split('/').map((part) => Number.parseInt(part, 10));
  const fraction = over > 0 && over < under && under <= 8;
  return fraction ? make(text, 'number', over / under) : make(`${over}/${under}`, 'ratio', null);
}

function wordTokens(
  text: string,
  make: MakeToken,
  start: number,
  end: number,
  glued: boolean,
): readonly Token[] {
  if (text === 'w/') return [make('with', 'word', null)];
  if (text === 'w/o') return [make('without', 'word', null)];
  if (/^\d+$/.test(text)) return [make(text, 'number', boundedNumber(text))];
  const counted = /^(\d+)(\p{L}+)$/u.exec(text);
  if (counted) {
    const [, digits = '', rest = ''] = counted;
    const middle = start + digits.length;
    if (/^(?:st|nd|rd|th)$/.test(rest)) return [make(text, 'ordinal', boundedNumber(digits))];
    if (rest === 'x' || unitOf(rest) !== null)
      return [
        make(digits, 'number', boundedNumber(digits), start, middle, glued),
        make(rest, 'word', null, middle, end, rest !== 'x'),
      ];
    return [make(text, 'word', null)];
  }
  const times = /^x(\d+)$/.exec(text);
  if (times) return [make('x', 'word', null), make(times[1] ?? '', 'number', boundedNumber(times[1] ?? ''))];
  const contracted = CONTRACTIONS.get(text);
  if (contracted) return contracted.map((part) => make(part, 'word', null));
  const apostrophe = text.lastIndexOf("'");
  if (apostrophe > 0) {
    const stem = text.slice(0, apostrophe);
    const suffix = text.slice(apostrophe);
    const expanded = SUFFIXES.get(suffix);
    if (expanded) return [make(stem, 'word', null), make(expanded, 'word', null)];
    if (suffix === "'t" && stem.endsWith('n'))
      return [make(stem.slice(0, -1), 'word', null), make('not', 'word', null)];
    if (suffix === "'s" && BEFORE_IS.has(stem)) return [make(stem, 'word', null), make('is', 'word', null)];
  }
  return [make(text, 'word', null)];
}

/** Digits beyond any amount are kept as a number that every limit refuses. */
function boundedNumber(digits: string): number {
  return digits.length > 9 ? 999_999_999 : Number.parseInt(digits, 10);
}

/** "2 percent", "two percent" become the token "2%". */
function joinPercents(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some((token) => token.text === 'percent' || token.text === 'pct')) return tokens;
  const joined: Token[] = [];
  for (const token of tokens) {
    const before = joined[joined.length - 1];
    const value = before ? (before.kind === 'number' ? before.value : smallNumberOf(before.text)) : null;
    if ((token.text === 'percent' || token.text === 'pct') && before && value !== null) {
      joined[joined.length - 1] = {
        ...before,
        text: `${value}%`,
        lemma: `${value}%`,
        kind: 'percent',
        value,
        end: token.end,
      };
    } else joined.push(token);
  }
  return joined;
}

const OWNERS = new Set('my our his her their your the'.split(' '));
const BY_MARRIAGE = new Set('mother father sister brother daughter son mom dad'.split(' '));

/** "my in-laws", "his mother in law": one word each; the brand Mother-in-Law's has no owner before it. */
function joinInLaws(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some(({ text }) => text === 'law' || text === 'laws')) return tokens;
  const joined: Token[] = [];
  for (const token of tokens) {
    const [owner, person, link] = [joined.at(-3), joined.at(-2), joined.at(-1)];
    const ofPerson =
      token.text === 'law' && link?.text === 'in' && person !== undefined && BY_MARRIAGE.has(person.text);
    const isOwned = OWNERS.has((ofPerson ? owner : person)?.text ?? '');
    const start = ofPerson ? person : link;
    const text = ofPerson ? `${person.text}-in-law` : 'in-laws';
    if (isOwned && start !== undefined && link?.text === 'in' && (ofPerson || token.text === 'laws')) {
      joined.splice(ofPerson ? -2 : -1);
      joined.push({ ...start, text, lemma: text, end: token.end });
    } else joined.push(token);
  }
  return joined;
}

/** Whether a sign stands for a currency. */
export function isCurrencySign(sign: string): boolean {
  return CURRENCY.includes(sign);
}
