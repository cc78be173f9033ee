import { describe, expect, it } from 'vitest';
import { seededRandom } from '#infra/compose/seeded-random.ts';
import { compileLayer, createTanhLayer, layerCode } from '#personalization/population/tanh-layer.ts';

const INPUTS = 3;
const UNITS = 16;
const ROWS = 4;
const FURTHEST = 4;
const DOUBLE = 8;

/** Where the test puts what the layer reads, in doubles. */
const AT = {
  rows: 0,
  weights: 16,
  values: 64,
  offsets: 80,
  atRest: 96,
  outputs: 112,
  scores: 128,
  measures: 160,
  source: 200,
};

describe.each([{ isFused: true }, { isFused: false }])('a layer of tanh units, $isFused', (variant) => {
  const compiled = compileLayer([layerCode(FURTHEST, variant)]);
  if (compiled === null) throw new Error('this processor has no vectors of two doubles');
  const layer = createTanhLayer(compiled, 4_096);
  const numbers = new Float64Array(layer.memory.buffer);
  const at = (place: number) => place * DOUBLE;

  it('weighs rows as the formula says, however far their inputs are', () => {
    const random = seededRandom(5);
    for (let round = 0; round < 200; round += 1) {
      const reach = 10 ** (4 * random() - 2);
      numbers.forEach((_, place) => {
        numbers[place] = (random() - 0.5) * reach;
      });
      const before = numbers.slice();
      layer.addScores(
        at(AT.rows),
        at(AT.weights),
        at(AT.atRest),
        at(AT.outputs),
        at(AT.scores),
        ROWS / 2,
        at(INPUTS),
        UNITS / 8,
      );
      for (let row = 0; row < ROWS; row += 1) {
        let score = before[AT.scores + row] as number;
        for (let unit = 0; unit < UNITS; unit += 1) {
          let sum = before[AT.atRest + unit] as number;
          for (let input = 0; input < INPUTS; input += 1) {
            const weight = AT.weights + (Math.floor(unit / 8) * INPUTS + input) * 8 + (unit % 8);
            sum += (before[weight] as number) * (before[AT.rows + row * INPUTS + input] as number);
          }
          score += (before[AT.outputs + unit] as number) * Math.tanh(sum);
        }
        expect(Math.abs((numbers[AT.scores + row] as number) - score)).toBeLessThan(
          1e-11 * Math.max(1, reach),
        );
      }
    }
  });

  it('rests units at what rows share', () => {
    numbers.forEach((_, place) => {
      numbers[place] = Math.sin(place);
    });
    const before = numbers.slice();
    layer.settle(at(AT.values), at(AT.weights), at(AT.offsets), at(AT.atRest), INPUTS, at(UNITS));
    for (let unit = 0; unit < UNITS; unit += 1) {
      let sum = before[AT.offsets + unit] as number;
      for (let input = 0; input < INPUTS; input += 1) {
        sum += (before[AT.weights + input * UNITS + unit] as number) * (before[AT.values + input] as number);
      }
      expect(numbers[AT.atRest + unit]).toBeCloseTo(sum, 12);
    }
  });

  it('measures inputs by mean and scale, and hears no more of those far off', () => {
    const rows = [1, 2, 1_000, -1, 0.5, -1_000];
    new Float32Array(layer.memory.buffer, at(AT.source), rows.length).set(rows);
    const means = [1, 1, 1];
    const inverses = [2, 4, 8];
    const weights = [1, 10, 100];
    const twice = (values: readonly number[]) => [...values, ...values];
    numbers.set([...twice(means), ...twice(inverses), ...weights, 0, 0, 0, 0, 0, 0, ...weights], AT.measures);
    layer.measure(at(AT.source), at(AT.rows), at(AT.measures), at(AT.scores), 1, at(2 * INPUTS));
    expect([...numbers.subarray(AT.rows, AT.rows + 6)]).toEqual([0, 4, 4, -4, -2, -4]);
    expect([...numbers.subarray(AT.scores, AT.scores + 2)]).toEqual([440, -424]);
  });
});

describe('a processor without such vectors', () => {
  it('gets no layer, and one that cannot fuse gets the other one', () => {
    const unknown = Uint8Array.of(0, 0x61, 0x73, 0x6d, 9, 9, 9, 9);
    expect(compileLayer([unknown])).toBeNull();
    expect(compileLayer([unknown, layerCode(FURTHEST, { isFused: false })])).not.toBeNull();
  });
});
