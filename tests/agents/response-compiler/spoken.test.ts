import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Receipt } from '#agents/order/receipt.ts';
import { speakQuestion } from '#agents/response-compiler/speak-question.ts';
import { splitSentences } from '#agents/response-compiler/split-sentences.ts';
import { fixture, fixtureProducts } from '#tests/fixtures/products.ts';
import { cartOf, compiled, found, intent, ordered, question, results } from './turn-facts.ts';

describe('splitting sentences', () => {
  it.each([
    ['It costs $4.99. Shall I add it?', ['It costs $4.99.', 'Shall I add it?']],
    ['I found St. Dalfour Jam and Dr. Pepper.', ['I found St. Dalfour Jam and Dr. Pepper.']],
    ['A can of 1.5 oz. Total $3.', ['A can of 1.5 oz. Total $3.']],
    ['It keeps 1.5 days. Then throw it out!', ['It keeps 1.5 days.', 'Then throw it out!']],
    ['Say “undo.” It comes back.', ['Say “undo.”', 'It comes back.']],
    ['Hello! I am here… Yes?', ['Hello!', 'I am here…', 'Yes?']],
    ['made by J. Smith in the U.S. South', ['made by J. Smith in the U.S. South']],
    ['', []],
    ['no end', ['no end']],
  ])('of “%s”', (text, sentences) => {
    expect(splitSentences(text)).toEqual(sentences);
  });

  it('loses nothing but the spaces between', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(splitSentences(text).join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
      }),
    );
  });
});

describe('what is spoken', () => {
  const removed = (name: string): Receipt => ({ kind: 'removed', productId: name, name, quantity: 1 });

  it('tells what is alike in one sentence', () => {
    const { speech } = compiled(ordered(['A', 'B', 'C'].map(removed)));
    expect(speech).toBe('I took A, B and 1 more out of your cart.');
  });

  it('always holds the question, after what matters most', () => {
    const asks = question('Shall I add them?');
    const { speech, text } = compiled(ordered(['A', 'B', 'C'].map(removed), { asks }));
    expect(speech).toBe('I took A, B and 1 more out of your cart. Shall I add them?');
    expect(text.endsWith('I took 1 × C out of your cart. Shall I add them?')).toBe(true);
  });

  it('draws together what was done and what was refused, beside the question', () => {
    const conflict: Receipt = {
      kind: 'conflict',
      productId: 'p',
      name: 'Peanuts',
      conflicts: [{ kind: 'allergy', allergen: 'peanut' }],
    };
    const asks = question('Shall I add Peanuts anyway?');
    expect(compiled(ordered([removed('A'), conflict, removed('B')], { asks })).speech).toBe(
      'I took A out of your cart; I did not add Peanuts: it contains peanuts, and you told me you are allergic to peanuts; I took B out of your cart. Shall I add Peanuts anyway?',
    );
  });

  it('holds what was done rather than a statement beside the question', () => {
    const asks = question('That is $5.00 in all. Shall I order?');
    expect(compiled(ordered([removed('A')], { asks })).speech).toBe(
      'I took A out of your cart. Shall I order?',
    );
  });

  it('cuts a question that lists more than anyone remembers', () => {
    const asked = question('Which milk would you like: A, B, C, D?', 'A', 'B', 'C', 'D');
    expect(speakQuestion(asked)).toBe('Which milk would you like: A, B, C or something else?');
    expect(speakQuestion(question('Which: A, B, C?', 'A', 'B', 'C'))).toBe('Which: A, B, C?');
    expect(speakQuestion(question('Really?', 'A', 'B', 'C', 'D'))).toBe('Really?');
    expect(compiled(ordered([], { asks: asked })).text).toBe(asked.text);
  });

  it('names three products in all, whatever it tells of', () => {
    const added = ['A Bread', 'B Milk'].map(
      (name): Receipt => ({
        kind: 'added',
        productId: name,
        name,
        quantity: 1,
        lineQuantity: 1,
        unitPriceCents: 100,
        amountNote: null,
        pickedBecause: 'named',
      }),
    );
    const list = results([{ title: 'milk', products: fixtureProducts.slice(0, 5) }]);
    const { speech, text } = compiled({ ...list, order: ordered(added).order });
    const [first, second] = fixtureProducts;
    expect(speech).toBe(`I added A Bread and 1 more. I found ${first?.name} and 4 more.`);
    expect(text).toContain(second?.name);
    expect(compiled(list).speech).toContain(second?.name);
    const asks = question('Which: C Oil, D Oil, E Oil?', 'C Oil', 'D Oil', 'E Oil');
    expect(compiled(ordered(added, { asks })).speech).toBe(
      'I added A Bread and 1 more. Which: C Oil, D Oil or something else?',
    );
  });

  it('says the calm word only when there is room for it', () => {
    const emotion = { primary: 'anger', intensity: 0.9 };
    const angry = compiled({ ...ordered([removed('A')]), emotion });
    expect(angry.text).toBe("I'm sorry for the trouble. I took 1 × A out of your cart.");
    expect(angry.speech).toBe('I took A out of your cart.');
  });
});

/** The start of every list of names in these facts, so that they can be counted in what is spoken. */
const many = fixtureProducts.slice(0, 9).map((product, at) => ({ ...product, name: `Name${at}x` }));
const namesIn = (speech: string) => new Set(speech.match(/Name\d+x/gu)).size;
const named = many.map(({ id, name }) => ({ productId: id, name, quantity: 1 }));

it.each([
  ['a search', { intents: [intent('search_products')], ...found('x', many) }],
  [
    'a comparison',
    {
      intents: [intent('compare')],
      ...results(many.map((product) => ({ title: product.name, products: [product] }))),
    },
  ],
  ['the usual order', ordered([{ kind: 'usual_shown', lines: named, leftOut: named }])],
  ['lines without a price', ordered([{ kind: 'unpriced', names: many.map(({ name }) => name) }])],
  ['nothing found', ordered([{ kind: 'no_match', said: 'x', near: many.map(({ name }) => name) }])],
  [
    'moved prices',
    ordered([
      {
        kind: 'confirm_changed',
        changes: named.map((line) => ({ ...line, kind: 'price' as const, fromCents: 1, toCents: 2 })),
      },
    ]),
  ],
  [
    'the cart',
    ordered([{ kind: 'cart_shown' }], {
      priced: cartOf(many.map(({ name }) => ({ name, quantity: 1, unitPriceCents: 100 }))),
    }),
  ],
  [
    'what runs out',
    {
      reorder: {
        said: '',
        items: named.map((item) => ({ ...item, status: 'due' as const, probability: 1, evidence: 'Often.' })),
        abstention: null,
      },
    },
  ],
  [
    'a question on many',
    {
      intents: [intent('product_question', { aspect: 'diet', diet: 'vegan' })],
      ...found('', many, {
        query: {
          text: '',
          excludeTerms: [],
          alpha: 0,
          filters: { productIds: ['x'] },
          limit: 9,
          offset: 0,
          sort: 'relevance',
        },
      }),
    },
  ],
] as const)('names no more than three products aloud: %s', (_, facts) => {
  expect(namesIn(compiled(facts).speech)).toBeLessThanOrEqual(3);
});

it('does not sound pleased with an angry shopper', () => {
  const emotion = { primary: 'anger', intensity: 0.9 };
  expect(compiled({ intents: [intent('small_talk')], emotion }).speech).toBe(
    "I'm sorry for the trouble. What can I do for you?",
  );
});

it('gives the same products, citations, question and cart for text and voice', () => {
  for (const facts of [
    { intents: [intent('search_products')], ...found('oat milk', [fixture('oatly-original')]) },
    ordered([{ kind: 'no_orders' }], { asks: question('What now?') }),
  ]) {
    const text = compiled({ ...facts, mode: 'text' });
    expect(compiled({ ...facts, mode: 'voice' })).toEqual(text);
  }
});
