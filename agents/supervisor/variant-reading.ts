import { readConstraints } from './constraint-reading.ts';
import type { Comparison, ItemMention } from './intent.ts';
import type { ReadingContext } from './reading-context.ts';
import { type Token, wordsAsSaid } from './token.ts';

/** Words around the comparison that say nothing of their own. */
const FRAME = new Set(
  (
    'something anything a an the one ones version versions option kind brand brands pack package packs size sizes bottle bag ' +
    'box carton can jar container tub alternative equivalent type of it that is which much little bit please instead variety ' +
    'substitute some in for less-priced label name product priced price quality please size sized'
  ).split(' '),
);
const COMPARED: Readonly<Record<string, Comparison['by']>> = Object.fromEntries(
  (
    [
      [
        'cheaper',
        'cheaper|cheapest|less expensive|least expensive|more affordable|more economical|lower|low cost|not so expensive|inexpensive|affordable|cheap',
      ],
      ['larger', 'bigger|biggest|larger|largest|big|large|huge|family|bulk'],
      ['smaller', 'smaller|smallest|littler|small|mini|single serve'],
      ['other', 'different|another|other|else|new'],
    ] as const
  ).flatMap(([by, words]) => words.split('|').map((word) => [word, by] as const)),
);
/** How the grocer's own brand is asked for, without "brand". */
const OWN_BRAND = new Set(
  'store|own|store own|your own|house|generic|private|no|in house|off|shop own|your'.split('|'),
);

/** Something of the same kind that is only described by what sets it apart: "a cheaper one", "store brand", "organic". */
export function readVariant(tokens: readonly Token[], context: ReadingContext): ItemMention | null {
  const words = tokens.filter(({ text, kind }) => kind !== 'punct' && !FRAME.has(text));
  const left = words.map(({ text }) => text.replace(/'s$/, '')).join(' ');
  const mention: ItemMention = {
    said: wordsAsSaid(context.source, tokens),
    query: '',
    amount: null,
    reference: null,
    filters: {},
    excludeTerms: [],
    sort: 'relevance',
    replaces: true,
  };
  const by = COMPARED[left];
  if (by !== undefined) return { ...mention, compared: { by, asks: by === 'other' } };
  const { houseBrand } = context.vocabulary;
  const namesBrand = tokens.some(({ text }) => ['brand', 'label', 'name', 'generic'].includes(text));
  if (namesBrand && houseBrand !== null && OWN_BRAND.has(left)) {
    return { ...mention, filters: { brands: [houseBrand] } };
  }
  if (words.length === 0) return null;
  const { filters, excludeTerms, sort, rest } = readConstraints(words, context.vocabulary);
  const narrows = Object.keys(filters).length > 0 || excludeTerms.length > 0;
  return rest.length === 0 && narrows && sort === 'relevance' ? { ...mention, filters, excludeTerms } : null;
}
