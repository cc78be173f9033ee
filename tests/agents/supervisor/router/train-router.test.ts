import { describe, expect, it } from 'vitest';
import { createRouter } from '#agents/supervisor/router/route-prior.ts';
import { setAside } from '#agents/supervisor/router/routed-text.ts';
import { encodeRouterWeights } from '#agents/supervisor/router/router-weights.ts';
import { trainRouter } from '#agents/supervisor/router/train-router.ts';
import { PATTERN_TEXTS } from './routed-texts.ts';

describe('training the router', () => {
  it('carries what sentences have in common over to a word that it has never seen', () => {
    const router = createRouter(trainRouter(PATTERN_TEXTS));
    expect(router.route('please put kohlrabi on my list').route).toBe('cart_change');
    expect(router.route('what about kohlrabi is on my list so far').route).toBe('cart_read');
    expect(router.route('when will my kohlrabi arrive').route).toBe('order_status');
  });

  it('makes the same weights of the same texts, and others of another seed', () => {
    const first = encodeRouterWeights(trainRouter(PATTERN_TEXTS, 1));
    expect(encodeRouterWeights(trainRouter(PATTERN_TEXTS, 1))).toEqual(first);
    expect(encodeRouterWeights(trainRouter(PATTERN_TEXTS, 2))).not.toEqual(first);
  });

  it('names what it was trained on, each text once however often it was said', () => {
    const { header } = trainRouter([...PATTERN_TEXTS, ...PATTERN_TEXTS]);
    expect(header.trainedOn).toEqual({ patterns: PATTERN_TEXTS.length });
  });

  it('says what is missing when there is nothing to train on', () => {
    expect(() => trainRouter([])).toThrow(/at least one text/);
  });
});

describe('setting texts aside', () => {
  const text = (said: string, conversation: string | null = null) => ({
    text: said,
    route: 'other' as const,
    label: 'x',
    corpus: 'c',
    conversation,
  });

  it('keeps spellings of one text on one side', () => {
    const sides = Array.from({ length: 200 }, (_, at) => [
      text(`Number ${at}, please!`),
      text(`number ${at} please`),
    ]).map((pair) => setAside(pair, 0.5, 'test').aside.length);
    expect(new Set(sides)).toEqual(new Set([0, 2]));
  });

  it('keeps the turns of a conversation on one side', () => {
    const sides = Array.from(
      { length: 200 },
      (_, at) => setAside([text(`first ${at}`, `c${at}`), text(`second ${at}`, `c${at}`)], 0.5, 'test').aside,
    ).map((aside) => aside.length);
    expect(new Set(sides)).toEqual(new Set([0, 2]));
  });

  it('sets about the share aside that was asked for', () => {
    const texts = Array.from({ length: 2000 }, (_, at) => text(`text ${at}`));
    const { aside, kept } = setAside(texts, 0.2, 'test');
    expect(aside.length + kept.length).toBe(2000);
    expect(aside.length / 2000).toBeCloseTo(0.2, 1);
  });
});
