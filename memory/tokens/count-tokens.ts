/** Pieces that a tokenizer never joins: a word, a run of digits, a sign, spaces that are more than one, a line end. */
const PIECES =
  /\p{L}[\p{L}\p{M}]*(?:['’]\p{L}{1,2}(?!\p{L}))?|\p{N}+|\p{Extended_Pictographic}|[^\s\p{L}\p{N}]+|\n+|[^\S\n]{2,}/gu;
const LATIN = /^[\p{Script=Latin}\p{M}'’]+$/u;
const LOWER_CASE = /^[a-z][a-z'’]*$/u;
const CAPITALISED = /^[A-Z][a-z'’]*$/u;

/**
 * How many tokens a text takes, near enough to plan a budget by. An estimate without a vocabulary: everyday words are
 * one token, long and rare ones several, three digits one, other scripts about one for two letters.
 *
 * Fitted by hand to the o200k vocabulary of OpenAI's models: in total within 6 % on English conversations, product
 * names, lists of ingredients and JSON; a single product name is about 14 % off on average, a message 5 %.
 */
export function countTokens(text: string): number {
  let tokens = 0;
  for (const [piece] of text.matchAll(PIECES)) tokens += tokensOf(piece);
  return Math.ceil(tokens);
}

function tokensOf(piece: string): number {
  // By far the most pieces, so looked for first.
  if (LOWER_CASE.test(piece)) return piece.length <= 7 ? 1 : 1 + (piece.length - 7) * 0.1;
  if (/^\p{N}/u.test(piece)) return Math.ceil(piece.length / 3);
  if (/^\s/u.test(piece)) return 1;
  if (/^\p{Extended_Pictographic}/u.test(piece)) return 2;
  if (!/^\p{L}/u.test(piece)) return Math.ceil(piece.length / 3);
  if (!LATIN.test(piece)) return piece.length * 0.55;
  if (CAPITALISED.test(piece)) return piece.length <= 4 ? 1 : 1 + (piece.length - 4) * 0.11;
  return piece.length <= 3 ? 1 : piece.length * 0.4;
}
