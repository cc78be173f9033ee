import { readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

const KINDS = { Int8Array, Uint8Array, Int32Array, Uint32Array, Float32Array, Float64Array };
export type Numbers = InstanceType<(typeof KINDS)[keyof typeof KINDS]>;
/** What a file can hold: plain data under names, and arrays of numbers as they lie in memory. */
export interface Packed {
  readonly plain: Readonly<Record<string, unknown>>;
  readonly numbers: Readonly<Record<string, Numbers>>;
}

interface Placed {
  readonly kind: keyof typeof KINDS;
  readonly at: number;
  readonly length: number;
}

const MAGIC = 0x4c4c4958;
const HEADER = 16;
const ALIGNED = 8;

/** Writes the file beside its place and moves it there, so that a crash leaves the old one or none. */
export async function writePacked(file: string, { plain, numbers }: Packed): Promise<void> {
  const places: Record<string, Placed> = {};
  let at = 0;
  for (const [name, array] of Object.entries(numbers)) {
    places[name] = { kind: array.constructor.name as keyof typeof KINDS, at, length: array.length };
    at += Math.ceil(array.byteLength / ALIGNED) * ALIGNED;
  }
  const text = Buffer.from(JSON.stringify({ plain, places }));
  const start = HEADER + Math.ceil(text.length / ALIGNED) * ALIGNED;
  const bytes = Buffer.alloc(start + at);
  bytes.writeUInt32LE(MAGIC, 0);
  bytes.writeUInt32LE(text.length, 4);
  text.copy(bytes, HEADER);
  for (const [name, { at: place }] of Object.entries(places)) {
    const array = numbers[name] as Numbers;
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start + place);
  }
  bytes.writeUInt32LE(crc32(bytes.subarray(HEADER)), 8);
  const beside = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(beside, bytes, { mode: 0o600 });
    await rename(beside, file);
  } finally {
    await rm(beside, { force: true });
  }
}

/** Null when there is no such file or it is damaged. The arrays share the memory that the file was read into. */
export function readPacked(file: string): Packed | null {
  const bytes = readOrNull(file);
  if (bytes === null || bytes.length < HEADER || bytes.readUInt32LE(0) !== MAGIC) return null;
  if (crc32(bytes.subarray(HEADER)) !== bytes.readUInt32LE(8)) return null;
  const length = bytes.readUInt32LE(4);
  const { plain, places } = JSON.parse(bytes.toString('utf8', HEADER, HEADER + length)) as {
    plain: Packed['plain'];
    places: Record<string, Placed>;
  };
  const start = bytes.byteOffset + HEADER + Math.ceil(length / ALIGNED) * ALIGNED;
  const numbers: Record<string, Numbers> = {};
  for (const [name, place] of Object.entries(places)) {
    numbers[name] = new KINDS[place.kind](bytes.buffer as ArrayBuffer, start + place.at, place.length);
  }
  return { plain, numbers };
}

function readOrNull(file: string): Buffer | null {
  try {
    const bytes = readFileSync(file);
    // Arrays of larger numbers must begin at a multiple of their size.
    return bytes.byteOffset % ALIGNED === 0 ? bytes : Buffer.from(new Uint8Array(bytes).buffer);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
