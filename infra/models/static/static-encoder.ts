import type { StaticVectors } from './vectors-file.ts';
import { eachPiece } from './word-pieces.ts';

export interface StaticEncoder {
  readonly model: string;
  readonly dimension: number;
  /** The vector of a text, of length 1, or of zeros when no word of it is known. Some microseconds; never throws. */
  encode(text: string): Float32Array;
}

/** An encoder that adds up the vectors of a text's words: their lengths are the weights that the fit gave them. */
export function createStaticEncoder(vectors: StaticVectors): StaticEncoder {
  const { model, dimension, pieces, scales, numbers } = vectors;
  const rows = new Map(pieces.map((piece, row) => [piece, row]));
  const rowOf = (piece: string) => rows.get(piece);
  return {
    model,
    dimension,
    encode(text) {
      const vector = new Float32Array(dimension);
      eachPiece(text, rowOf, (row) => {
        const scale = scales[row] ?? 0;
        const start = row * dimension;
        for (let at = 0; at < dimension; at += 1) {
          vector[at] = (vector[at] ?? 0) + scale * (numbers[start + at] ?? 0);
        }
      });
      let squares = 0;
      for (const value of vector) squares += value * value;
      if (squares === 0) return vector;
      const factor = 1 / Math.sqrt(squares);
      for (let at = 0; at < dimension; at += 1) vector[at] = (vector[at] ?? 0) * factor;
      return vector;
    },
  };
}
