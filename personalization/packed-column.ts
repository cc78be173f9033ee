type Narrow = Uint8Array | Uint16Array | Int32Array | Float32Array | Float64Array;

/** Numbers in the narrowest array that holds every one of them exactly. */
export type PackedColumn = Narrow;

const KINDS = [Uint8Array, Uint16Array, Int32Array, Float32Array] as const;

export function packColumn(values: readonly number[]): PackedColumn {
  for (const Kind of KINDS) {
    const packed = Kind.from(values);
    if (values.every((value, index) => packed[index] === value)) return packed;
  }
  return Float64Array.from(values);
}

/** Lists of numbers one after another. */
export interface PackedLists {
  readonly values: PackedColumn;
  /** Where each list ends. */
  readonly ends: PackedColumn;
}

export function packLists(lists: readonly (readonly number[])[]): PackedLists {
  let end = 0;
  return {
    values: packColumn(lists.flat()),
    ends: packColumn(
      lists.map(({ length }) => {
        end += length;
        return end;
      }),
    ),
  };
}

export function listAt({ values, ends }: PackedLists, place: number): readonly number[] {
  return Array.from(values.subarray(ends[place - 1] ?? 0, ends[place]));
}
