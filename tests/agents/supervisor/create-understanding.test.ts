import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createUnderstanding } from '#agents/supervisor/create-understanding.ts';
import { EMPTY_FOCUS } from '#agents/supervisor/dialogue-focus.ts';
import { INTENT_NAMES } from '#agents/supervisor/intent.ts';
import type { Understand, Understanding } from '#agents/supervisor/understanding.ts';
import { FOCUSES } from './corpus-focus.ts';
import { shippedVocabulary } from './shipped-vocabulary.ts';

let understand: Understand;
beforeAll(async () => {
  understand = createUnderstanding(await shippedVocabulary());
});

/** Words that meet each other in real messages, in any order. */
const WORDS =
  'add remove make it that the second one two dozen half and but not without under $5 milk oat eggs bread my cart ' +
  'yes no i need want allergic to peanuts vegan cheapest , . ? ! & 2% 80/20 1/2 pounds of for forget what is more';
const phrase = fc
  .array(fc.constantFrom(...WORDS.split(' ')), { maxLength: 40 })
  .map((words) => words.join(' '));
const situation = fc.constantFrom(EMPTY_FOCUS, ...Object.values(FOCUSES));
const message = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 2000 }),
  fc.string({ maxLength: 300 }),
  phrase,
);

function problemsOf({ intents }: Understanding): readonly string[] {
  const problems: string[] = [];
  if (intents.length < 1 || intents.length > 12) problems.push(`${intents.length} intents`);
  for (const { name, confidence, slots } of intents) {
    if (!INTENT_NAMES.includes(name)) problems.push(`unknown intent ${name}`);
    if (!(confidence >= 0 && confidence <= 1)) problems.push(`confidence ${confidence}`);
    for (const item of slots.items ?? []) {
      const { amount, filters } = item;
      if (amount && !(amount.value >= 0 && amount.value <= 999_999)) problems.push(`amount ${amount.value}`);
      const prices = [filters.minPriceCents, filters.maxPriceCents].filter((cents) => cents !== undefined);
      if (prices.some((cents) => !Number.isSafeInteger(Math.round(cents)) || cents < 0))
        problems.push(`price ${prices}`);
    }
  }
  return problems;
}

describe('understanding any message', () => {
  it('never throws, names one to twelve known intents, and keeps every number in range', () => {
    fc.assert(
      fc.property(message, situation, (said, focus) => {
        expect(problemsOf(understand({ message: said, focus, cartProducts: [] }))).toEqual([]);
      }),
      { numRuns: 600 },
    );
  });

  it('says the same of the same message twice', () => {
    fc.assert(
      fc.property(phrase, situation, (said, focus) => {
        const request = { message: said, focus, cartProducts: [] };
        expect(understand(request)).toEqual(understand(request));
      }),
      { numRuns: 200 },
    );
  });

  it('does not mind case, curly quotes or blanks', () => {
    const plain = "what's in my cart? i don't want the eggs any more";
    const dressed = '  WHAT’S in my cart?\n I DON‘T  want the eggs any more  ';
    const names = (said: string) =>
      understand({ message: said, focus: EMPTY_FOCUS, cartProducts: [] }).intents.map(
        (intent) => intent.name,
      );
    expect(names(dressed)).toEqual(names(plain));
    expect(names(plain)).toEqual(['show_cart', 'remove_from_cart']);
  });

  it('reads tokens, not letters inside of words', () => {
    const name = (said: string) =>
      understand({ message: said, focus: EMPTY_FOCUS, cartProducts: [] }).intents[0]?.name;
    expect(['chicken', 'budget noodles', 'shiitake', 'addictive chips'].map(name)).toEqual(
      Array.from({ length: 4 }, () => 'search_products'),
    );
  });

  it.each(['a '.repeat(1000), 'and '.repeat(500), 'add milk and '.repeat(150), 'i want to '.repeat(200)])(
    'answers a wearying message',
    (said) => {
      const { intents } = understand({ message: said.slice(0, 2000), focus: EMPTY_FOCUS, cartProducts: [] });
      expect(intents.length).toBeLessThanOrEqual(12);
    },
  );
});
