import { expect, it } from 'vitest';
import { createStaticEncoder } from '#infra/models/static/static-encoder.ts';
import { makeUpTexts } from '#infra/models/static/training/made-up-texts.ts';
import {
  principalAxes,
  projectRows,
  type VectorTable,
} from '#infra/models/static/training/principal-axes.ts';
import { createRandom, pick } from '#infra/models/static/training/random.ts';
import { OPEN_FILES } from '#infra/models/static/training/read-texts.ts';
import { trainVectors } from '#infra/models/static/training/train-vectors.ts';
import { encodeStaticVectors } from '#infra/models/static/vectors-file.ts';

const GROUPS = [
  ['cat', 'dog', 'hamster', 'parrot'],
  ['tea', 'coffee', 'juice', 'water'],
  ['sofa', 'chair', 'table', 'lamp'],
] as const;

/** A teacher that knows three kinds of things: a text points where the things in it point. */
async function teach(texts: readonly string[]) {
  const dimension = 8;
  const numbers = new Float32Array(texts.length * dimension);
  for (const [row, text] of texts.entries()) {
    const vector = GROUPS.map((group) => group.filter((word) => text.includes(word)).length + 0.01);
    const length = Math.hypot(...vector);
    for (const [at, value] of vector.entries()) numbers[row * dimension + at] = value / length;
  }
  return { dimension, numbers };
}

function train(seed: number) {
  const random = createRandom(3);
  const texts = Array.from({ length: 3_000 }, (_, number) => {
    const group = pick(random, GROUPS);
    return `text ${number}: the ${pick(random, group)} and the ${pick(random, group)} are ${pick(random, ['nice', 'old', 'new'])}`;
  });
  return trainVectors({
    texts,
    madeUp: [],
    vocabulary: ['##s', 'the', ...GROUPS.flat()],
    teach,
    rows: 120,
    dimension: 3,
    epochs: 4,
    seed,
    onProgress: () => undefined,
  });
}

it('fits words to what the teacher says of whole texts', async () => {
  const { vectors, figures } = await train(1);
  const encoder = createStaticEncoder(vectors);
  const likeness = (left: string, right: string) => {
    const other = encoder.encode(right);
    return encoder.encode(left).reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
  };
  expect(likeness('the parrot', 'the hamster')).toBeGreaterThan(0.9);
  expect(likeness('the parrot', 'the lamp')).toBeLessThan(0.3);
  expect(figures.correlation).toBeGreaterThan(0.95);
});

it('gives the same file for the same texts and another for another seed', async () => {
  const [one, again, other] = await Promise.all([train(1), train(1), train(2)]);
  expect(encodeStaticVectors(again.vectors).equals(encodeStaticVectors(one.vectors))).toBe(true);
  expect(other.vectors.model).not.toBe(one.vectors.model);
});

it('keeps the likenesses that a few axes can hold', () => {
  const random = createRandom(5);
  const numbers = Float32Array.from({ length: 400 * 6 }, (_, at) =>
    at % 6 < 2 ? random() - 0.5 : 1e-3 * random(),
  );
  const table = { dimension: 6, numbers };
  const projected = projectRows(table, principalAxes(table, 2));
  const cosine = (row: number, other: number, { dimension, numbers: all }: VectorTable) => {
    const [left, right] = [row, other].map((at) => all.subarray(at * dimension, (at + 1) * dimension));
    const dot = left!.reduce((sum, value, at) => sum + value * (right![at] ?? 0), 0);
    return dot / (Math.hypot(...left!) * Math.hypot(...right!));
  };
  for (const row of [1, 50, 399]) expect(cosine(0, row, projected)).toBeCloseTo(cosine(0, row, table), 1);
});

it('makes up whole texts, the same for the same seed', () => {
  const texts = makeUpTexts(createRandom(1), 2_000);
  expect(makeUpTexts(createRandom(1), 2_000)).toEqual(texts);
  expect(new Set(texts).size).toBe(2_000);
  for (const text of texts) expect(text).not.toMatch(/[{}]|undefined|^\s|\s$|^$/u);
});

it('reads nothing that is judged or that its licence keeps from being used', () => {
  for (const { file } of OPEN_FILES) {
    expect(file).not.toMatch(
      /memory|search\/|instacart|food_orders|ocado|dev\.|heldout|tafeng|dunnhumby|carbo|coop/u,
    );
  }
});
