type Narrow = Uint8Array | Uint16Array | Int32Array | Float32Array | Float64Array;

/** Numbers in the narrowest array that holds every one of them exactly. */
export type PackedColumn = Narrow;

export function packColumn(values: readonly number[]): PackedColumn {
  return new (narrowestFor(values))(values);
}

function narrowestFor(values: readonly number[]) {
  let least = 0;
  let most = 0;
  let isWhole = true;
  let isSingle = true;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] as number;
    if (value < least) least = value;
    if (value > most) most = value;
    if (isWhole && !Number.isInteger(value)) isWhole = false;
    if (isSingle && Math.fround(value) !== value) isSingle = false;
  }
  if (isWhole && least >= 0 && most < 2 ** 8) return Uint8Array;
  if (isWhole && least >= 0 && most < 2 ** 16) return Uint16Array;
  if (isWhole && least >= -(2 ** 31) && most < 2 ** 31) return Int32Array;
  return isSingle ? Float32Array : Float64Array;
}

/** Lists of numbers one after another. */
export interface PackedLists {
  readonly values: PackedColumn;
  /** Where each list ends. */
  readonly ends: PackedColumn;
}

export function packLists(lists: readonly (readonly number[])[]): PackedLists {
  const values: number[] = [];
  const ends: number[] = [];
  for (const list of lists) {
    for (let at = 0; at < list.length; at += 1) values.push(list[at] as number);
    ends.push(values.length);
  }
  return { values: packColumn(values), ends: packColumn(ends) };
}

export function listAt({ values, ends }: PackedLists, place: number): readonly number[] {
  const list: number[] = [];
  const end = ends[place] as number;
  for (let at = ends[place - 1] ?? 0; at < end; at += 1) list.push(values[at] as number);
  return list;
}
