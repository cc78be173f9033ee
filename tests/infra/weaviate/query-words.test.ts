import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bestCovered,
  knownWords,
  matchLevels,
  type QueryWord,
  searchText,
} from '#infra/weaviate/query-words.ts';

const word = (read: string, idf = 1, readings = [{ term: read, weight: 1 }]): QueryWord => ({
  read,
  readings,
  idf,
});
const unknown = (read: string, idf = 5): QueryWord => ({ read, readings: [], idf });

describe('the words of a query', () => {
  it('are known when they are a fair part of the query, and not for one small word among many', () => {
    expect(knownWords([word('tofu', 4), unknown('unicorn')]).map(({ read }) => read)).toEqual(['tofu']);
    expect(knownWords([word('pack', 0.5), unknown('a'), unknown('b'), unknown('c')])).toEqual([]);
    expect(knownWords([])).toEqual([]);
  });

  it('all have to be there at alpha 0, first in the names', () => {
    const [strictest] = matchLevels([word('oat'), word('milk')], 0);
    expect(JSON.stringify(strictest)).not.toContain('departmentWords');
    expect(strictest).toMatchObject({ operator: 'And', filters: [{ value: ['oat'] }, { value: ['milk'] }] });
  });

  it('may lack more the more meaning is asked for', () => {
    const words = ['smooth', 'dark', 'chocolate', 'bar', 'gift'].map((read) => word(read));
    const waysAt = (alpha: number) => JSON.stringify(matchLevels(words, alpha)[0]).split('"And"').length;
    expect(waysAt(0)).toBeLessThan(waysAt(0.5));
    expect(waysAt(0.5)).toBeLessThanOrEqual(waysAt(1));
  });

  it('never lack everything', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 10, noNaN: true }), { minLength: 1, maxLength: 24 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (idfs, alpha) => {
          const words = idfs.map((idf, at) => word(`w${at}`, idf));
          const levels = matchLevels(words, alpha);
          expect(levels.length).toBeGreaterThan(0);
          for (const level of levels) expect(JSON.stringify(level)).toMatch(/"value":\["w\d+"\]/);
        },
      ),
    );
  });

  it('are covered as well as the best product covers them', () => {
    const words = [word('dark', 1), word('chocolate', 2), word('lentil', 1)];
    const best = bestCovered(words, [['dark', 'chocolate'], ['chocolate'], ['lentil', 'dark']]);
    expect(JSON.stringify(best)).toContain('dark');
    expect(JSON.stringify(best)).not.toContain('lentil');
    expect(bestCovered(words, [])).toBeNull();
  });

  it('are searched by everything that they may stand for, each once', () => {
    const slip = word('coffee', 1, [
      { term: 'coffee', weight: 0.85 },
      { term: 'toffee', weight: 0.6 },
    ]);
    expect(searchText([slip, word('coffee')])).toBe('coffee toffee');
  });
});
