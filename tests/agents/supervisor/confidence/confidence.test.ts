import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type CalibrateIntents,
  createCalibration,
  probabilityOf,
} from '#agents/supervisor/confidence/calibrate-intents.ts';
import { CONFIDENCE_WEIGHTS } from '#agents/supervisor/confidence/confidence-weights.ts';
import { fitConfidence } from '#agents/supervisor/confidence/fit-confidence.ts';
import { EVIDENCE_SIZE } from '#agents/supervisor/confidence/intent-evidence.ts';
import { createUnderstanding } from '#agents/supervisor/create-understanding.ts';
import { EMPTY_FOCUS } from '#agents/supervisor/dialogue-focus.ts';
import { createRouter } from '#agents/supervisor/router/route-prior.ts';
import type { Understand } from '#agents/supervisor/understanding.ts';
import { readRouterWeightsFile } from '#infra/models/router-weights-file.ts';
import { shippedVocabulary } from '#tests/agents/supervisor/shipped-vocabulary.ts';
import { calibrationError } from '#tests/benchmarks/reliability.ts';
import { seededChance } from '#tests/tools/seeded-chance.ts';

describe('fitting confidence', () => {
  it('finds the probabilities that made the outcomes, also of evidence it has not seen', () => {
    const chance = seededChance(7);
    const draw = () => {
      const evidence = [1, chance() * 6 - 3, Number(chance() < 0.3)];
      return { evidence, isRight: chance() < probabilityOf(evidence, [0.4, 1.2, -2]), weight: 1 };
    };
    const weights = fitConfidence(Array.from({ length: 4000 }, draw));
    const unseen = Array.from({ length: 4000 }, draw);
    const judged = unseen.map(({ evidence, isRight }) => ({
      probability: probabilityOf(evidence, weights),
      isRight,
    }));
    expect(calibrationError(judged)).toBeLessThan(0.03);
    for (const [at, weight] of weights.entries()) expect(weight).toBeCloseTo([0.4, 1.2, -2][at] ?? 0, 0);
  });

  it('stays finite when everything was right, and says that it needs something to learn from', () => {
    const weights = fitConfidence([{ evidence: [1], isRight: true, weight: 5 }]);
    expect(probabilityOf([1], weights)).toBeGreaterThan(0.6);
    expect(probabilityOf([1], weights)).toBeLessThan(1);
    expect(() => fitConfidence([])).toThrow(/at least one/);
  });
});

describe('the confidence of intents', () => {
  let understand: Understand;
  let calibrate: CalibrateIntents;
  beforeAll(async () => {
    const vocabulary = await shippedVocabulary();
    understand = createUnderstanding(vocabulary);
    calibrate = createCalibration(CONFIDENCE_WEIGHTS, createRouter(readRouterWeightsFile()), vocabulary);
  });
  const judged = (message: string) => {
    const request = { message, focus: EMPTY_FOCUS, cartProducts: [] };
    return calibrate(request, understand(request).intents);
  };

  it('has a weight for each piece of evidence', () => {
    expect(CONFIDENCE_WEIGHTS).toHaveLength(EVIDENCE_SIZE);
  });

  it.each([
    ['add 2 bananas to my cart', 'add flurbs to the gronk'],
    ['remove the milk', 'remove the alarm for tomorrow at seven'],
  ])('is higher for “%s” than for “%s”', (clear, strange) => {
    expect(judged(clear)[0]!.confidence).toBeGreaterThan(judged(strange)[0]!.confidence);
  });

  it('is a probability for anything that is said, and changes nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (message) => {
        const request = { message, focus: EMPTY_FOCUS, cartProducts: [] };
        const { intents } = understand(request);
        const told = calibrate(request, intents);
        expect(told.map(({ confidence: _, ...rest }) => rest)).toEqual(
          intents.map(({ confidence: _, ...rest }) => rest),
        );
        for (const { confidence } of told) expect(confidence >= 0 && confidence <= 1).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
