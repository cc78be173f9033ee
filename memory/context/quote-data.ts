/** Signs that could end a quotation, open markup, break a line or turn the reading order (bidirectional controls). */
const UNSAFE = /[<>&`\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * A text of a shopper, a product or a model as one quoted line, cut after `maxLetters`. What is in the quotes cannot
 * leave them: quotes, line breaks, markup and invisible signs are escaped as in JSON.
 */
export function quoteData(text: string, maxLetters = 600): string {
  const cut = cutAfter(text.replace(/\s+/gu, ' ').trim(), maxLetters);
  return JSON.stringify(cut.toWellFormed()).replace(
    UNSAFE,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function cutAfter(line: string, maxLetters: number): string {
  // A letter is one or two code units.
  if (line.length <= maxLetters) return line;
  const letters = [...line];
  return letters.length > maxLetters ? `${letters.slice(0, maxLetters - 1).join('')}…` : line;
}
