import { describe, expect, it } from 'vitest';
import { buildVocabulary } from '#agents/supervisor/build-vocabulary.ts';

function product(name: string, brand: string | null = null, aliases: readonly string[] = []) {
  return { name, brand, category: 'Pantry', department: 'Groceries', aliases, cuisines: ['thai'] };
}

const vocabulary = buildVocabulary({
  products: [
    product('Blue Fern Harissa Paste', 'Blue Fern', ['harissa']),
    product('Blue Fern Quinoa', 'Blue Fern', ['quinoa']),
    product('Sea Salt & Vinegar Crisps', 'Crunchy'),
    product('Crunchy Peanut Butter', 'Nutty Nora'),
    product('Distilled Vinegar', null, ['vinegar']),
    product('7 Up Soda', '7 Up'),
    product('Half & Half', null, ['half and half']),
  ],
  recipes: [{ name: 'Pad Thai', aliases: ['phad thai'], cuisine: 'thai' }],
});

describe('the vocabulary of a catalogue', () => {
  it('knows phrases by their words, the longest of each kind', () => {
    expect(vocabulary.phrasesAt(['buy', 'blue', 'fern', 'quinoa'], 1)).toEqual([
      { kind: 'brand', label: 'Blue Fern', length: 2 },
    ]);
    expect(vocabulary.phrasesAt(['phad', 'thai'], 0)).toEqual([
      { kind: 'dish', label: 'phad thai', length: 2 },
    ]);
  });

  it('takes a word that other brands use too for no brand', () => {
    expect(vocabulary.phrasesAt(['crunchy'], 0)).toEqual([]);
  });

  it('mends a slip, and leaves known and common words alone', () => {
    expect(vocabulary.correct('quinao')).toBe('quinoa');
    expect(vocabulary.correct('harisa')).toBe('harissa');
    expect(vocabulary.correct('quinoa')).toBeNull();
    expect(vocabulary.correct('weather')).toBeNull();
    expect(vocabulary.correct('xyzzyplugh')).toBeNull();
  });

  it('knows what "and" joins and which number starts a name', () => {
    expect(vocabulary.joinedCount('salt', 'vinegar')).toBe(1);
    expect(vocabulary.startsWithNumber('7', 'up')).toBe(true);
    expect(vocabulary.startsWithNumber('3', 'up')).toBe(false);
  });

  it('tells words from mashed keys', () => {
    expect(vocabulary.looksLikeWord('quince')).toBe(true);
    expect(vocabulary.looksLikeWord('xkcdqzj')).toBe(false);
    expect(vocabulary.looksLikeWord('a'.repeat(50))).toBe(false);
  });

  it('grows to fifty thousand products without losing a word', () => {
    const words = Array.from({ length: 50_000 }, (_, at) => product(`Thing ${at} Jam`));
    const large = buildVocabulary({ products: words, recipes: [] });
    expect(large.count('jam')).toBe(50_000);
    expect(large.pairCount('49999', 'jam')).toBe(1);
  });
});
