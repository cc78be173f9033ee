import { tokenize } from '#agents/search/tokenize.ts';
import type { Spelling } from './spelling.ts';
import { FIELD, type TermPostings } from './term-postings.ts';

interface Words {
  readonly postings: TermPostings;
  readonly spelling: Spelling;
  readonly names: readonly string[];
  /** What the shelves are called. */
  readonly shelves: readonly string[];
}

const SHORTEST_PART = 3;
/** Names read to see whether two words stand side by side. */
const MAX_READ = 60;
/** A written compound gives way to its parts when they stand side by side this many times as often. */
const CLEARLY_MORE = 2;

/**
 * Parts a compound where the catalogue writes it as two words: "oatmilk" where the names say "oat milk". "buttermilk"
 * stays whole, since "butter milk" stands nowhere.
 */
export function compoundParts(
  token: string,
  { postings, spelling, names, shelves }: Words,
): readonly string[] {
  if (token.length < 2 * SHORTEST_PART || !/^[a-z]+$/.test(token)) return [token];
  const frequency = postings.frequency(postings.idOf(token));
  let best: readonly string[] = [token];
  let bestCount = frequency * CLEARLY_MORE;
  // Shelves that may say it: a cheap test before their words are read at every place of parting.
  const near = shelves.filter((it) => it.toLowerCase().includes(token.slice(0, SHORTEST_PART)));
  for (let at = SHORTEST_PART; at <= token.length - SHORTEST_PART; at += 1) {
    const [left, right] = [token.slice(0, at), token.slice(at)];
    const count =
      sideBySide(left, right, postings, names) + near.filter((it) => says(it, left, right)).length;
    if (count > bestCount) {
      best = [left, right];
      bestCount = count;
    }
  }
  if (best.length === 1 || frequency > 0) return best;
  // One wrong letter is likelier than a compound nobody writes so.
  const slips = spelling.corrections(token, (term) => postings.frequency(term));
  const slip = slips.find((it) => it.distance === 1);
  return slip !== undefined && postings.frequency(slip.term) >= bestCount ? [token] : best;
}

function says(text: string, left: string, right: string): boolean {
  const tokens = tokenize(text);
  return tokens.some((word, at) => word === left && tokens[at + 1] === right);
}

/** About how many names have the two words one after the other, from a sample of those that have both. */
export function sideBySide(
  left: string,
  right: string,
  postings: TermPostings,
  names: readonly string[],
): number {
  const [first, second] = [postings.idOf(left), postings.idOf(right)];
  if (postings.frequency(first) === 0 || postings.frequency(second) === 0) return 0;
  const withFirst = namedSlots(first, postings);
  const both = [...namedSlots(second, postings)].filter((slot) => withFirst.has(slot));
  const sample = both.slice(0, MAX_READ);
  const adjacent = sample.filter((slot) => says(names[slot] ?? '', left, right));
  return sample.length === 0 ? 0 : (adjacent.length / sample.length) * both.length;
}

function namedSlots(term: number, postings: TermPostings): Set<number> {
  const slots = new Set<number>();
  const { from, to } = postings.range(term);
  for (let at = from; at < to; at += 1) {
    if (((postings.fields[at] as number) & FIELD.name) !== 0) slots.add(postings.slots[at] as number);
  }
  return slots;
}
