import {
  add,
  addBits,
  addDoubles,
  type Code,
  divide,
  get,
  isBelow,
  lane,
  least,
  load,
  loadDouble,
  loadSingles,
  loadTwice,
  minus,
  moduleOf,
  most,
  multiply,
  multiplyAdd,
  plus,
  raise,
  repeat,
  set,
  shiftLeft,
  store,
  storeDouble,
  subtract,
  twice,
  type WasmFunction,
  whole,
} from './wasm-code.ts';

/** The little of it that is used here; the types that come with Node name it without its members. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
  readonly validate: (bytes: Uint8Array<ArrayBuffer>) => boolean;
};

/**
 * A layer of tanh units with one output beside a linear part, over vectors of two doubles: V8 has no other way to these
 * than WebAssembly, and the networks of a profile take a quarter of the time (decision 0049). Rows are worked on two by
 * two. All parameters are addresses or numbers of bytes, but for how many pairs of rows and blocks of units there are.
 */
export interface TanhLayer {
  readonly memory: { readonly buffer: ArrayBuffer };
  /**
   * Measures rows of single numbers, and puts their linear parts where scores are. `scales` holds for two rows, one after
   * the other: means, inverse scales, then weights of the first row beside zeros, and zeros beside those of the second.
   */
  readonly measure: (
    source: number,
    rows: number,
    scales: number,
    scores: number,
    pairs: number,
    pairBytes: number,
  ) => void;
  /** What each unit rests at for inputs that rows share, already measured: offsets, and weights by input and unit. */
  readonly settle: (
    values: number,
    weights: number,
    offsets: number,
    atRest: number,
    inputs: number,
    unitBytes: number,
  ) => void;
  /**
   * Adds to each score what the units make of its row. Weights lie by block of `UNITS_AT_ONCE` units, input and unit; then
   * there is what each unit rests at, and its output weight.
   */
  readonly addScores: (
    rows: number,
    weights: number,
    atRest: number,
    outputs: number,
    scores: number,
    pairs: number,
    rowBytes: number,
    blocks: number,
  ) => void;
}

export const UNITS_AT_ONCE = 8;
export const ROWS_AT_ONCE = 2;
const PAGE_BYTES = 65_536;
const VECTOR_BYTES = 16;
const DOUBLE_BYTES = 8;

/** Of three on the stack, the product of the first two and the third. */
type MultiplyAdd = (first: Code, second: Code, third: Code) => Code;
const fused: MultiplyAdd = (first, second, third) => [...first, ...second, ...third, ...multiplyAdd];
const inTwo: MultiplyAdd = (first, second, third) => [...third, ...first, ...second, ...multiply, ...add];

/** Beyond, tanh is one to the last digit. */
const FURTHEST = 20;
/** Added to a double, leaves its nearest whole number in the last bits. */
const ROUNDING = 2 ** 52 + 2 ** 51;
const EXPONENT_AT = 52;
/** Of 2^r for r within a half, as its Taylor series: off by less than 3e-13. */
const POWER_TERMS = 11;

function measure(product: MultiplyAdd, furthest: number): WasmFunction {
  const [source, rows, scales, scores, pairs, pairBytes, at, scale] = [0, 1, 2, 3, 4, 5, 6, 7];
  const [value, one, other] = [8, 9, 10];
  const scaleAt = (part: number): Code => [
    ...get(scale),
    ...Array.from({ length: part }, () => [...get(pairBytes), ...plus]).flat(),
    ...load(0),
  ];
  const putScore = (sum: number): Code => [
    ...get(scores),
    ...get(sum),
    ...lane(0),
    ...get(sum),
    ...lane(1),
    ...addDoubles,
    ...storeDouble,
    ...raise(scores, whole(DOUBLE_BYTES)),
  ];
  const body = repeat(
    [
      ...[one, other].flatMap((sum) => [...twice(0), ...set(sum)]),
      ...[...get(scales), ...set(scale), ...get(rows), ...get(pairBytes), ...plus, ...set(at)],
      ...repeat(
        [
          ...[...get(source), ...loadSingles, ...scaleAt(0), ...subtract, ...scaleAt(1), ...multiply],
          ...[...twice(furthest), ...least, ...twice(-furthest), ...most, ...set(value)],
          ...[...get(rows), ...get(value), ...store],
          ...[...product(get(value), scaleAt(2), get(one)), ...set(one)],
          ...[...product(get(value), scaleAt(3), get(other)), ...set(other)],
          ...raise(source, whole(VECTOR_BYTES / 2)),
          ...[...raise(rows, whole(VECTOR_BYTES)), ...raise(scale, whole(VECTOR_BYTES))],
        ],
        [...get(rows), ...get(at), ...isBelow],
      ),
      ...[...putScore(one), ...putScore(other), ...get(pairs), ...whole(1), ...minus, ...set(pairs)],
    ],
    get(pairs),
  );
  return { name: 'measure', parameters: 6, wholes: 2, vectors: 3, body };
}

function settle(product: MultiplyAdd): WasmFunction {
  const [values, weights, offsets, atRest, inputs, unitBytes] = [0, 1, 2, 3, 4, 5];
  const [unit, value, weight, left] = [6, 7, 8, 9];
  const shared = 10;
  const units = [11, 12, 13, 14];
  const body = repeat(
    [
      ...units.flatMap((own, at) => [
        ...[...get(offsets), ...get(unit), ...plus, ...load(VECTOR_BYTES * at), ...set(own)],
      ]),
      ...[...get(values), ...set(value), ...get(weights), ...get(unit), ...plus, ...set(weight)],
      ...[...get(inputs), ...set(left)],
      ...repeat(
        [
          ...[...get(value), ...loadTwice, ...set(shared)],
          ...units.flatMap((own, at) => [
            ...product([...get(weight), ...load(VECTOR_BYTES * at)], get(shared), get(own)),
            ...set(own),
          ]),
          ...[...raise(value, whole(DOUBLE_BYTES)), ...raise(weight, get(unitBytes))],
          ...[...get(left), ...whole(1), ...minus, ...set(left)],
        ],
        get(left),
      ),
      ...units.flatMap((own, at) => [
        ...[
          ...get(atRest),
          ...get(unit),
          ...plus,
          ...whole(VECTOR_BYTES * at),
          ...plus,
          ...get(own),
          ...store,
        ],
      ]),
      ...raise(unit, whole(DOUBLE_BYTES * UNITS_AT_ONCE)),
    ],
    [...get(unit), ...get(unitBytes), ...isBelow],
  );
  return { name: 'settle', parameters: 6, wholes: 4, vectors: 5, body };
}

function addScores(product: MultiplyAdd): WasmFunction {
  const [rows, weights, atRest, outputs, scores, pairs, rowBytes, blocks] = [0, 1, 2, 3, 4, 5, 6, 7];
  const [weight, block, input, inputsEnd, unit] = [8, 9, 10, 11, 12];
  const [shared, power] = [13, 14];
  const pair = [
    { sum: 15, value: 16, units: [17, 18, 19, 20] },
    { sum: 21, value: 22, units: [23, 24, 25, 26] },
  ];
  const fromUnit = (of: number, at: number): Code => [
    ...get(of),
    ...get(unit),
    ...plus,
    ...load(VECTOR_BYTES * at),
  ];
  const weigh = Array.from({ length: UNITS_AT_ONCE / 2 }, (_, at) => [
    ...[...get(weight), ...load(VECTOR_BYTES * at), ...set(shared)],
    ...pair.flatMap(({ value, units: { [at]: own = 0 } }) => [
      ...product(get(shared), get(value), get(own)),
      ...set(own),
    ]),
  ]).flat();
  const onEachUnit = (work: (own: number, at: number, sum: number) => Code): Code =>
    pair.flatMap(({ units, sum }) => units.flatMap((own, at) => work(own, at, sum)));
  const addScore = (sum: number): Code => [
    ...[...get(scores), ...get(scores), ...loadDouble],
    ...[...get(sum), ...lane(0), ...get(sum), ...lane(1), ...addDoubles, ...addDoubles],
    ...[...storeDouble, ...raise(scores, whole(DOUBLE_BYTES))],
  ];
  const blockBytes = whole(DOUBLE_BYTES * UNITS_AT_ONCE);
  const body = repeat(
    [
      ...pair.flatMap(({ sum }) => [...twice(0), ...set(sum)]),
      ...[...get(weights), ...set(weight), ...get(blocks), ...set(block), ...whole(0), ...set(unit)],
      ...repeat(
        [
          ...onEachUnit((own, at) => [...fromUnit(atRest, at), ...set(own)]),
          ...[...get(rows), ...set(input), ...get(rows), ...get(rowBytes), ...plus, ...set(inputsEnd)],
          ...repeat(
            [
              ...pair.flatMap(({ value }, row) => [
                ...[...get(input), ...(row === 0 ? [] : [...get(rowBytes), ...plus])],
                ...[...loadTwice, ...set(value)],
              ]),
              ...[...weigh, ...raise(weight, blockBytes), ...raise(input, whole(DOUBLE_BYTES))],
            ],
            [...get(input), ...get(inputsEnd), ...isBelow],
          ),
          ...onEachUnit((own, at, sum) => [
            ...tanhOf(own, power, product),
            ...[...product(fromUnit(outputs, at), get(own), get(sum)), ...set(sum)],
          ]),
          ...[...raise(unit, blockBytes), ...get(block), ...whole(1), ...minus, ...set(block)],
        ],
        get(block),
      ),
      ...pair.flatMap(({ sum }) => [...addScore(sum), ...raise(rows, get(rowBytes))]),
      ...[...get(pairs), ...whole(1), ...minus, ...set(pairs)],
    ],
    get(pairs),
  );
  return { name: 'addScores', parameters: 8, wholes: 5, vectors: 14, body };
}

/** tanh x = 1 − 2 / (e^2x + 1), where e^2x is 2^n · 2^r with n whole. */
function tanhOf(local: number, power: number, product: MultiplyAdd): Code {
  const terms = [1];
  for (let k = 1; k < POWER_TERMS; k += 1) terms.push(((terms.at(-1) ?? 1) * Math.LN2) / k);
  const [last = 0, ...others] = terms.toReversed();
  const series = others.reduce<Code>((sum, term) => product(sum, get(local), twice(term)), twice(last));
  return [
    ...[...get(local), ...twice(FURTHEST), ...least, ...twice(-FURTHEST), ...most],
    ...[...twice(2 * Math.LOG2E), ...multiply, ...set(local)],
    ...[...get(local), ...twice(ROUNDING), ...add, ...set(power)],
    ...[...get(local), ...get(power), ...twice(ROUNDING), ...subtract, ...subtract, ...set(local)],
    ...[...series, ...get(power), ...whole(EXPONENT_AT), ...shiftLeft, ...addBits, ...set(local)],
    ...[...twice(1), ...twice(2), ...get(local), ...twice(1), ...add, ...divide, ...subtract, ...set(local)],
  ];
}

/** The layer's instructions; inputs further from their mean than `furthest` say no more. */
export function layerCode(
  furthest: number,
  { isFused }: { readonly isFused: boolean },
): Uint8Array<ArrayBuffer> {
  const product = isFused ? fused : inTwo;
  return moduleOf([measure(product, furthest), settle(product), addScores(product)]);
}

/** Ready for any number of layers. */
export type CompiledLayer = object;

/** The first of these instructions that the processor has; null when it has none of them. */
export function compileLayer(variants: readonly Uint8Array<ArrayBuffer>[]): CompiledLayer | null {
  const code = variants.find((one) => WebAssembly.validate(one));
  return code === undefined ? null : new WebAssembly.Module(code);
}

/** A layer with a memory of its own. */
export function createTanhLayer(compiled: CompiledLayer, bytes: number): TanhLayer {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
  const { exports } = new WebAssembly.Instance(compiled, { own: { memory } });
  return { memory, ...(exports as Omit<TanhLayer, 'memory'>) };
}
