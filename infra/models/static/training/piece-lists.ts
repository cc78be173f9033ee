import { eachPiece } from '#infra/models/static/word-pieces.ts';

/** Texts as the rows of their word pieces, one text after the other: text `i` holds `rows[starts[i]..starts[i + 1]]`. */
export interface PieceLists {
  readonly rows: Int32Array;
  readonly starts: Int32Array;
}

export function listPieces(texts: readonly string[], pieces: readonly string[]): PieceLists {
  const rowOf = new Map(pieces.map((piece, row) => [piece, row]));
  const rows: number[] = [];
  const starts = [0];
  for (const text of texts) {
    eachPiece(
      text,
      (piece) => rowOf.get(piece),
      (row) => rows.push(row),
    );
    starts.push(rows.length);
  }
  return { rows: Int32Array.from(rows), starts: Int32Array.from(starts) };
}
