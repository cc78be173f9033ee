import { stem } from './stem.ts';

const FUNCTION_WORDS = new Set(
  'a an the of for and or with in on to from by at some any my your our me i is are it its'.split(' '),
);
/** A query or a name longer than this carries no more meaning than its beginning. */
const MAX_TOKENS = 64;
const MAX_TOKEN_LENGTH = 40;

const SCRIPTS_WITHOUT_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Lower case, without accents, full-width forms and typographic apostrophes; every script keeps its letters. */
export function foldText(text: string): string {
  return text
    .replace(/[™®©]/g, '')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[’‘ʼ`´]/g, "'");
}

/**
 * The words of a text as every comparison of products sees them: folded, singular, "2%" and "80/20" whole.
 * Scripts without spaces give overlapping pairs of letters.
 */
export function tokenize(text: string): readonly string[] {
  const tokens: string[] = [];
  const folded = foldText(text)
    .replace(/(\d)\s*(?:%|percent\b|per cent\b)/g, '$1%')
    .replace(/(\p{L})'s\b/gu, '$1')
    .replace(/(\p{L})'(?=\p{L})/gu, '$1');
  for (const match of folded.matchAll(/\d+(?:\.\d+)?%|\d+\/\d+|\d+\.\d+|[\p{L}\p{M}\p{N}]+/gu)) {
    const word = match[0].slice(0, MAX_TOKEN_LENGTH);
    if (SCRIPTS_WITHOUT_SPACES.test(word)) tokens.push(...pairs(word));
    else tokens.push(stem(word));
    if (tokens.length >= MAX_TOKENS) break;
  }
  return tokens.slice(0, MAX_TOKENS);
}

/** The tokens without function words; all of them when there is nothing else. */
export function contentTokens(text: string): readonly string[] {
  const tokens = tokenize(text);
  const content = tokens.filter((token) => !FUNCTION_WORDS.has(token));
  return content.length > 0 ? content : tokens;
}

/** One key for all spellings of a name: "Miyoko’s", "miyokos" excepted, case, accents, plurals and commas fall away. */
export function nameKey(text: string): string {
  return contentTokens(text).join(' ');
}

function pairs(word: string): readonly string[] {
  const letters = [...word];
  if (letters.length <= 2) return [word];
  return letters.slice(1).map((letter, index) => `${letters[index] ?? ''}${letter}`);
}
