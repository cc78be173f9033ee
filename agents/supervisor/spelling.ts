import { editDistance } from '#agents/search/edit-distance.ts';

/** Deletions are taken from this many leading letters only, which bounds the index (SymSpell, W. Garbe 2012). */
const PREFIX = 8;
const ID_BITS = 2 ** 20;

/** Longer words bear more slips: none below 4 letters, one up to 7, two from 8 on. */
function allowedEdits(word: string): number {
  return word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
}

const RARE = 3;

export interface SpellingIndex {
  /** The nearest word within the edits allowed for the length, the most frequent of equals; null when none is near. */
  nearest(word: string): string | null;
}

/** Builds the index over words with their frequencies. Words of other scripts are left out. */
export function buildSpellingIndex(counts: ReadonlyMap<string, number>): SpellingIndex {
  const words: string[] = [];
  for (const word of counts.keys())
    if (/^[a-z]{3,20}$/.test(word) && words.length < ID_BITS) words.push(word);
  let size = 0;
  const entries: number[] = [];
  words.forEach((word, id) => {
    for (const hash of deletionHashes(word)) {
      entries.push(hash * ID_BITS + id);
      size += 1;
    }
  });
  // 32-bit hash and 20-bit id fill the 52 bits that a double holds exactly
  const index = Float64Array.from(entries.slice(0, size)).sort();
  return {
    nearest(word) {
      const edits = allowedEdits(word);
      if (edits === 0 || word.length > 20 || !/^[a-z]+$/.test(word)) return null;
      let best: string | null = null;
      let bestScore = Number.POSITIVE_INFINITY;
      const tried = new Set<number>();
      for (const hash of deletionHashes(word)) {
        for (let at = lowerBound(index, hash * ID_BITS); at < index.length; at += 1) {
          const entry = index[at] ?? 0;
          if (Math.floor(entry / ID_BITS) !== hash) break;
          const id = entry % ID_BITS;
          if (tried.has(id)) continue;
          tried.add(id);
          const candidate = words[id] ?? '';
          const distance = editDistance(word, candidate, edits);
          if (distance > edits) continue;
          // in four letters another letter makes another word ("hero", "herb")
          // a short word is mended into a frequent one only
          if (word.length < 6 && (counts.get(candidate) ?? 0) < RARE && !isTransposed(word, candidate))
            continue;
          if (word.length === 4 && candidate.length === 4 && !isTransposed(word, candidate)) continue;
          // the first letter is seldom mistyped, and frequent words are meant more often
          const score =
            distance + (candidate[0] === word[0] ? 0 : 0.6) - Math.log1p(counts.get(candidate) ?? 0) / 40;
          if (score < bestScore || (score === bestScore && candidate < (best ?? ''))) {
            best = candidate;
            bestScore = score;
          }
        }
      }
      return bestScore > edits + 0.3 ? null : best;
    },
  };
}

function isTransposed(left: string, right: string): boolean {
  return [...left].sort().join('') === [...right].sort().join('');
}

function deletionHashes(word: string): ReadonlySet<number> {
  const prefix = word.slice(0, PREFIX);
  const hashes = new Set<number>([hashOf(prefix)]);
  const deletions = word.length < 7 ? 1 : 2;
  for (let first = 0; first < prefix.length; first += 1) {
    const once = prefix.slice(0, first) + prefix.slice(first + 1);
    hashes.add(hashOf(once));
    if (deletions < 2) continue;
    for (let second = first; second < once.length; second += 1)
      hashes.add(hashOf(once.slice(0, second) + once.slice(second + 1)));
  }
  return hashes;
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

function lowerBound(index: Float64Array, value: number): number {
  let low = 0;
  let high = index.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((index[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
