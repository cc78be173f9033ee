import type { PreferenceStatement, RoutedIntent, Whom } from './intent.ts';
import { isPlural } from './lemma.ts';
import { GUESTS, wordClass } from './lexicon.ts';
import type { Token } from './token.ts';

const OWNERS = new Set('my our the his her their a an one some two three'.split(' '));
const OF = new Set('of my our the'.split(' '));
const ALL_OF_US = new Set('we us our everyone everybody nobody household house home family'.split(' '));
const SOMEBODY = new Set('he she they somebody someone him her them'.split(' '));
/** Who comes for a visit is a guest, whoever it is. */
const VISITING = new Set('visiting visit coming over staying invited'.split(' '));
/** Farthest that a person's noun stands behind "my": "my two youngest kids". */
const REACH = 3;

/** Of whom a clause speaks; null when of the shopper, or of nobody in particular. */
export function whoseNeed(tokens: readonly Token[]): Whom | null {
  const words = tokens.map(({ text }) => text);
  const visits = words.some((word) => VISITING.has(word));
  for (let at = 0; at < tokens.length; at += 1) {
    const person = personAt(tokens, at);
    if (person === null) continue;
    const noun = person[person.length - 1];
    const guest = visits || isGuest(noun);
    const said = toldBack(person);
    if (!guest && (noun?.text === 'family' || noun?.text === 'household')) return HOUSE;
    return { kind: guest ? 'guest' : 'member', said };
  }
  if (tokens.some(isGuest)) return { kind: 'guest', said: 'your guests' };
  // "i" speaks of the shopper whatever else is named
  if (words.some((word) => word === 'i' || word === 'me' || word === 'myself')) return null;
  if (words.some((word) => SOMEBODY.has(word)) && !words.includes('we'))
    return { kind: 'member', said: 'someone in your household' };
  return words.some((word) => ALL_OF_US.has(word)) || words.includes('here') ? HOUSE : null;
}

const HOUSE: Whom = { kind: 'house', said: 'your household' };

function isGuest(token: Token | undefined): boolean {
  return token !== undefined && (GUESTS.has(token.text) || GUESTS.has(token.lemma));
}

function isPerson(token: Token | undefined): boolean {
  if (token === undefined) return false;
  const relatives = wordClass('relative');
  return relatives.has(token.text) || relatives.has(token.lemma);
}

/** "my youngest son", "one of our guests" from `at` on. */
function personAt(tokens: readonly Token[], at: number): readonly Token[] | null {
  if (!OWNERS.has(tokens[at]?.text ?? '')) return null;
  for (let end = at + 1; end <= at + REACH; end += 1) {
    const token = tokens[end];
    if (token === undefined || token.kind === 'punct') return null;
    // of "my son's friend" the friend
    const next = tokens[end + 1];
    if (isPerson(token) && !(/'s$/.test(token.text) && isPerson(next))) return tokens.slice(at, end + 1);
  }
  return null;
}

function toldBack(person: readonly Token[]): string {
  const words = person.map(({ text }) => text);
  const rest = words.filter((word, at) => !(at === 0 || OF.has(word)));
  if (['one', 'some', 'two', 'three'].includes(words[0] ?? '')) {
    const of = words.includes('of') ? 'of ' : '';
    return `${words[0]} ${of}your ${rest.join(' ')}`;
  }
  return `your ${rest.join(' ')}`;
}

/** Says of each need of a clause whose it is. */
export function withWhom(
  intents: readonly RoutedIntent[],
  tokens: readonly Token[],
): readonly RoutedIntent[] {
  if (!intents.some(({ name }) => name === 'state_preference')) return intents;
  const whom = whoseNeed(tokens);
  if (whom === null) return intents;
  return intents.map((intent) => {
    const { statement } = intent.slots;
    if (intent.name !== 'state_preference' || statement === undefined || !('holds' in statement))
      return intent;
    return { ...intent, slots: { ...intent.slots, statement: ofWhom(statement, whom) } };
  });
}

function ofWhom(
  statement: Extract<PreferenceStatement, { holds: boolean }>,
  whom: Whom,
): PreferenceStatement {
  return { ...statement, whom };
}

/** True when several are meant: "your kids are", "your son is". */
export function areSeveral(said: string): boolean {
  if (/^(?:two|three|some) /.test(said)) return true;
  if (said.startsWith('one ')) return false;
  const noun = said.split(' ').at(-1) ?? '';
  return ['children', 'company', 'parents'].includes(noun) || isPlural(noun);
}
