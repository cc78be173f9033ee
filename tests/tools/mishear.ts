import { editDistance } from '#agents/search/edit-distance.ts';
import { soundOf } from './sounds.ts';

export interface Misheard {
  readonly text: string;
  /** How far its sounds are from what was said; 0 sounds the same. */
  readonly distance: number;
}

/** Draws from [0, 1). */
export type Chance = () => number;

/** Words that sound alike in fact and not by these rules. */
const HOMOPHONES: readonly (readonly string[])[] = [
  ['to', 'two', 'too', '2'],
  ['for', 'four', '4', 'fore'],
  ['ate', 'eight', '8'],
  ['one', 'won', '1'],
  ['add', 'at', 'and', 'ad'],
  ['some', 'sum'],
  ['bread', 'bred'],
  ['flour', 'flower'],
  ['leek', 'leak'],
  ['thyme', 'time'],
  ['steak', 'stake'],
  ['meat', 'meet'],
  ['in', 'and', 'an'],
  ['remove', 'move'],
  ['the', 'a'],
  ['three', 'free', '3'],
  ['fifteen', 'fifty'],
  ['thirteen', 'thirty'],
  ['my', 'by'],
];

/** Small words that recognisers lose or make up. */
const SMALL = new Set('a the of some please to my and'.split(' '));

/**
 * What a recogniser could have taken an utterance for: single words for others that sound alike, rare words for
 * several common ones ("harissa", "her issa"), small words lost. `words` is all it knows, `common` what it prefers.
 */
export function createMishearing(words: Iterable<string>, common: ReadonlySet<string>) {
  const bySound = new Map<string, string[]>();
  const commonBySound = new Map<string, string[]>();
  const put = (map: Map<string, string[]>, key: string, word: string) => {
    const known = map.get(key);
    if (known === undefined) map.set(key, [word]);
    else if (!known.includes(word)) known.push(word);
  };
  for (const word of new Set([...words, ...common])) {
    if (!/^[a-z]{2,}$/u.test(word)) continue;
    const sound = soundOf(word);
    put(bySound, sound, word);
    if (common.has(word)) put(commonBySound, sound, word);
  }
  const sounds = [...bySound.keys()];
  const nearBySound = new Map<string, readonly string[]>();

  /** Words one sound away, found once for each sound. */
  const near = (sound: string): readonly string[] => {
    const known = nearBySound.get(sound);
    if (known !== undefined) return known;
    const found = sounds
      .filter((other) => other !== sound && Math.abs(other.length - sound.length) <= 1)
      .filter((other) => editDistance(sound, other, 1) <= 1)
      .flatMap((other) => bySound.get(other) ?? []);
    nearBySound.set(sound, found);
    return found;
  };
  /** Two or three common words that together sound like one. */
  const apart = (sound: string, most = 3): readonly string[] => {
    if (most === 0) return [];
    const found: string[] = [];
    for (let cut = 1; cut < sound.length; cut += 1) {
      const heads = (commonBySound.get(sound.slice(0, cut)) ?? []).slice(0, 3);
      const rest = sound.slice(cut);
      const tails = [
        ...(commonBySound.get(rest) ?? []),
        ...(commonBySound.get(`A${rest}`) ?? []),
        ...(most > 2 ? apart(rest, most - 1) : []),
      ].slice(0, 3);
      for (const head of heads) for (const tail of tails) found.push(`${head} ${tail}`);
      if (found.length > 8) break;
    }
    return found;
  };
  const pick = <T>(list: readonly T[], chance: Chance): T | undefined =>
    list[Math.floor(chance() * list.length)];

  const replacement = (word: string, chance: Chance): Misheard | null => {
    const alike = HOMOPHONES.find((set) => set.includes(word));
    if (alike !== undefined && chance() < 0.7) {
      const text = pick(
        alike.filter((other) => other !== word),
        chance,
      );
      return text === undefined ? null : { text, distance: 0.2 };
    }
    const sound = soundOf(word);
    if (sound.length < 2) return null;
    const same = (bySound.get(sound) ?? []).filter((other) => other !== word);
    const kind = chance();
    if (kind < 0.35 && !common.has(word)) {
      const text = pick(apart(sound), chance);
      if (text !== undefined) return { text, distance: 0.3 };
    }
    if (same.length > 0 && kind < 0.7) return { text: pick(same, chance) ?? word, distance: 0.3 };
    const text = pick(near(sound), chance);
    return text === undefined ? null : { text, distance: 1 };
  };

  /** One way to mishear an utterance, in one or two places; null when this draw finds none. */
  return (said: string, chance: Chance): Misheard | null => {
    const spoken = said.toLowerCase().split(/\s+/u);
    let distance = 0;
    for (const _ of chance() < 0.25 ? [1, 2] : [1]) {
      const at = Math.floor(chance() * spoken.length);
      const word = (spoken[at] ?? '').replace(/[^\p{L}\p{N}'%]/gu, '');
      if (SMALL.has(word) && spoken.length > 2 && chance() < 0.5) {
        spoken.splice(at, 1);
        distance += 0.3;
        continue;
      }
      const other = replacement(word, chance);
      if (other === null) continue;
      spoken[at] = other.text;
      distance += other.distance;
    }
    const text = spoken.join(' ');
    return distance === 0 || text === said.toLowerCase() ? null : { text, distance };
  };
}
