/** A turn is told by its first words; what follows is not read, so that cost stays bounded. */
const MAX_WORDS = 64;
const MAX_WORD_LETTERS = 32;
const SHORTEST_GRAM = 3;
const LONGEST_GRAM = 4;
const LONGEST_LENGTH = 12;

/** Lower case, one space between words, no punctuation: two texts that differ in nothing else are one text. */
export function normaliseText(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[^\p{L}\p{M}\p{N}' ]/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

/**
 * What the router looks at in a text, as distinct 32-bit hashes: words, pairs, triples, pairs with a gap, the first
 * and the last one and two words, letters (3 and 4 in a row inside a word, its ends marked), a digit anywhere, how
 * many words there are. The committed weights hold these hashes: a change here needs `npm run train:router`.
 */
export function routeFeatures(text: string): readonly number[] {
  const words = normaliseText(text.slice(0, MAX_WORDS * MAX_WORD_LETTERS))
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS)
    .map((word) => word.slice(0, MAX_WORD_LETTERS));
  const found = new Set<number>();
  words.forEach((word, at) => {
    found.add(hashText(`w${word}`));
    const next = words[at + 1];
    const afterNext = words[at + 2];
    if (next !== undefined) found.add(hashText(`b${word} ${next}`));
    if (afterNext !== undefined) {
      found.add(hashText(`t${word} ${next} ${afterNext}`));
      found.add(hashText(`s${word} ${afterNext}`));
    }
    addLetterGrams(`<${word}>`, found);
  });
  const last = words.length - 1;
  if (last >= 0) {
    found.add(hashText(`F${words[0]}`));
    found.add(hashText(`L${words[last]}`));
  }
  if (last > 0) {
    found.add(hashText(`F2${words[0]} ${words[1]}`));
    found.add(hashText(`L2${words[last - 1]} ${words[last]}`));
  }
  if (words.some((word) => /\d/.test(word))) found.add(hashText('#digit'));
  found.add(hashText(`#words ${Math.min(words.length, LONGEST_LENGTH)}`));
  return [...found];
}

function addLetterGrams(word: string, into: Set<number>): void {
  for (let letters = SHORTEST_GRAM; letters <= LONGEST_GRAM; letters += 1)
    for (let from = 0; from + letters <= word.length; from += 1)
      into.add(hashText(`c${word.slice(from, from + letters)}`));
}

/** FNV-1a over UTF-16 code units, finished as in MurmurHash3 so that every bit depends on every letter. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
