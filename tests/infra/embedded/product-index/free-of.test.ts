import { describe, expect, it } from 'vitest';
import { deniedWords } from '#infra/embedded/product-index/denied-words.ts';
import { freeOf } from '#infra/embedded/product-index/read-query.ts';

describe('what the words of a query deny in place', () => {
  it.each([
    ['peanut-free crackers', ['peanut']],
    ['crackers free from sesame', ['sesame']],
    ['wheat and soy free noodles', ['wheat', 'soy']],
    ['dairyless dessert', ['dairy']],
    ['milk free chocolate', ['dairy']],
    ['meat-free mince', ['meat']],
    ['eggs free range', []],
    ['fish less than 5 dollars', []],
    ['sugar free gum', []],
    ['eggs', []],
  ])('reads %j', (text, facts) => {
    expect(new Set(freeOf(text))).toEqual(new Set(facts));
  });

  it('knows what a name says it is without', () => {
    expect(deniedWords(['unsalted', 'cashew'])).toEqual(new Set(['salted', 'salt']));
    expect(deniedWords(['united', 'airline'])).toEqual(new Set());
  });
});
