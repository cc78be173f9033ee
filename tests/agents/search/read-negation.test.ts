import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNegation } from '#agents/search/read-negation.ts';

describe('reading what a query is to be without', () => {
  it.each([
    ['cookies without nuts', 'cookies', ['nuts']],
    ['cookies without nuts or raisins', 'cookies', ['nuts', 'raisins']],
    ['milk not dairy', 'milk', ['dairy']],
    ['cereal no added sugar', 'cereal', ['sugar']],
    ['no pulp orange juice', 'orange juice', ['pulp']],
    ['non-dairy creamer', 'creamer', ['dairy']],
    ['gift bags without handles for bottles', 'gift bags for bottles', ['handles']],
    ['yogurt without fruit pieces, vanilla', 'yogurt , vanilla', ['fruit pieces']],
    ["snacks that aren't chips", 'snacks', ['chips']],
    ['bread that isn’t white', 'bread', ['white']],
    ['crackers without any salt', 'crackers', ['salt']],
  ])('parts %j', (text, wanted, unwanted) => {
    expect(readNegation(text)).toEqual({ wanted, unwanted });
  });

  it.each(['milk', 'not dairy', 'without', 'without nuts', '', 'nonfat yogurt', 'knot rolls'])(
    'leaves %j whole',
    (text) => {
      expect(readNegation(text)).toEqual({ wanted: text, unwanted: [] });
    },
  );

  it('never loses everything that is wanted, and is never slow', () => {
    const word = fc.constantFrom(
      'no',
      'not',
      'without',
      'and',
      'or',
      'milk',
      'nuts',
      ',',
      'for',
      'any',
      'é',
      '-',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        const text = words.join(' ');
        const { wanted, unwanted } = readNegation(text);
        if (unwanted.length === 0) expect(wanted).toBe(text);
        else expect(wanted.trim()).not.toBe('');
      }),
    );
  });
});
