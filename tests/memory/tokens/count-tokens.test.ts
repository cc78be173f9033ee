import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTokens } from '#memory/tokens/count-tokens.ts';

describe('countTokens', () => {
  // The right-hand figures are those of the o200k vocabulary.
  it.each([
    ['', 0],
    ['Ich hätte gerne zwei Liter Milch und ein Roggenbrot', 11],
    ['Quiero dos litros de leche y pan integral por favor', 11],
    ['पनीर और दाल चाहिए', 7],
    ['牛乳とパンをください', 6],
    ['أريد حليب وخبز', 7],
    ['😀🛒🥛', 6],
  ])('is near the truth for %j', (text, tokens) => {
    expect(Math.abs(countTokens(text) - tokens)).toBeLessThanOrEqual(1);
  });

  it('never counts less for more text, and puts words together at no extra cost', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(text, text, (left, right) => {
        const both = countTokens(`${left}\n${right}`);
        expect(both).toBeGreaterThanOrEqual(Math.max(countTokens(left), countTokens(right)));
        expect(both).toBeLessThanOrEqual(countTokens(left) + countTokens(right) + 1);
      }),
    );
  });
});
