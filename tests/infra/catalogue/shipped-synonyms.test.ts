import { describe, expect, it } from 'vitest';
import { buildVocabulary } from '#agents/supervisor/build-vocabulary.ts';
import { createUnderstanding } from '#agents/supervisor/create-understanding.ts';
import { EMPTY_FOCUS } from '#agents/supervisor/dialogue-focus.ts';
import { lemmaOf } from '#agents/supervisor/lemma.ts';
import { readShippedSynonyms } from '#infra/catalogue/shipped-synonyms.ts';
import { shippedVocabulary } from '#tests/agents/supervisor/shipped-vocabulary.ts';

describe('the shipped synonyms', async () => {
  const synonyms = await readShippedSynonyms();
  const vocabulary = await shippedVocabulary();
  const understand = createUnderstanding(vocabulary);

  it('say each word once, in small letters', () => {
    const said = synonyms.map((synonym) => synonym.said);
    expect(said).toEqual([...new Set(said)]);
    expect(said).toEqual(said.map((word) => word.toLowerCase()));
  });

  it('leave alone what a catalogue has under the very name that was said', () => {
    const product = { brand: null, category: 'Sweets', department: 'Pantry', cuisines: [] };
    const other = buildVocabulary({
      products: [
        { ...product, name: 'Cling Film', aliases: [] },
        { ...product, name: 'Plastic Wrap', aliases: [] },
      ],
      recipes: [],
      synonyms: [{ said: 'cling film', means: 'plastic wrap' }],
    });
    expect(other.synonymsOf('cling')).toEqual([]);
  });

  it.each(synonyms.map(({ said, means }) => [said, means] as const))(
    '“%s” is looked for by words that the catalogue knows: “%s”',
    (said) => {
      const { intents } = understand({ message: `add ${said}`, focus: EMPTY_FOCUS, cartProducts: [] });
      const [item, ...others] = intents.flatMap(({ slots }) => slots.items ?? []);
      expect(others).toEqual([]);
      const words = (item?.query ?? '').split(' ').filter((word) => !/^\d/.test(word));
      expect(words.filter((word) => vocabulary.count(lemmaOf(word)) === 0)).toEqual([]);
    },
  );
});
