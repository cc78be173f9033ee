import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type ChooseTranscript,
  createTranscriptChooser,
  type HeardTranscript,
} from '#agents/supervisor/choose-transcript.ts';
import { createUnderstanding } from '#agents/supervisor/create-understanding.ts';
import { type DialogueFocus, EMPTY_FOCUS } from '#agents/supervisor/dialogue-focus.ts';
import { ASK_BELOW } from '#agents/supervisor/transcript-weights.ts';
import { FOCUSES } from './corpus-focus.ts';
import { shippedVocabulary } from './shipped-vocabulary.ts';

let choose: ChooseTranscript;
beforeAll(async () => {
  const vocabulary = await shippedVocabulary();
  choose = createTranscriptChooser(() => vocabulary, createUnderstanding(vocabulary));
});

function hear(
  alternatives: readonly (readonly [string, number])[],
  {
    message = '',
    focus = EMPTY_FOCUS,
    cart = [],
  }: { message?: string; focus?: DialogueFocus; cart?: readonly string[] } = {},
): HeardTranscript {
  return choose({
    message,
    alternatives: alternatives.map(([text, confidence]) => ({ text, confidence })),
    focus,
    cartProducts: cart.map((name, at) => ({ productId: `c${at}`, name })),
  });
}

describe('choosing among alternatives', () => {
  it.each([
    ['find her issa', 'find harissa'],
    ['add two canned of coconut mill', 'add two cans of coconut milk'],
    ['add oh tat milk', 'add oat milk'],
    ['ingredients for some bar', 'ingredients for sambar'],
    ['do you have pan ear', 'do you have paneer'],
    ['add three sour go loaves', 'add three sourdough loaves'],
  ])('takes what the shop knows though “%s” was heard a little surer', (surer, right) => {
    const heard = hear([
      [surer, 0.5],
      [right, 0.42],
    ]);
    expect(heard.text).toBe(right);
  });

  it('keeps what was heard when it makes sense', () => {
    expect(
      hear([
        ['add 2 lemons', 0.9],
        ['add 2 lemmings', 0.4],
      ]),
    ).toMatchObject({ text: 'add 2 lemons', by: 'recogniser' });
  });

  it('does not talk itself out of what the recogniser is quite sure of', () => {
    expect(
      hear([
        ['add rice', 0.95],
        ['add brown rice', 0.02],
      ]).text,
    ).toBe('add rice');
  });

  it.each([
    [['remove the limes', 'remove the lines'], { cart: ['Limes', 'Whole Milk'] }, 'remove the limes'],
    [['or leave', 'oatly'], { focus: FOCUSES['asked-which-milk'] }, 'oatly'],
    [['yet', 'yes'], { focus: FOCUSES['asked-to-order'] }, 'yes'],
  ] as const)('hears %j in its situation', (texts, situation, right) => {
    expect(
      hear(
        texts.map((text) => [text, 0.45] as const),
        situation,
      ).text,
    ).toBe(right);
  });

  it('takes the words that needed no mending among those that ask for the same', () => {
    const heard = hear([
      ['add her issa', 0.5],
      ['add harissa', 0.45],
    ]);
    expect(heard).toMatchObject({ text: 'add harissa', by: 'vocabulary', runnerUp: null });
    expect(heard.confidence).toBeGreaterThan(ASK_BELOW);
  });
});

describe('confidence', () => {
  it('of one sensible alternative follows the recogniser', () => {
    const of = (confidence: number) => hear([['add 2 lemons', confidence]]).confidence;
    expect([0.2, 0.35, 0.45].map(of).every((confidence) => confidence < ASK_BELOW)).toBe(true);
    expect([0.6, 0.8, 0.95].map(of).every((confidence) => confidence > ASK_BELOW)).toBe(true);
    expect(of(0.3)).toBeLessThan(of(0.4));
  });

  it('is low when two alternatives that ask for different things are near', () => {
    const heard = hear([
      ['add 2 lemons', 0.9],
      ['add 2 melons', 0.88],
    ]);
    expect(heard.confidence).toBeLessThan(ASK_BELOW);
    expect(heard.runnerUp).toMatchObject({ text: 'add 2 melons' });
  });

  it('counts alternatives that ask for the same together', () => {
    const heard = hear([
      ['add two lemons', 0.5],
      ['add 2 lemons', 0.48],
    ]);
    expect(heard.runnerUp).toBeNull();
    expect(heard.confidence).toBeGreaterThan(hear([['add two lemons', 0.5]]).confidence);
  });

  it('is lower for words that make no sense here', () => {
    expect(hear([['add the sea such over there', 0.7]]).confidence).toBeLessThan(
      hear([['add the sea salt', 0.7]]).confidence,
    );
  });

  it('reads a confidence of 0 as not stated', () => {
    const heard = hear([
      ['add 2 lemons', 0],
      ['at two lemons', 0],
      ['add 2 melons', 0],
    ]);
    expect(heard.text).toBe('add 2 lemons');
    expect(heard.confidence).toBeGreaterThan(ASK_BELOW);
    const first = hear([
      ['add 2 lemons', 0.9],
      ['add 2 melons', 0],
    ]);
    expect(first.text).toBe('add 2 lemons');
    expect(first.confidence).toBeGreaterThan(ASK_BELOW);
  });
});

describe('a message beside the alternatives', () => {
  const alternatives = [
    ['add 2 lemons', 0.5],
    ['add 2 melons', 0.45],
  ] as const;

  it('that no alternative says is what the shopper typed', () => {
    expect(hear(alternatives, { message: 'add 3 limes' })).toMatchObject({
      text: 'add 3 limes',
      confidence: 1,
      by: 'typed',
    });
  });

  it('that says a lower alternative is what the shopper chose', () => {
    expect(hear(alternatives, { message: 'Add 2 melons.' })).toMatchObject({ by: 'typed', confidence: 1 });
  });

  it.each(['', 'add 2 lemons', 'Add 2 lemons!'])('“%s” is what a client shows by itself', (message) => {
    expect(hear(alternatives, { message }).by).toBe('recogniser');
  });
});

it('answers any alternatives with one of their texts and a probability', () => {
  const situation = fc.constantFrom(...Object.values(FOCUSES), EMPTY_FOCUS);
  const alternative = fc.tuple(fc.string({ minLength: 1 }), fc.double({ min: 0, max: 1, noNaN: true }));
  fc.assert(
    fc.property(fc.array(alternative, { minLength: 1, maxLength: 10 }), situation, (alternatives, focus) => {
      const heard = hear(alternatives, { focus });
      const texts = ['', ...alternatives.map(([text]) => text)];
      expect(texts).toContain(heard.text);
      expect(heard.confidence).toBeGreaterThanOrEqual(0);
      expect(heard.confidence).toBeLessThanOrEqual(1);
    }),
    { numRuns: 200 },
  );
});
