import { statSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRouter } from '#agents/supervisor/router/route-prior.ts';
import {
  decodeRouterWeights,
  encodeRouterWeights,
  RouterWeightsError,
} from '#agents/supervisor/router/router-weights.ts';
import { trainRouter } from '#agents/supervisor/router/train-router.ts';
import { ROUTER_WEIGHTS_FILE, readRouterWeightsFile } from '#infra/models/router-weights-file.ts';
import { PATTERN_TEXTS } from './routed-texts.ts';

describe('a file of router weights', () => {
  it('is read back as it was written, from any place in memory', () => {
    const weights = trainRouter(PATTERN_TEXTS);
    const bytes = encodeRouterWeights(weights);
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    expect(decodeRouterWeights(shifted.subarray(1))).toEqual(weights);
  });

  it.each([
    ['another file', () => new TextEncoder().encode('id,name\n1,milk\n')],
    ['an empty file', () => new Uint8Array(0)],
    ['one cut short', () => encodeRouterWeights(trainRouter(PATTERN_TEXTS)).slice(0, -10)],
    ['one with a damaged header', () => encodeRouterWeights(trainRouter(PATTERN_TEXTS)).fill(0x7b, 8, 40)],
  ])('refuses %s and names the command that makes a good one', (_, damaged) => {
    expect(() => decodeRouterWeights(damaged())).toThrow(RouterWeightsError);
    expect(() => decodeRouterWeights(damaged())).toThrow(/npm run train:router/);
  });
});

describe('the shipped router', () => {
  const router = createRouter(readRouterWeightsFile());

  it('takes less than a megabyte', () => {
    expect(statSync(ROUTER_WEIGHTS_FILE).size).toBeLessThan(1_000_000);
  });

  it.each([
    ['could you get the paper towels off my shopping list', 'cart_change'],
    ['what have i got on my shopping list right now', 'cart_read'],
    ['has the order i placed on friday been shipped', 'order_status'],
    ['how many calories does a bagel have', 'food_info'],
    ['good evening to you', 'general'],
    ['yep that sounds right', 'control'],
    ['wake me up at seven tomorrow', 'other'],
  ])('knows what "%s" is about', (text, route) => {
    expect(router.route(text).route).toBe(route);
  });

  it('is less sure of a text without a known word than of a plain one', () => {
    expect(router.route('zxqv').probability).toBeLessThan(router.route('thank you so much').probability);
  });

  it('answers probabilities that sum to one for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ maxLength: 5000 })), (text) => {
        const { distribution, probability, route } = router.route(text);
        const chances = Object.values(distribution);
        expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9);
        expect(probability).toBe(Math.max(...chances));
        expect(distribution[route]).toBe(probability);
      }),
    );
  });
});
