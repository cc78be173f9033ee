/** The little of it that is used here; the types that come with Node name it without its members. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: Record<string, unknown> };
};

/**
 * A layer of tanh units with one output, as WebAssembly with vectors of two doubles: V8 has no other way to them, and
 * they halve what the networks of a profile take (decision 0049). Written as instructions, since nothing is built here.
 */
export interface TanhLayer {
  readonly memory: { readonly buffer: ArrayBuffer };
  /**
   * Adds to each score what the units make of its row: rows of doubles two by two, weights by block of `UNITS_AT_ONCE`
   * units, input and unit, then what each unit rests at and its output weight. All are addresses or numbers of bytes.
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

type Code = readonly number[];

const I32 = 0x7f;
const V128 = 0x7b;
const [rows, weights, atRest, outputs, scores, pairs, rowBytes, blocks] = [0, 1, 2, 3, 4, 5, 6, 7];
const [weight, block, input, inputsEnd, unit] = [8, 9, 10, 11, 12];
const sums = [13, 14] as const;
const values = [15, 16] as const;
const [shared, power] = [17, 18];
const units = [
  [19, 20, 21, 22],
  [23, 24, 25, 26],
] as const;
const PARAMETERS = 8;
const WHOLE_LOCALS = 5;
const VECTOR_LOCALS = 14;

const get = (local: number): Code => [0x20, local];
const set = (local: number): Code => [0x21, local];
const whole = (value: number): Code => [0x41, ...signed(value)];
const plus: Code = [0x6a];
const minus: Code = [0x6b];
const raise = (local: number, by: Code): Code => [...get(local), ...by, ...plus, ...set(local)];
/** Runs at least once; again while `condition` is not zero. */
const repeat = (body: Code, condition: Code): Code => [0x03, 0x40, ...body, ...condition, 0x0d, 0, 0x0b];
const isBelow: Code = [0x49];

const vector = (opcode: number): Code => [0xfd, ...unsigned(opcode)];
const load = (offset: number): Code => [...vector(0x00), 3, ...unsigned(offset)];
const loadTwice: Code = [...vector(0x0a), 3, 0];
const twice = (value: number): Code => [0x44, ...doubleBytes(value), ...vector(0x14)];
const lane = (index: number): Code => [...vector(0x21), index];
const shiftLeft = vector(0xcb);
const addBits = vector(0xce);
const add = vector(0xf0);
const subtract = vector(0xf1);
const multiply = vector(0xf2);
const divide = vector(0xf3);
const least = vector(0xf6);
const most = vector(0xf7);
const loadDouble: Code = [0x2b, 3, 0];
const storeDouble: Code = [0x39, 3, 0];
const addDoubles: Code = [0xa0];

/** Beyond, tanh is one to the last digit. */
const FURTHEST = 20;
/** Added to a double, leaves its nearest whole number in the last bits. */
const ROUNDING = 2 ** 52 + 2 ** 51;
/** Of 2^r for r within a half, as its Taylor series: off by less than 3e-13. */
const POWER_TERMS = 11;

/** tanh x = 1 − 2 / (e^2x + 1), where e^2x is 2^n · 2^r with n whole. */
function tanhOf(local: number): Code {
  const terms: number[] = [];
  for (let k = 0, term = 1; k < POWER_TERMS; k += 1, term *= Math.LN2 / k) terms.push(term);
  const series = terms
    .toReversed()
    .flatMap((term, at) => (at === 0 ? twice(term) : [...get(local), ...multiply, ...twice(term), ...add]));
  return [
    ...get(local),
    ...twice(FURTHEST),
    ...least,
    ...twice(-FURTHEST),
    ...most,
    ...twice(2 * Math.LOG2E),
    ...multiply,
    ...set(local),
    ...get(local),
    ...twice(ROUNDING),
    ...add,
    ...set(power),
    ...get(local),
    ...get(power),
    ...twice(ROUNDING),
    ...subtract,
    ...subtract,
    ...set(local),
    ...series,
    ...get(power),
    ...whole(52),
    ...shiftLeft,
    ...addBits,
    ...set(local),
    ...twice(1),
    ...twice(2),
    ...get(local),
    ...twice(1),
    ...add,
    ...divide,
    ...subtract,
    ...set(local),
  ];
}

const restOf = (row: 0 | 1): Code =>
  units[row].flatMap((local, at) => [...get(atRest), ...get(unit), ...plus, ...load(16 * at), ...set(local)]);

const weigh: Code = units[0].flatMap((_, at) => [
  ...get(weight),
  ...load(16 * at),
  ...set(shared),
  ...([0, 1] as const).flatMap((row) => {
    const local = units[row][at] as number;
    return [...get(local), ...get(shared), ...get(values[row]), ...multiply, ...add, ...set(local)];
  }),
]);

const putOut = (row: 0 | 1): Code =>
  units[row].flatMap((local, at) => [
    ...tanhOf(local),
    ...get(sums[row]),
    ...get(outputs),
    ...get(unit),
    ...plus,
    ...load(16 * at),
    ...get(local),
    ...multiply,
    ...add,
    ...set(sums[row]),
  ]);

const addScore = (row: 0 | 1): Code => [
  ...get(scores),
  ...whole(8 * row),
  ...plus,
  ...get(scores),
  ...whole(8 * row),
  ...plus,
  ...loadDouble,
  ...get(sums[row]),
  ...lane(0),
  ...get(sums[row]),
  ...lane(1),
  ...addDoubles,
  ...addDoubles,
  ...storeDouble,
];

const BODY: Code = repeat(
  [
    ...sums.flatMap((sum) => [...twice(0), ...set(sum)]),
    ...get(weights),
    ...set(weight),
    ...get(blocks),
    ...set(block),
    ...whole(0),
    ...set(unit),
    ...repeat(
      [
        ...restOf(0),
        ...restOf(1),
        ...get(rows),
        ...set(input),
        ...get(rows),
        ...get(rowBytes),
        ...plus,
        ...set(inputsEnd),
        ...repeat(
          [
            ...get(input),
            ...loadTwice,
            ...set(values[0]),
            ...get(input),
            ...get(rowBytes),
            ...plus,
            ...loadTwice,
            ...set(values[1]),
            ...weigh,
            ...raise(weight, whole(8 * UNITS_AT_ONCE)),
            ...raise(input, whole(8)),
          ],
          [...get(input), ...get(inputsEnd), ...isBelow],
        ),
        ...putOut(0),
        ...putOut(1),
        ...raise(unit, whole(8 * UNITS_AT_ONCE)),
        ...get(block),
        ...whole(1),
        ...minus,
        ...set(block),
      ],
      get(block),
    ),
    ...addScore(0),
    ...addScore(1),
    ...raise(rows, get(rowBytes)),
    ...raise(rows, get(rowBytes)),
    ...raise(scores, whole(8 * ROWS_AT_ONCE)),
    ...get(pairs),
    ...whole(1),
    ...minus,
    ...set(pairs),
  ],
  get(pairs),
);

let compiled: object | null = null;

/** A layer with a memory of its own. */
export function createTanhLayer(bytes: number): TanhLayer {
  compiled ??= new WebAssembly.Module(moduleBytes());
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
  const { exports } = new WebAssembly.Instance(compiled, { own: { memory } });
  return { memory, addScores: exports.addScores as TanhLayer['addScores'] };
}

function moduleBytes(): Uint8Array<ArrayBuffer> {
  const name = (text: string): Code => [text.length, ...new TextEncoder().encode(text)];
  const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
  const code = [2, WHOLE_LOCALS, I32, VECTOR_LOCALS, V128, ...BODY, 0x0b];
  return Uint8Array.from([
    0,
    0x61,
    0x73,
    0x6d,
    1,
    0,
    0,
    0,
    ...section(1, [1, 0x60, PARAMETERS, ...Array<number>(PARAMETERS).fill(I32), 0]),
    ...section(2, [1, ...name('own'), ...name('memory'), 2, 0, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name('addScores'), 0, 0]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ]);
}

function unsigned(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): Code {
  const isLast = value >= -64 && value < 64;
  return isLast ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}

function doubleBytes(value: number): Code {
  return [...new Uint8Array(Float64Array.of(value).buffer)];
}
