import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashedNgramVector } from '#memory/semantic/hashed-ngram-vector.ts';

const cosine = (left: string, right: string): number => {
  const [one, other] = [hashedNgramVector(left), hashedNgramVector(right)];
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
};

describe('hashedNgramVector', () => {
  it('brings spellings and inflections of a word near each other', () => {
    expect(cosine('mozzarella', 'mozarella')).toBeGreaterThan(0.45);
    expect(cosine('strawberries', 'strawberry')).toBeGreaterThan(0.9);
    expect(cosine('mozzarella', 'detergent')).toBeLessThan(0.3);
  });

  it('has length one, or is all zeros without words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const squares = hashedNgramVector(text).reduce((sum, value) => sum + value * value, 0);
        expect(squares === 0 || Math.abs(squares - 1) < 1e-4).toBe(true);
      }),
    );
    expect(hashedNgramVector('?! 😀').every((value) => value === 0)).toBe(true);
  });

  it('reads words in any script', () => {
    expect(cosine('दाल मखनी', 'दाल')).toBeGreaterThan(0.4);
    expect(cosine('김치', '김치')).toBeCloseTo(1);
  });
});
