/** Instructions of WebAssembly as bytes (WebAssembly Core 2.0, 5.4, and the relaxed ones of 3.0): those that are used here. */
export type Code = readonly number[];

export const I32 = 0x7f;
export const V128 = 0x7b;

export const get = (local: number): Code => [0x20, local];
export const set = (local: number): Code => [0x21, local];
export const whole = (value: number): Code => [0x41, ...signed(value)];
export const plus: Code = [0x6a];
export const minus: Code = [0x6b];
export const isBelow: Code = [0x49];
export const raise = (local: number, by: Code): Code => [...get(local), ...by, ...plus, ...set(local)];
/** Runs at least once; again while `condition` is not zero. */
export const repeat = (body: Code, condition: Code): Code => [
  0x03,
  0x40,
  ...body,
  ...condition,
  0x0d,
  0,
  0x0b,
];

export const loadDouble: Code = [0x2b, 3, 0];
export const storeDouble: Code = [0x39, 3, 0];
export const addDoubles: Code = [0xa0];

const vector = (opcode: number): Code => [0xfd, ...unsigned(opcode)];
export const load = (offset: number): Code => [...vector(0x00), 3, ...unsigned(offset)];
export const loadTwice: Code = [...vector(0x0a), 3, 0];
/** Two single numbers as two doubles. */
export const loadSingles: Code = [...vector(0x5d), 2, 0, ...vector(0x5f)];
export const store: Code = [...vector(0x0b), 3, 0];
export const twice = (value: number): Code => [0x44, ...doubleBytes(value), ...vector(0x14)];
export const lane = (index: number): Code => [...vector(0x21), index];
export const shiftLeft = vector(0xcb);
export const addBits = vector(0xce);
export const add = vector(0xf0);
export const subtract = vector(0xf1);
export const multiply = vector(0xf2);
export const divide = vector(0xf3);
export const least = vector(0xf6);
export const most = vector(0xf7);
/** Of three: the product of the first two and the third. Rounded once where the processor can, else twice. */
export const multiplyAdd = vector(0x107);

export interface WasmFunction {
  readonly name: string;
  /** All whole numbers, as are `wholes` further locals; then come `vectors`. */
  readonly parameters: number;
  readonly wholes: number;
  readonly vectors: number;
  readonly body: Code;
}

/** A module of these functions over a memory that is given to it as `own.memory`. */
export function moduleOf(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
  const name = (text: string): Code => [text.length, ...new TextEncoder().encode(text)];
  const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
  const types = functions.map(({ parameters }) => [0x60, ...list(Array<Code>(parameters).fill([I32])), 0]);
  const code = functions.map(({ wholes, vectors, body }) => {
    const all = [2, wholes, I32, vectors, V128, ...body, 0x0b];
    return [...unsigned(all.length), ...all];
  });
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list(types)),
    ...section(2, list([[...name('own'), ...name('memory'), 2, 0, 1]])),
    ...section(3, list(functions.map((_, at) => [at]))),
    ...section(7, list(functions.map((one, at) => [...name(one.name), 0, at]))),
    ...section(10, list(code)),
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
