/** Characters that are read of a text at most, and of one word. */
const MAX_TEXT = 16_384;
const MAX_WORD = 48;

/** Lower-case words and numbers of a text, accents dropped; signs count for nothing. */
export function wordsIn(text: string): readonly string[] {
  return (
    text
      .slice(0, MAX_TEXT)
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/\p{Mn}+|(?<=\p{L})['’](?=\p{L})/gu, '')
      .match(/\p{L}+|\p{N}+/gu) ?? []
  );
}

/**
 * Calls `found` with the row of each word, or with the rows of its longest known pieces from the left, as WordPiece
 * does (a piece inside a word is written `##piece`). What no piece knows is passed over.
 */
export function eachPiece(
  text: string,
  rowOf: (piece: string) => number | undefined,
  found: (row: number) => void,
): void {
  for (const word of wordsIn(text)) {
    const whole = rowOf(word);
    if (whole !== undefined) {
      found(whole);
      continue;
    }
    const letters = word.slice(0, MAX_WORD);
    for (let start = 0; start < letters.length; ) {
      let end = letters.length;
      let row: number | undefined;
      for (; end > start; end -= 1) {
        row = rowOf(start === 0 ? letters.slice(0, end) : `##${letters.slice(start, end)}`);
        if (row !== undefined) break;
      }
      if (row !== undefined) found(row);
      start = Math.max(end, start + 1);
    }
  }
}
