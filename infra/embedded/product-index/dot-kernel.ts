/** The memory of a kernel; `buffer` is another one after it has grown. */
export interface KernelMemory {
  readonly buffer: ArrayBuffer;
  /** Adds pages of 65,536 bytes. */
  grow(pages: number): number;
}

/** Memory that holds the vectors, and the loop over them. */
export interface DotKernel {
  readonly memory: KernelMemory;
  /**
   * Dot products of one query with `count` vectors in a row. `query`: byte address of `dimension` 16-bit numbers;
   * `vectors`: of `count` × `dimension` 8-bit numbers; `out`: of `count` 32-bit numbers. `dimension` is a multiple of 8.
   */
  dots(query: number, vectors: number, count: number, dimension: number, out: number): void;
}

// Opcodes of WebAssembly 2.0 with SIMD (webassembly.github.io/spec/core/binary/instructions.html).
const I32 = 0x7f;
const V128 = 0x7b;
const [BLOCK, LOOP, BRANCH, BRANCH_IF, END] = [0x02, 0x03, 0x0c, 0x0d, 0x0b];
const [NO_RESULT, I32_CONST, I32_STORE, I32_EQZ, I32_ADD, I32_SUB] = [0x40, 0x41, 0x36, 0x45, 0x6a, 0x6b];
const [LOCAL_GET, LOCAL_SET] = [0x20, 0x21];
const SIMD = 0xfd;
const ALIGNED_BY_1 = [0x00, 0x00];
const V128_LOAD = [SIMD, 0x00, ...ALIGNED_BY_1];
const LOAD_8_BYTES_AS_I16 = [SIMD, 0x01, ...ALIGNED_BY_1];
const V128_ZERO = [SIMD, 0x0c, ...Array.from({ length: 16 }, () => 0)];
const DOT_I16 = [SIMD, 0xba, 0x01];
const ADD_I32X4 = [SIMD, 0xae, 0x01];
const lane = (at: number) => [SIMD, 0x1b, at];

const [QUERY, VECTOR, COUNT, DIMENSION, OUT, LEFT, AT, SUM] = [0, 1, 2, 3, 4, 5, 6, 7];
const get = (local: number) => [LOCAL_GET, local];
const set = (local: number) => [LOCAL_SET, local];
const step = (local: number, by: number, operation: number) => [
  ...get(local),
  I32_CONST,
  by,
  operation,
  ...set(local),
];

/** for each vector: sum = 0; for each 8 numbers: sum += query · vector, by four lanes; out = the lanes' sum */
const BODY = [
  ...[BLOCK, NO_RESULT, LOOP, NO_RESULT],
  ...[...get(COUNT), I32_EQZ, BRANCH_IF, 1],
  ...[...V128_ZERO, ...set(SUM), ...get(QUERY), ...set(AT), ...get(DIMENSION), ...set(LEFT)],
  ...[BLOCK, NO_RESULT, LOOP, NO_RESULT],
  ...[...get(LEFT), I32_EQZ, BRANCH_IF, 1],
  ...[...get(AT), ...V128_LOAD, ...get(VECTOR), ...LOAD_8_BYTES_AS_I16, ...DOT_I16],
  ...[...get(SUM), ...ADD_I32X4, ...set(SUM)],
  ...[...step(AT, 16, I32_ADD), ...step(VECTOR, 8, I32_ADD), ...step(LEFT, 8, I32_SUB)],
  ...[BRANCH, 0, END, END],
  ...get(OUT),
  ...[...get(SUM), ...lane(0), ...get(SUM), ...lane(1), I32_ADD],
  ...[...get(SUM), ...lane(2), ...get(SUM), ...lane(3), I32_ADD, I32_ADD],
  ...[I32_STORE, ...ALIGNED_BY_1],
  ...[...step(OUT, 4, I32_ADD), ...step(COUNT, 1, I32_SUB)],
  ...[BRANCH, 0, END, END],
];

const text = (it: string) => [it.length, ...new TextEncoder().encode(it)];
/** Lengths are LEB128 numbers. */
const size = (length: number): number[] =>
  length < 0x80 ? [length] : [(length & 0x7f) | 0x80, ...size(length >> 7)];
const section = (id: number, bytes: readonly number[]) => [id, ...size(bytes.length), ...bytes];
const CODE = [2, 2, I32, 1, V128, ...BODY, END];

const MODULE = new Uint8Array([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...section(1, [1, 0x60, 5, I32, I32, I32, I32, I32, 0]),
  ...section(2, [1, ...text('m'), ...text('memory'), 0x02, 0x00, 1]),
  ...section(3, [1, 0]),
  ...section(7, [1, ...text('dots'), 0x00, 0]),
  ...section(10, [1, ...size(CODE.length), ...CODE]),
]);

/** What is used of the global of that name; the compiler's own types of it come with a browser's. */
interface WebAssemblyGlobal {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { initial: number }) => KernelMemory;
  readonly Instance: new (
    module: object,
    imports: { m: { memory: KernelMemory } },
  ) => { readonly exports: Pick<DotKernel, 'dots'> };
}
const { WebAssembly: wasm } = globalThis as unknown as { readonly WebAssembly: WebAssemblyGlobal };

let compiled: object | null = null;

/** A kernel with a memory of its own. A plain loop over 50,000 vectors of 256 numbers takes some ten times as long. */
export function createDotKernel(): DotKernel {
  compiled ??= new wasm.Module(MODULE);
  const memory = new wasm.Memory({ initial: 1 });
  const { exports } = new wasm.Instance(compiled, { m: { memory } });
  return { memory, dots: exports.dots };
}
