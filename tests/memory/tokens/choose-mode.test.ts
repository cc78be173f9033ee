import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseMode } from '#memory/tokens/choose-mode.ts';

describe('chooseMode', () => {
  it.each([
    [0, null, 'full'],
    [4_999, 'full', 'full'],
    [5_000, 'full', 'balanced'],
    [19_999, 'balanced', 'balanced'],
    [20_000, 'balanced', 'safe'],
    [20_000, null, 'safe'],
  ] as const)('at %i tokens after %s is %s', (tokens, previous, mode) => {
    expect(chooseMode(tokens, previous)).toBe(mode);
  });

  it.each([
    [4_600, 'balanced', 'balanced'],
    [4_400, 'balanced', 'full'],
    [18_500, 'safe', 'safe'],
    [17_900, 'safe', 'balanced'],
    [4_600, 'safe', 'balanced'],
  ] as const)('at %i tokens coming down from %s is %s', (tokens, previous, mode) => {
    expect(chooseMode(tokens, previous)).toBe(mode);
  });

  it('never takes unknown tokens for a full budget', () => {
    expect([null, 'full', 'balanced', 'safe'].map((previous) => chooseMode(null, previous as never))).toEqual(
      ['safe', 'safe', 'balanced', 'safe'],
    );
  });

  it('does not change its mind when asked again about the same tokens', () => {
    const mode = fc.constantFrom(null, 'full', 'balanced', 'safe');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), mode, (tokens, previous) => {
        const first = chooseMode(tokens, previous as never);
        expect(chooseMode(tokens, first)).toBe(first);
      }),
    );
  });
});
