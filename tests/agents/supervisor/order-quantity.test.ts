import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { readOrderedThings, totalOrdered } from '#agents/supervisor/order-quantity.ts';
import { createServedBeside, type ServedBeside } from '#agents/supervisor/served-beside.ts';
import { readShippedProducts } from '#infra/catalogue/shipped-catalogue.ts';

let servedBeside: ServedBeside;
beforeAll(async () => {
  servedBeside = createServedBeside(await readShippedProducts());
});

describe('the total of an order sentence', () => {
  it.each([
    ['counts number words, digits and articles', 'get me three calzones 2 salads and a lemonade', 6],
    ['counts dozens and pairs', 'a dozen wings half a dozen rolls and a couple of brownies', 20],
    ['counts containers by their number', 'two bags of pretzels and a bottle of water', 3],
    ['reads a multiplier', 'a large falafel wrap x 4', 4],
    ['does not count sizes', 'one 14 inch margherita and a two liter ginger ale', 2],
    ['does not count what describes a thing', 'a large three topping calzone', 1],
    ['does not count portions of what goes in', 'a mocha with two pumps of vanilla and a lot of foam', 1],
    ['does not count the form that a thing comes in', 'two calzones with a thick crust', 2],
    ['does not count for how many it is', 'a paella for 6 people', 1],
    ['does not count what is refused', 'a gyro without a pickle no onions and no fries', 1],
    ['counts on after what is refused', 'a gyro with no onions and two sprites', 3],
    ['does not take a refusal for the order', "no thanks i'd like a falafel wrap", 1],
    ['counts what comes without a number once when it begins', 'falafel wrap with tahini and pickles', 1],
    ['counts drinks and sides without a number', 'i want two gyros with garlic sauce and fries', 3],
    ['counts what begins with its size', 'a gyro with onions and tahini large lentil soup', 2],
    ['does not count parts of what it counted', 'four wraps two with hummus and two with tahini', 4],
    ['does not count for what a thing is', "for my drink i'd like a root beer", 1],
    ['does not count how it shall be made', 'a latte and make it a large', 1],
    ['knows that an order is no thing', 'place an order for two lasagnas', 2],
    ['knows numbers in brands', 'a seven up and two dr peppers', 3],
    ['finds nothing in an answer', 'no thank you', 0],
  ])('%s: "%s"', (_, said, total) => {
    expect(totalOrdered(said, servedBeside)).toBe(total);
  });

  it('names what it counted', () => {
    expect(readOrderedThings('two large calzones with ham and a diet coke', servedBeside)).toEqual([
      { count: 2, words: ['large', 'calzone'] },
      { count: 1, words: ['diet', 'coke'] },
    ]);
  });

  it('reads any text without throwing, and counts whole things', () => {
    const word = fc.constantFrom(
      ...'a an two 3 dozen half of the with no for x one liter fries coke large order and i want ,'.split(
        ' ',
      ),
    );
    const sentence = fc.array(word, { maxLength: 40 }).map((said) => said.join(' '));
    fc.assert(
      fc.property(fc.oneof(sentence, fc.string({ unit: 'binary' })), (text) => {
        const total = totalOrdered(text, servedBeside);
        expect(Number.isInteger(total) && total >= 0).toBe(true);
      }),
    );
  });
});

describe('what is had beside a dish', () => {
  it('is learned from the departments of a catalogue', () => {
    const product = { brand: null, category: 'x', aliases: [], cuisines: [] };
    const beside = createServedBeside([
      { ...product, name: 'Cold Kvass', department: 'Beverages' },
      { ...product, name: 'Dark Kvass', department: 'Beverages' },
      { ...product, name: 'Sour Ajvar', department: 'Pantry' },
      { ...product, name: 'Mild Ajvar', department: 'Pantry' },
    ]);
    expect(beside(['kvass'], 0)).toBe(1);
    expect(beside(['ajvar'], 0)).toBe(0);
  });
});
