import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#infra/compose/seeded-random.ts';
import { type Choice, chancesOf } from '#personalization/ranking/choice-model.ts';
import { readTaste, writeTaste } from '#personalization/ranking/kept-taste.ts';
import { learnSharedWeights } from '#personalization/ranking/shared-weights.ts';
import { learnFromLists, type ShownList, withList } from '#personalization/ranking/shown-lists.ts';
import {
  FIRST_PRIOR,
  SIGNALS,
  type Signal,
  scoreOf,
  type WeightPrior,
  weightOf,
} from '#personalization/ranking/signals.ts';
import { learnChoice, NO_TASTE, surenessOf, type Taste, weightsOf } from '#personalization/ranking/taste.ts';

const signalsWith = (values: Partial<Record<Signal, number>>) =>
  SIGNALS.slice(0, -1).map((signal) => values[signal] ?? 0);
const seen = (...values: readonly Partial<Record<Signal, number>>[]) =>
  values.map((one, index) => ({ signals: signalsWith(one), place: index + 1 }));

function tasteAfter(
  times: number,
  choice: Omit<Choice, 'outcome'>,
  outcome: Choice['outcome'] = 'chosen',
  prior: WeightPrior = FIRST_PRIOR,
): Taste {
  let taste = NO_TASTE;
  for (let time = 0; time < times; time += 1) taste = learnChoice(taste, { ...choice, outcome }, prior);
  return taste;
}
const dearLast = seen({ cheapness: 1 }, { cheapness: 0 }, { cheapness: -1 });
const prices = seen({ cheapness: -1 }, { cheapness: 0 }, { cheapness: 1 });

describe('a taste', () => {
  it('is what is assumed of all until something is chosen', () => {
    expect(weightsOf(NO_TASTE, FIRST_PRIOR)).toEqual(FIRST_PRIOR.mean);
    expect(surenessOf(NO_TASTE, FIRST_PRIOR)).toBe(0);
  });

  it('is drawn to what is chosen again and again, and away from what is turned down', () => {
    const chose = (times: number) =>
      weightOf(weightsOf(tasteAfter(times, { seen: prices, which: 2 }), FIRST_PRIOR), 'cheapness');
    expect(chose(2)).toBeGreaterThan(0.1);
    expect(chose(10)).toBeGreaterThan(chose(2));
    const refused = tasteAfter(10, { seen: prices, which: 2 }, 'turned_down');
    expect(weightOf(weightsOf(refused, FIRST_PRIOR), 'cheapness')).toBeLessThan(-0.1);
    expect(surenessOf(tasteAfter(10, { seen: prices, which: 2 }), FIRST_PRIOR)).toBeGreaterThan(0);
  });

  it('learns little from a first place that was chosen, and much from a low one', () => {
    const high = tasteAfter(3, {
      seen: [...prices].reverse().map((one, at) => ({ ...one, place: at + 1 })),
      which: 0,
    });
    const low = tasteAfter(3, { seen: prices, which: 2 });
    const weight = (taste: Taste) => weightOf(weightsOf(taste, FIRST_PRIOR), 'cheapness');
    expect(weight(low)).toBeGreaterThan(1.3 * weight(high));
  });

  it('turns when the shopper does', () => {
    let taste = tasteAfter(40, { seen: prices, which: 2 });
    for (let time = 0; time < 40; time += 1) {
      taste = learnChoice(taste, { seen: dearLast, which: 2, outcome: 'chosen' }, FIRST_PRIOR);
    }
    expect(weightOf(weightsOf(taste, FIRST_PRIOR), 'cheapness')).toBeLessThan(0);
  });

  it('stays finite whatever is chosen, and its chances stay chances', () => {
    const value = fc.double({ min: -50, max: 50, noNaN: true });
    const list = fc.array(fc.array(value, { minLength: SIGNALS.length - 1, maxLength: SIGNALS.length - 1 }), {
      minLength: 2,
      maxLength: 6,
    });
    const event = fc.tuple(list, fc.nat(5), fc.constantFrom('chosen' as const, 'turned_down' as const));
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 8 }), (events) => {
        let taste = NO_TASTE;
        expect(surenessOf(taste, FIRST_PRIOR)).toBe(0);
        for (const [rows, which, outcome] of events) {
          const shown = rows.map((signals, at) => ({ signals, place: at + 1 }));
          taste = learnChoice(taste, { seen: shown, which: which % rows.length, outcome }, FIRST_PRIOR);
          const weights = weightsOf(taste, FIRST_PRIOR);
          expect(weights.every(Number.isFinite)).toBe(true);
          const chances = chancesOf(Float64Array.from(weights), shown);
          expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1);
          expect(surenessOf(taste, FIRST_PRIOR)).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is read as it was written, and begins anew when it was written of other signals', () => {
    const taste = tasteAfter(5, { seen: prices, which: 2 });
    const text = writeTaste(taste);
    expect(text.length).toBeLessThan(2_500);
    const read = weightsOf(readTaste(text), FIRST_PRIOR);
    for (const [at, weight] of weightsOf(taste, FIRST_PRIOR).entries())
      expect(read[at]).toBeCloseTo(weight, 3);
    const other = JSON.parse(text);
    other.memories[0].pull.pop();
    expect(readTaste(JSON.stringify(other))).toEqual(NO_TASTE);
  });
});

describe('lists that were shown', () => {
  const list = (at: number, ...productIds: readonly string[]): ShownList => ({
    at,
    products: productIds.map((productId, index) => ({
      productId,
      place: index + 1,
      signals: signalsWith({ cheapness: index }),
    })),
  });
  const choose = (lists: readonly ShownList[], productId: string, at: number) =>
    learnFromLists(
      { lists, taste: NO_TASTE },
      { productIds: [productId], outcome: 'chosen', at, prior: FIRST_PRIOR },
    );

  it('come to the same in whatever order they are told of', () => {
    const [a, b, c] = [list(1, 'x', 'y'), list(2, 'x', 'z'), list(3, 'v', 'w')];
    expect(withList(withList(withList([], c), a), b)).toEqual(withList(withList(withList([], a), b), c));
  });

  it('teach by the latest one that held what was chosen, once', () => {
    const lists = [list(1, 'x', 'y', 'z'), list(2, 'z', 'y')];
    const first = choose(lists, 'z', 3);
    expect(first?.taste.choices).toBe(1);
    expect(first?.lists[1]?.products.map(({ productId }) => productId)).toEqual(['y']);
    expect(first?.lists[0]).toBe(lists[0]);
  });

  it('teach nothing before they are shown, after the visit, or of what was not on them', () => {
    const lists = [list(100, 'x', 'y')];
    expect(choose(lists, 'x', 99)).toBeNull();
    expect(choose(lists, 'x', 100 + 24 * 3_600_000)).toBeNull();
    expect(choose(lists, 'elsewhere', 101)).toBeNull();
    expect(choose(lists, 'x', 101)?.taste.choices).toBe(1);
  });
});

describe('the weights of all', () => {
  const random = seededRandom(5);
  /** A shopper of a taste for cheap things, seen in so many choices. */
  const shopper = (cheap: number, choices: number) => {
    let taste = NO_TASTE;
    for (let count = 0; count < choices; count += 1) {
      const shown = Array.from({ length: 5 }, (_, at) => ({
        signals: signalsWith({ cheapness: 2 * random() - 1 }),
        place: at + 1,
      }));
      const truth = Float64Array.from(
        SIGNALS.map((signal) => (signal === 'cheapness' ? cheap : signal === 'place' ? 1 : 0)),
      );
      let rest = random();
      const which = chancesOf(truth, shown).findIndex((chance) => {
        rest -= chance;
        return rest <= 0;
      });
      taste = learnChoice(taste, { seen: shown, which: Math.max(0, which), outcome: 'chosen' }, FIRST_PRIOR);
    }
    return taste.memories[0]!;
  };
  const at = SIGNALS.indexOf('cheapness');

  it('are where shoppers agree, and as wide as they differ', async () => {
    const alike = Array.from({ length: 40 }, () => shopper(1.5, 60));
    const apart = Array.from({ length: 40 }, (_, index) => shopper(index % 2 === 0 ? 3 : -1, 60));
    const same = await learnSharedWeights(alike, async () => {});
    const different = await learnSharedWeights(apart, async () => {});
    expect(same.mean[at]).toBeGreaterThan(1);
    expect(same.mean[at]).toBeLessThan(2);
    expect(different.variance[at]).toBeGreaterThan(4 * same.variance[at]!);
  });

  it('stay as they are at first while nobody chose', async () => {
    const prior = await learnSharedWeights([], async () => {});
    for (const [index, mean] of prior.mean.entries()) expect(mean).toBeCloseTo(FIRST_PRIOR.mean[index]!, 3);
    expect(scoreOf(prior.mean, signalsWith({ relevance: 2 }))).toBeCloseTo(2);
  });
});
