import { stem } from '#agents/search/stem.ts';
import { foldText } from '#agents/search/tokenize.ts';
import { ADDITIVE_SOURCES } from './additive-sources.ts';
import { ANIMAL_SOURCES } from './animal-sources.ts';
import { FORM_WORDS } from './form-words.ts';
import { PLANT_SOURCES } from './plant-sources.ts';
import { PREPARED_FOODS } from './prepared-foods.ts';
import type { Source, SourceGroup } from './source.ts';

/** One match in a phrase; `source` is null for a word that the lexicon does not know. */
export interface Match {
  readonly words: readonly string[];
  readonly source: Source | null;
}

const FORM: Source = { origin: 'form', contains: [], open: [], counts: 'always' };
/** Plants of which milks, creams, butters, cheeses and yogurts are made. */
const MILKED =
  'coconut almond soy soya oat rice cashew hemp pea hazelnut macadamia walnut pistachio peanut nut seed sunflower sesame flax quinoa pecan vegan plant vegetable'.split(
    ' ',
  );
const LIKE_DAIRY = 'milk cream butter cheese yogurt yoghurt milk powder cream powder'.split(' ');

/** Words of a phrase, one form for every spelling: "E 160a", "e160A" and "E-160a" are one. */
export function wordsOf(text: string): readonly string[] {
  const folded = foldText(text)
    .replace(/\be[\s-]?(\d{3,4})\s*([a-f])?(?![a-z0-9])/g, 'e$1$2')
    .replace(/(\p{L})'s\b/gu, '$1')
    .replace(/'/g, '');
  return (folded.match(/e\d{3,4}[a-f]?|[\p{L}\p{M}]+/gu) ?? []).map((word) =>
    word.length > 4 && word.endsWith('oes') ? word.slice(0, -2) : stem(word),
  );
}

const lexicon = new Map<string, Source>();
let longest = 1;

function define(name: string, source: Source): void {
  const words = wordsOf(name);
  longest = Math.max(longest, words.length);
  lexicon.set(words.join(' '), source);
}

function defineGroup({
  names,
  origin,
  contains = [],
  open = [],
  counts = 'always',
  grown = false,
}: SourceGroup): void {
  for (const name of names.split(',')) define(name, { origin, contains, open, counts, grown });
}

for (const word of FORM_WORDS.split(',')) define(word, FORM);
for (const group of ADDITIVE_SOURCES) defineGroup(group);
for (const group of PLANT_SOURCES) defineGroup({ ...group, grown: true });
for (const group of [...PREPARED_FOODS, ...ANIMAL_SOURCES]) defineGroup(group);
for (const base of MILKED) {
  const own = lexicon.get(base);
  for (const like of LIKE_DAIRY) {
    define(`${base} ${like}`, {
      origin: 'plant',
      contains: own?.contains ?? [],
      open: own?.open ?? [],
      counts: 'always',
    });
  }
}

/** The sources that a phrase names, longest names first from the left, and the words that are not known. */
export function matchPhrase(text: string): readonly Match[] {
  const words = wordsOf(text);
  const matches: Match[] = [];
  for (let at = 0; at < words.length; ) {
    let length = Math.min(longest, words.length - at);
    let source: Source | undefined;
    for (; length > 0; length -= 1) {
      source = lexicon.get(words.slice(at, at + length).join(' '));
      // "Almond milk chocolate" is milk chocolate with almonds.
      const cutsMilkChocolate =
        length > 1 && words[at + length - 1] === 'milk' && words[at + length] === 'chocolate';
      if (source !== undefined && !cutsMilkChocolate) break;
      source = undefined;
    }
    const taken = Math.max(length, 1);
    if (source === undefined) matches.push(...matchRunTogether(words[at] ?? ''));
    else matches.push({ words: words.slice(at, at + taken), source });
    at += taken;
  }
  return matches;
}

/** Labels lose blanks: "soylecithin" and "sausagemeat" are two words that are known. */
function matchRunTogether(word: string): readonly Match[] {
  for (let cut = 3; cut <= word.length - 3; cut += 1) {
    const parts = [stem(word.slice(0, cut)), stem(word.slice(cut))];
    const sources = parts.map((part) => lexicon.get(part));
    if (sources.every((source) => source !== undefined)) {
      return parts.map((part, at) => ({ words: [part], source: sources[at] ?? null }));
    }
  }
  return [{ words: [word], source: null }];
}
