import { allergensOf, dietAt, dietWithout } from './food-facts.ts';
import type { PreferenceStatement, RoutedIntent } from './intent.ts';
import { wordClass } from './lexicon.ts';
import { type Token, wordsAsSaid } from './token.ts';
import { withWhom } from './whose-need.ts';

const CONDITIONS = new Set(
  'allergic allergy allergies anaphylactic intolerant celiac coeliac diabetic intolerance'.split(' '),
);
const REASONS = new Set('because cause cuz since as so for'.split(' '));
const JOINTS = new Set(['and', ',']);
const PRONOUNS = new Set('i we he she they everyone somebody someone'.split(' '));
const OWNERS = new Set('my our the his her their a one'.split(' '));
const BEING = new Set('am is are'.split(' '));
const DEGREES = new Set(
  'very severely deathly deadly really highly super quite also both extremely'.split(' '),
);
/** A verb that goes on about the same person: "… and can't have milk", "… and has a nut allergy". */
const VERBS = new Set('can could must does do has have is are am avoids avoid never'.split(' '));
const AFTER_DIET = new Set('and or but so because since as with at in too also please thanks now'.split(' '));
const POINTING = new Set('it them that those these'.split(' '));
const BARRING = new Set('no without nothing not avoid'.split(' '));

/** Where a person ends who is named at `at`: "my son", "i", "my youngest daughter"; 0 when none is. */
function personEnd(tokens: readonly Token[], at: number): number {
  const text = tokens[at]?.text ?? '';
  if (PRONOUNS.has(text)) return at + 1;
  if (!OWNERS.has(text)) return 0;
  for (let end = at + 1; end <= at + 3; end += 1) {
    const token = tokens[end];
    if (token && (wordClass('relative').has(token.text) || wordClass('relative').has(token.lemma)))
      return end + 1;
  }
  return 0;
}

/** A condition or diet that one can be said to have, right here: "allergic", "lactose intolerant", "vegan". */
function conditionAt(tokens: readonly Token[], from: number): boolean {
  let at = from;
  while (DEGREES.has(tokens[at]?.text ?? '')) at += 1;
  const [first, second] = [tokens[at], tokens[at + 1]];
  if (!first) return false;
  const lemmas = tokens.slice(at, at + 3).map((token) => token.lemma);
  if (CONDITIONS.has(first.text) || second?.text === 'intolerant') return true;
  const diet = dietAt(lemmas, 0);
  // "vegan cheese" is a thing, "(I am) vegan" a way to live
  const after = diet === null ? undefined : tokens[at + diet.length];
  return diet !== null && (after === undefined || after.kind === 'punct' || AFTER_DIET.has(after.text));
}

/** "can't", "must not" */
function barredAt(tokens: readonly Token[], at: number): boolean {
  return ['can', 'could', 'must'].includes(tokens[at]?.text ?? '') && tokens[at + 1]?.text === 'not';
}

function verbAt(tokens: readonly Token[], at: number): boolean {
  const text = tokens[at]?.text ?? '';
  if (!VERBS.has(text)) return false;
  if (text.startsWith('avoid') || text === 'never' || tokens[at + 1]?.text === 'not') return true;
  if (BEING.has(text)) return conditionAt(tokens, at + 1);
  return text.startsWith('ha') && !['you', 'it', 'them', 'i', 'we'].includes(tokens[at + 1]?.text ?? '');
}

/** How far behind the person a condition is still said of them: "is a strict vegan", "has a severe nut allergy". */
function reachOf(verb: Token | undefined): number {
  if (BEING.has(verb?.text ?? '')) return 3;
  return ['has', 'have', 'got', 'keep', 'keeps'].includes(verb?.text ?? '') ? 4 : -1;
}

function breakAt(token: Token): Token {
  return { ...token, kind: 'punct', text: ';', lemma: ';' };
}

/**
 * Says of each need whose it is, in a clause of its own: "my son is celiac and allergic to eggs" holds two facts, and
 * "no soy because I'm allergic to it" one beside its request.
 */
export function distributeNeeds(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some((_, at) => conditionAt(tokens, at) || barredAt(tokens, at))) return tokens;
  const said: Token[] = [];
  let person: readonly Token[] = [];
  let needs = false;
  let skipTo = 0;
  let linkedTo = -1;
  for (const [at, token] of tokens.entries()) {
    if (at < skipTo) continue;
    if (['.', '!', '?', ';', '\n'].includes(token.text)) needs = false;
    const end = personEnd(tokens, at);
    if (end > 0) {
      person = tokens.slice(at, end);
      needs = false;
    }
    const next = personEnd(tokens, at + 1);
    if ((REASONS.has(token.text) || JOINTS.has(token.text)) && next > 0 && conditionAt(tokens, next + 1)) {
      said.push(breakAt(token));
      continue;
    }
    if (end > 0) linkedTo = end + reachOf(tokens[end]);
    if (conditionAt(tokens, at) && at <= linkedTo) needs = true;
    // "(my son is allergic to nuts) and my wife to shrimp"
    if (JOINTS.has(token.text) && needs && next > 0 && tokens[next]?.text === 'to') {
      const other = tokens.slice(at + 1, next);
      said.push(breakAt(token), ...other, beingOf(other, token), wordLike(token, 'allergic'));
      skipTo = next;
      continue;
    }
    if (allergyFollows(tokens, at) && needs && person.length > 0) {
      said.push(breakAt(token), ...person, wordLike(token, 'have'));
      continue;
    }
    const joint = (token.text === 'and' || token.text === ',') && person.length > 0;
    const followed = needs || barredAt(tokens, at + 1);
    const goesOn = joint && followed && (conditionAt(tokens, at + 1) || verbAt(tokens, at + 1));
    if (!goesOn) said.push(token);
    else {
      const being = VERBS.has(tokens[at + 1]?.text ?? '') ? [] : [beingOf(person, token)];
      said.push(breakAt(token), ...person, ...being);
    }
  }
  return said;
}

function beingOf(person: readonly Token[], like: Token): Token {
  const first = person[0]?.text ?? '';
  const text = first === 'i' ? 'am' : first === 'we' || first === 'they' ? 'are' : 'is';
  return wordLike(like, text);
}

function wordLike(like: Token, text: string): Token {
  return { ...like, kind: 'word', text, lemma: text };
}

/** "(vegetarian) with a nut allergy", "(celiac disease) and an egg allergy" */
function allergyFollows(tokens: readonly Token[], at: number): boolean {
  const opens = ['with', 'and'].includes(tokens[at]?.text ?? '');
  if (!opens || !['a', 'an'].includes(tokens[at + 1]?.text ?? '')) return false;
  return tokens.slice(at + 2, at + 6).some((token) => token.lemma === 'allergy');
}

export interface AllergyAside {
  readonly intents: readonly RoutedIntent[];
  readonly rest: readonly Token[];
}

/** "no nuts please, my kid is allergic": what someone is allergic to was named just before. */
export function takeAllergyAside(source: string, tokens: readonly Token[]): AllergyAside {
  const none: AllergyAside = { intents: [], rest: tokens };
  const at = tokens.findIndex(({ text }, place) => text === 'allergic' || hasAllergy(tokens, place));
  if (at < 2) return none;
  const has = tokens[at]?.text === 'allergy';
  const pointed = tokens[at + 1]?.text === 'to' && POINTING.has(tokens[at + 2]?.text ?? '');
  const end = at + (pointed ? 3 : 1);
  if (tokens[end] !== undefined && tokens[end]?.kind !== 'punct') return none;
  let being = has ? at - 2 : at - 1;
  while (being > 0 && DEGREES.has(tokens[being]?.text ?? '')) being -= 1;
  if (!has && !BEING.has(tokens[being]?.text ?? '')) return none;
  const from = [1, 2, 3, 4].map((back) => being - back).find((start) => personEnd(tokens, start) === being);
  if (from === undefined || from < 1) return none;
  const joined = REASONS.has(tokens[from - 1]?.text ?? '');
  const before = tokens.slice(0, joined ? from - 1 : from);
  const statements = namedAllergens(source, before);
  if (statements.length === 0) return none;
  const request = before.filter((token) => token.kind !== 'punct' && token.text !== 'please');
  const rest = BARRING.has(request[0]?.text ?? '') ? [] : before;
  const stated = statements.map(
    (statement): RoutedIntent => ({ name: 'state_preference', confidence: 0.95, slots: { statement } }),
  );
  return {
    intents: withWhom(stated, tokens.slice(from, being)),
    rest: [...rest, ...tokens.slice(rest.length === 0 ? end + 1 : end)],
  };
}

/** "has an allergy" */
function hasAllergy(tokens: readonly Token[], at: number): boolean {
  return (
    tokens[at]?.text === 'allergy' &&
    ['a', 'an'].includes(tokens[at - 1]?.text ?? '') &&
    ['has', 'have'].includes(tokens[at - 2]?.text ?? '')
  );
}

function namedAllergens(source: string, tokens: readonly Token[]): readonly PreferenceStatement[] {
  const found: PreferenceStatement[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const length = allergensOf(tokens.slice(at, at + 2).map((token) => token.lemma)).length > 0 ? 2 : 1;
    const words = tokens.slice(at, at + length);
    const said = wordsAsSaid(source, words);
    for (const allergen of allergensOf(words.map((token) => token.lemma)))
      found.push({ kind: 'allergy', allergen, said, holds: true });
    if (words[0]?.lemma === 'lactose' && dietWithout('lactose') !== null)
      found.push({ kind: 'diet', diet: 'lactose_free', said, holds: true });
    at += length - 1;
  }
  return found;
}
