/** A text without what recognisers and clients add to it: case, spacing, a full stop. Equal for the same words. */
export function wordsOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s,.!?]+/gu, ' ')
    .trim();
}
