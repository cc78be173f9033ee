import { beforeAll, describe, expect, it } from 'vitest';
import { nextInterval } from '#personalization/features/next-interval.ts';
import { fromColumns, toColumns } from '#personalization/population/columns.ts';
import type { Population } from '#personalization/population/population.ts';
import { populationBytes, populationFrom } from '#personalization/population/population-format.ts';
import { openHistory } from '#tests/personalization/shopper-history.ts';
import { twoKinds } from './many-shoppers.ts';

describe('plain data by column', () => {
  it.each([
    ['nothing', null],
    ['a text', 'milk'],
    ['numbers of every size', [1, 300, -70_000, 0.5, 0.1, 1e15, Number.NaN]],
    ['no numbers', []],
    ['texts', ['', 'ä', '"']],
    ['truth', [true, false, null]],
    ['what is mixed', [1, 'a', null, { a: 1 }, [2], new Map([[1, 'x']])]],
    ['lists in lists', [[1], [], [2, 3], [[4]]]],
    [
      'records',
      [
        { a: 1, b: 'x' },
        { a: 2, b: 'y' },
      ],
    ],
    ['records of other fields', [{ a: 1 }, { b: 2 }, {}]],
    ['typed arrays', [Float32Array.of(0.5, 2), Float32Array.of(), Float32Array.of(3)]],
    ['other typed arrays', { a: Int32Array.of(-1), b: Float64Array.of(0.1), c: Uint8Array.of() }],
    [
      'maps of maps',
      new Map([
        ['a', { counts: new Map([[1, 2]]), total: 2 }],
        ['b', { counts: new Map(), total: 0 }],
      ]),
    ],
    ['no map', new Map()],
  ])('comes back as it was: %s', (_, value) => {
    expect(fromColumns(toColumns(value))).toEqual(value);
  });

  it('says no to what it cannot hold, and to bytes of something else', () => {
    expect(() => toColumns({ run: () => 1 })).toThrow(TypeError);
    expect(() => toColumns([{ a: undefined }])).toThrow(TypeError);
    expect(() => fromColumns(new Uint8Array(64))).toThrow(TypeError);
  });
});

describe('a population in bytes', () => {
  let population: Population;
  beforeAll(async () => {
    population = await twoKinds();
  });

  it('says of a shopper exactly what the one says that was learned', async () => {
    const again: Population = { version: population.version, ...populationFrom(populationBytes(population)) };
    const history = openHistory();
    for (const week of [0, 1, 2, 3]) await history.order(week * 7, { bread: 1, milk: 2 });
    const [before, after] = [await history.profile(population, 28), await history.profile(again, 28)];
    const said = (profile: typeof before) => {
      const { products, suggestions, companionsOf } = profile;
      const next = nextInterval('milk', [0, 7, 14, 21], profile)!;
      return {
        products,
        suggestions,
        companions: companionsOf!(['bread']),
        typicalDays: next.typicalDays,
        within: [3, 7, 8, 14, 40].map(next.shareWithin),
      };
    };
    expect(population.intervals?.networks).toHaveLength(4);
    expect(population.quantities?.networks).toHaveLength(4);
    expect(said(after)).toEqual(said(before));
    expect(said(after).suggestions).not.toEqual([]);
    const { version, ...learned } = population;
    expect(populationFrom(populationBytes(learned))).toEqual(learned);
  });
});
