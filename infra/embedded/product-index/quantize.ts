/** A vector in a quarter of the room: each number is a whole one times `scale`. */
export interface QuantizedVector {
  readonly values: Int8Array<ArrayBuffer>;
  readonly scale: number;
}

/** Rounds to 127 steps on either side of zero; a dot product of unit vectors of 256 numbers changes by about .002. */
export function quantize(vector: ArrayLike<number>): QuantizedVector {
  let largest = 0;
  for (let at = 0; at < vector.length; at += 1) largest = Math.max(largest, Math.abs(vector[at] as number));
  const values = new Int8Array(vector.length);
  if (!(largest > 0) || !Number.isFinite(largest)) return { values, scale: 0 };
  const scale = largest / 127;
  for (let at = 0; at < vector.length; at += 1) values[at] = Math.round((vector[at] as number) / scale);
  return { values, scale };
}
