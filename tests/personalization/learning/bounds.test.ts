import { describe, expect, it } from 'vitest';
import { logBeta } from '#personalization/learning/beta.ts';
import { observe } from '#personalization/learning/evidence.ts';
import { expireObservations } from '#personalization/learning/expire-observations.ts';
import { factMark, withoutForgotten } from '#personalization/learning/forgotten-facts.ts';
import { graphChangeOf } from '#personalization/learning/graph-change.ts';
import { learnQuantityHabit, usualQuantity } from '#personalization/learning/usual-quantity.ts';

const opened = graphChangeOf(
  { eventId: 'e1', shopperId: 'ana', kind: 'click', at: 1_000, productId: 'milk', source: 'test' },
  2_000,
);
const isOpened = (operations: typeof opened.operations) => operations.some(({ kind }) => kind === 'observe');

describe('moments', () => {
  it('what happened at the very moment that a fact was forgotten is not learned', () => {
    const observed = opened.operations.find(({ kind }) => kind === 'observe');
    if (observed?.kind !== 'observe') throw new Error('A click observes nothing.');
    const forgottenAt = (until: number) =>
      withoutForgotten(opened, new Map([[factMark('ana', observed.edge), until]])).operations;
    expect(isOpened(forgottenAt(1_000))).toBe(false);
    expect(isOpened(forgottenAt(999))).toBe(true);
  });

  it('what was recorded at the very moment from which it is kept stays', () => {
    expect(expireObservations([opened], 2_000).events).toEqual([]);
    expect(expireObservations([opened], 2_001).events).toHaveLength(1);
  });
});

describe('amounts and chances', () => {
  it('leaves out of the usual range the tenth at either end', () => {
    const packs = [1, ...Array.from({ length: 18 }, () => 3), 9];
    const { amounts } = packs.reduce<ReturnType<typeof observe> | null>(
      (evidence, quantity, at) => observe(evidence, { at, quantity }),
      null,
    )!;
    expect(usualQuantity(amounts!, learnQuantityHabit([amounts!]))).toMatchObject({
      packs: 3,
      low: 3,
      high: 3,
    });
  });

  it('knows the beta function to nine digits', () => {
    expect(logBeta(2, 3)).toBeCloseTo(Math.log(1 / 12), 9);
    expect(logBeta(0.5, 0.5)).toBeCloseTo(Math.log(Math.PI), 9);
  });
});
