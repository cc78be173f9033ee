import { describe, expect, it } from 'vitest';
import { termsOf } from '#memory/semantic/terms.ts';

describe('termsOf', () => {
  it.each([
    ['berry', 'berries'],
    ['tomato', 'tomatoes'],
    ['bake', 'baking'],
    ['bake', 'baked'],
    ['chop', 'chopped'],
    ['peach', 'peaches'],
    ['oat', 'oats'],
    ['cake', 'cakes'],
    ['slice', 'sliced'],
  ])('joins %s and %s', (one, other) => {
    expect(termsOf(one)).toEqual(termsOf(other));
  });

  it.each([
    ['gas', 'ga'],
    ['rice', 'ring'],
    ['bread', 'bred'],
    ['couscous', 'couscou'],
    ['cheese', 'chees!y'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(termsOf(one)).not.toEqual(termsOf(other));
  });

  it('leaves out words without meaning but keeps negations', () => {
    expect(termsOf('What did I tell you about the nuts?')).toEqual(['tell', 'nut']);
    expect(termsOf("no nuts, I don't eat them")).toEqual(['no', 'nut', 'dont', 'eat']);
  });
});
