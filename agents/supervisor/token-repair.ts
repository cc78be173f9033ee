import { editDistance } from '#agents/search/edit-distance.ts';
import { isKnownWord } from './known-words.ts';
import { lemmaOf } from './lemma.ts';
import { smallNumberOf } from './number-reading.ts';
import type { Token } from './token.ts';
import { isContainer, unitOf } from './units.ts';
import type { CatalogueVocabulary } from './vocabulary.ts';

/** Looking a word up costs some microseconds; a message with more unknown words than this is no typo. */
const MAX_REPAIRS = 24;

/** Mends slips against the catalogue: "bananna", "pine apple", "oatmilk", and what a transcript tore apart ("her issa"). */
export function repairTokens(tokens: readonly Token[], vocabulary: CatalogueVocabulary): readonly Token[] {
  const mended: Token[] = [];
  let repairs = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token) break;
    const next = tokens[at + 1];
    const ofName = numberedName(tokens[at - 1], token, vocabulary);
    if (ofName) {
      mended.push(ofName);
      continue;
    }
    const joined = next ? joinWords(token, next, vocabulary) : null;
    if (joined) {
      mended.push(joined);
      at += 1;
      continue;
    }
    if (isKnown(token, vocabulary) || repairs >= MAX_REPAIRS) {
      mended.push(token);
      continue;
    }
    repairs += 1;
    const cue = shortCue(token, vocabulary);
    if (cue !== null) {
      mended.push(cue);
      continue;
    }
    mended.push(...(splitWord(token, vocabulary) ?? written(correctWord(token, vocabulary))));
  }
  return mended;
}

/** Common words too short for the spelling index, each told from a slip of one letter. */
const SHORT_CUES = (
  'some need want show find with have give take from that this more less please cart list like make add and get all any ' +
  'the for pls plz'
).split(' ');

/** "som", "ned", "nad": a little word with one letter lost, added or swapped, when only one is so near. */
function shortCue(token: Token, vocabulary: CatalogueVocabulary): Token | null {
  const { text } = token;
  if (text.length < 3 || text.length > 5 || vocabulary.correct(text) !== null) return null;
  const near = SHORT_CUES.filter((cue) =>
    cue.length === 3 ? isSwapped(text, cue) : cue[0] === text[0] && editDistance(text, cue, 1) <= 1,
  );
  const [only, ...others] = near;
  return only !== undefined && others.length === 0 ? { ...token, text: only, lemma: only } : null;
}

/** "nad", "adn", "teh": two neighbouring letters in the wrong order. */
function isSwapped(text: string, word: string): boolean {
  return [0, 1].some((at) => {
    const [left = '', right = ''] = word.slice(at, at + 2);
    return text === word.slice(0, at) + right + left + word.slice(at + 2);
  });
}

function isKnown(token: Token, vocabulary: CatalogueVocabulary): boolean {
  if (token.kind !== 'word' || !/^[a-z]+$/.test(token.text)) return true;
  return isPlain(token) || vocabulary.count(token.lemma) > 0;
}

/** Words of the language rather than of the catalogue. */
function isPlain(token: Token): boolean {
  const { text } = token;
  return (
    isKnownWord(text) ||
    isKnownWord(token.lemma) ||
    isContainer(text) ||
    unitOf(text) !== null ||
    smallNumberOf(text) !== null
  );
}

/** "two 7 ups": the plural of a name that opens with a number. */
function numberedName(
  number: Token | undefined,
  token: Token,
  vocabulary: CatalogueVocabulary,
): Token | null {
  const name = token.text.slice(0, -1);
  if (number === undefined || token.kind !== 'word' || token.text !== `${name}s`) return null;
  const spelled = number.kind === 'number' || smallNumberOf(number.text) !== null;
  const known = token.lemma === name || vocabulary.pairCount(number.text, token.lemma) > 0;
  return spelled && !known && vocabulary.startsWithNumber(number.text, name)
    ? { ...token, text: name, lemma: name }
    : null;
}

/** Two words that are one in the catalogue and never stand beside each other there. */
function joinWords(left: Token, right: Token, vocabulary: CatalogueVocabulary): Token | null {
  if (left.kind !== 'word' || right.kind !== 'word') return null;
  const text = left.text + right.text;
  if (!/^[a-z]{4,20}$/.test(text) || vocabulary.pairCount(left.lemma, right.lemma) > 0) return null;
  const leftKnown = isKnown(left, vocabulary);
  const rightKnown = isKnown(right, vocabulary);
  const lemma = lemmaOf(text);
  const make = (word: string): Token => ({ ...left, text: word, lemma: lemmaOf(word), end: right.end });
  const plain = isPlain(left) || isPlain(right);
  if (vocabulary.count(lemma) > 0 && (!plain || !leftKnown || !rightKnown)) return make(text);
  if ((leftKnown && rightKnown) || text.length < 6 || left.text.length > 5) return null;
  const near = vocabulary.correct(lemma);
  const longer = near !== null && near.length > left.text.length + 1 && near.length > right.text.length + 1;
  return longer && vocabulary.count(near) > 0 && editDistance(lemma, near, 2) <= 1 ? make(near) : null;
}

/** "oatmilk" where the catalogue has "oat milk". */
function splitWord(token: Token, vocabulary: CatalogueVocabulary): readonly Token[] | null {
  const { text } = token;
  for (let cut = 3; cut <= text.length - 3; cut += 1) {
    const left = text.slice(0, cut);
    const right = lemmaOf(text.slice(cut));
    if (vocabulary.pairCount(left, right) === 0 || vocabulary.count(right) === 0) continue;
    return [
      { ...token, text: left, lemma: left },
      { ...token, text: text.slice(cut), lemma: right, glued: true },
    ];
  }
  return null;
}

/** The tokeniser writes "checkout" as two words; so does its mended slip. */
function written(token: Token): readonly Token[] {
  if (token.text !== 'checkout') return [token];
  return ['check', 'out'].map((text) => ({ ...token, text, lemma: text }));
}

function correctWord(token: Token, vocabulary: CatalogueVocabulary): Token {
  const near =
    vocabulary.correct(token.lemma) ?? (token.lemma === token.text ? null : vocabulary.correct(token.text));
  return near === null ? token : { ...token, text: near, lemma: near };
}
