import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from '#agents/search/edit-distance.ts';

describe('the edit distance', () => {
  it.each([
    ['mlik', 'milk', 2, 1],
    ['kitten', 'sitting', 3, 3],
    ['', 'oat', 3, 3],
    ['', '', 0, 0],
  ])('from “%s” to “%s” within %d is %d', (left, right, limit, distance) => {
    expect(editDistance(left, right, limit)).toBe(distance);
  });

  it('is one more than the limit for all that lies beyond it', () => {
    expect(editDistance('milk', 'chocolate', 2)).toBe(3);
    expect(editDistance('kitten', 'sitting', 2)).toBe(3);
    expect(editDistance('flour', 'bread', 1)).toBe(2);
  });

  it('is the same both ways, 0 only for the same word, and never beyond the limit by more than one', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 8 }), (left, right, limit) => {
        const distance = editDistance(left, right, limit);
        expect(editDistance(right, left, limit)).toBe(distance);
        expect(distance === 0).toBe(left === right);
        expect(distance).toBe(Math.min(editDistance(left, right, 7), limit + 1));
      }),
    );
  });
});
