import { describe, expect, it } from 'vitest';
import { seededRandom } from '#infra/compose/seeded-random.ts';
import {
  type Evidence,
  type ListwiseNetwork,
  networkScores,
} from '#personalization/population/listwise-network.ts';
import { meanScores, sharesOf } from '#personalization/population/network-ensemble.ts';

const INPUTS = 9;

/** Weights far apart, so that units are asked all over the range of tanh. */
function networkOf(
  random: () => number,
  { hidden, mean = 0.5 }: { hidden: number; mean?: number },
): ListwiseNetwork {
  const size = hidden * INPUTS + 2 * hidden + INPUTS;
  return {
    inputs: INPUTS,
    hidden,
    means: Float64Array.from({ length: INPUTS }, (_, input) => mean + input / 10),
    scales: Float64Array.from({ length: INPUTS }, (_, input) => 0.1 + input / 20),
    weights: Float64Array.from({ length: size }, () => (random() - 0.5) * 10 ** (3 * random() - 1.5)),
  };
}

function evidenceOf(random: () => number, { rows, shared }: { rows: number; shared: number }): Evidence {
  const numbers = (length: number) => Float32Array.from({ length }, () => 3 * random() - 1);
  const varying = INPUTS - shared;
  return shared === 0
    ? { rows: numbers(rows * varying) }
    : { rows: numbers(rows * varying), shared: numbers(shared) };
}

/** The mean of what each network says by itself. */
function oneByOne(networks: readonly ListwiseNetwork[], evidence: Evidence): readonly number[] {
  const all = networks.map((network) => networkScores(network, evidence));
  return Array.from(
    all[0] ?? [],
    (_, row) => all.reduce((sum, scores) => sum + (scores[row] as number), 0) / all.length,
  );
}

function furthest(one: ArrayLike<number>, other: ArrayLike<number>): number {
  expect(one.length).toBe(other.length);
  return Math.max(...Array.from(one, (value, at) => Math.abs(value - (other[at] as number))));
}

describe('networks asked together', () => {
  it.each([
    { rows: 1, shared: 0 },
    { rows: 2, shared: 4 },
    { rows: 43, shared: 3 },
    { rows: 64, shared: 8 },
    { rows: 301, shared: 0 },
  ])('say of $rows rows that share $shared inputs what each says by itself', (size) => {
    const random = seededRandom(size.rows);
    const networks = [12, 16, 3].map((hidden) => networkOf(random, { hidden }));
    for (let question = 0; question < 5; question += 1) {
      const evidence = evidenceOf(random, size);
      expect(furthest(meanScores(networks, evidence), oneByOne(networks, evidence))).toBeLessThan(1e-10);
    }
  });

  it('take the evidence each in its way where they were taught so', () => {
    const random = seededRandom(1);
    const networks = [networkOf(random, { hidden: 4 }), networkOf(random, { hidden: 4, mean: 0.1 })];
    const evidence = evidenceOf(random, { rows: 7, shared: 2 });
    expect(furthest(meanScores(networks, evidence), oneByOne(networks, evidence))).toBeLessThan(1e-12);
  });

  it('are told apart from others that begin with the same one', () => {
    const random = seededRandom(2);
    const [first, second, third] = [4, 4, 4].map((hidden) => networkOf(random, { hidden }));
    const evidence = evidenceOf(random, { rows: 5, shared: 2 });
    for (const networks of [[first, second], [first, third], [first]] as ListwiseNetwork[][]) {
      expect(furthest(meanScores(networks, evidence), oneByOne(networks, evidence))).toBeLessThan(1e-10);
    }
  });

  it('share out one among the rows as softmax does', () => {
    const random = seededRandom(3);
    const networks = [networkOf(random, { hidden: 5 })];
    const evidence = evidenceOf(random, { rows: 9, shared: 1 });
    const shares = [...sharesOf(networks, evidence)];
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    const weights = [...oneByOne(networks, evidence)].map(Math.exp);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (const [row, share] of shares.entries()) expect(share).toBeCloseTo((weights[row] ?? 0) / total, 9);
    expect(new Set(shares).size).toBe(9);
  });
});
