import { type PackedColumn, packColumn } from '#personalization/packed-column.ts';

/** What plain data becomes on its way into bytes: a small outline in JSON, and all numbers beside it. */
type Outline =
  | { readonly is: 'numbers'; readonly at: number; readonly of: NumbersName; readonly count: number }
  | { readonly is: 'strings'; readonly values: readonly string[] }
  | { readonly is: 'constants'; readonly values: readonly (boolean | null)[] }
  | { readonly is: 'typed'; readonly of: NumbersName; readonly ends: Outline; readonly data: Outline }
  | { readonly is: 'lists'; readonly ends: Outline; readonly items: Outline }
  | { readonly is: 'maps'; readonly ends: Outline; readonly keys: Outline; readonly values: Outline }
  | { readonly is: 'records'; readonly count: number; readonly fields: Readonly<Record<string, Outline>> }
  | { readonly is: 'mixed'; readonly items: readonly Outline[] };

const NUMBERS = { Uint8Array, Uint16Array, Int32Array, Float32Array, Float64Array } as const;
type NumbersName = keyof typeof NUMBERS;
type Numbers = PackedColumn;

const MARK = 0x4c46_5031;
/** Every run of numbers begins at a multiple of this, so that it is read in place. */
const ALIGNED = 8;

const isNumbers = (value: unknown): value is Numbers =>
  ArrayBuffer.isView(value) && value.constructor.name in NUMBERS;
const nameOf = (value: Numbers) => value.constructor.name as NumbersName;
const aligned = (size: number) => Math.ceil(size / ALIGNED) * ALIGNED;

/**
 * Plain data (records, lists, maps, typed arrays, numbers, texts) in one run of bytes, by column: a list of thousands of
 * small records becomes a few runs of numbers, which are read again in place, without copying.
 */
export function toColumns(value: unknown): Uint8Array<ArrayBuffer> {
  const runs: Numbers[] = [];
  let size = 0;
  const put = (numbers: Numbers): Outline => {
    const at = size;
    runs.push(numbers);
    size = aligned(size + numbers.byteLength);
    return { is: 'numbers', at, of: nameOf(numbers), count: numbers.length };
  };
  const endsOf = (sizes: readonly number[]): Outline => {
    let end = 0;
    return put(
      packColumn(
        sizes.map((own) => {
          end += own;
          return end;
        }),
      ),
    );
  };
  const outline = (values: readonly unknown[]): Outline => {
    if (values.every((one) => typeof one === 'number')) return put(packColumn(values));
    if (values.every((one) => typeof one === 'string')) return { is: 'strings', values };
    if (values.every((one) => one === null || typeof one === 'boolean')) return { is: 'constants', values };
    const [first] = values;
    if (isNumbers(first) && values.every((one) => isNumbers(one) && nameOf(one) === nameOf(first))) {
      const arrays = values as readonly Numbers[];
      return {
        is: 'typed',
        of: nameOf(first),
        ends: endsOf(arrays.map(({ length }) => length)),
        data: put(joined(arrays, nameOf(first))),
      };
    }
    if (values.every((one) => Array.isArray(one)))
      return {
        is: 'lists',
        ends: endsOf(values.map(({ length }) => length)),
        items: outline(values.flat()),
      };
    if (values.every((one) => one instanceof Map))
      return {
        is: 'maps',
        ends: endsOf(values.map((map) => map.size)),
        keys: outline(values.flatMap((map) => [...map.keys()])),
        values: outline(values.flatMap((map) => [...map.values()])),
      };
    const fields = sharedFields(values);
    if (fields !== null) {
      const records = values as readonly Readonly<Record<string, unknown>>[];
      return {
        is: 'records',
        count: records.length,
        fields: Object.fromEntries(
          fields.map((field) => [field, outline(records.map((record) => record[field]))]),
        ),
      };
    }
    if (values.length === 1) throw new TypeError(`no column holds a ${typeof first}`);
    return { is: 'mixed', items: values.map((one) => outline([one])) };
  };
  const text = new TextEncoder().encode(JSON.stringify(outline([value])));
  const start = aligned(2 * Uint32Array.BYTES_PER_ELEMENT + text.length);
  const bytes = new Uint8Array(start + size);
  new Uint32Array(bytes.buffer, 0, 2).set([MARK, text.length]);
  bytes.set(text, 2 * Uint32Array.BYTES_PER_ELEMENT);
  let at = start;
  for (const run of runs) {
    bytes.set(new Uint8Array(run.buffer, run.byteOffset, run.byteLength), at);
    at = aligned(at + run.byteLength);
  }
  return bytes;
}

/** The data again; typed arrays are views of `bytes`. Throws when the bytes hold something else. */
export function fromColumns(bytes: Uint8Array<ArrayBuffer>): unknown {
  const [mark, length = 0] = new Uint32Array(bytes.buffer, bytes.byteOffset, 2);
  if (mark !== MARK) throw new TypeError('these bytes do not hold columns');
  const text = bytes.subarray(2 * Uint32Array.BYTES_PER_ELEMENT, 2 * Uint32Array.BYTES_PER_ELEMENT + length);
  const start = bytes.byteOffset + aligned(2 * Uint32Array.BYTES_PER_ELEMENT + length);
  const numbers = (column: Outline): Numbers => {
    if (column.is !== 'numbers') throw new TypeError(`numbers were expected, not ${column.is}`);
    return new NUMBERS[column.of](bytes.buffer, start + column.at, column.count);
  };
  const values = (column: Outline): readonly unknown[] => {
    switch (column.is) {
      case 'numbers':
        return Array.from(numbers(column));
      case 'strings':
      case 'constants':
        return column.values;
      case 'typed': {
        const data = numbers(column.data);
        return spans(column.ends).map(([from, to]) => data.subarray(from, to));
      }
      case 'lists': {
        const items = values(column.items);
        return spans(column.ends).map(([from, to]) => items.slice(from, to));
      }
      case 'maps': {
        const [keys, held] = [values(column.keys), values(column.values)];
        return spans(column.ends).map(([from, to]) => {
          const map = new Map<unknown, unknown>();
          for (let at = from; at < to; at += 1) map.set(keys[at], held[at]);
          return map;
        });
      }
      case 'records': {
        const fields = Object.entries(column.fields).map(([name, field]) => [name, values(field)] as const);
        return Array.from({ length: column.count }, (_, at) => {
          const record: Record<string, unknown> = {};
          for (const [name, held] of fields) record[name] = held[at];
          return record;
        });
      }
      case 'mixed':
        return column.items.map((item) => values(item)[0]);
    }
  };
  const spans = (ends: Outline): readonly (readonly [number, number])[] => {
    const all = numbers(ends);
    return Array.from(all, (end, at) => [all[at - 1] ?? 0, end]);
  };
  return values(JSON.parse(new TextDecoder().decode(text)))[0];
}

function joined(arrays: readonly Numbers[], name: NumbersName): Numbers {
  const all = new NUMBERS[name](arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}

/** The fields of records that all have the same ones; null for anything else. */
function sharedFields(values: readonly unknown[]): readonly string[] | null {
  let fields: readonly string[] | null = null;
  for (const value of values) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    if (value instanceof Map || ArrayBuffer.isView(value)) return null;
    const own = Object.keys(value);
    fields ??= own;
    if (own.length !== fields.length || own.some((field, at) => field !== fields?.[at])) return null;
  }
  return fields;
}
