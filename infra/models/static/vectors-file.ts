/** Vectors of word pieces as they are kept: int8 numbers, a row a piece, and what a row is multiplied by. */
export interface StaticVectors {
  /** Names the fit that made them. */
  readonly model: string;
  readonly dimension: number;
  readonly pieces: readonly string[];
  readonly scales: Float32Array;
  readonly numbers: Int8Array;
}

/** The file of static vectors is damaged or of another version. */
export class StaticVectorsError extends Error {
  override readonly name = 'StaticVectorsError';
}

const MAGIC = 'leafloaf-static-vectors-1';

/**
 * The layout: a line of JSON (`magic, model, dimension, rows, pieceBytes`), the pieces joined by line feeds, the scales
 * as little-endian float32, the numbers.
 */
export function encodeStaticVectors(vectors: StaticVectors): Buffer {
  const pieces = Buffer.from(vectors.pieces.join('\n'), 'utf8');
  const header = {
    magic: MAGIC,
    model: vectors.model,
    dimension: vectors.dimension,
    rows: vectors.pieces.length,
    pieceBytes: pieces.length,
  };
  return Buffer.concat([
    Buffer.from(`${JSON.stringify(header)}\n`, 'utf8'),
    pieces,
    Buffer.from(vectors.scales.buffer, vectors.scales.byteOffset, vectors.scales.byteLength),
    Buffer.from(vectors.numbers.buffer, vectors.numbers.byteOffset, vectors.numbers.byteLength),
  ]);
}

/** Reads what `encodeStaticVectors` wrote. Throws `StaticVectorsError`. */
export function decodeStaticVectors(bytes: Buffer): StaticVectors {
  const end = bytes.indexOf(10);
  const header = readHeader(bytes.toString('utf8', 0, Math.max(0, end)));
  const { model, dimension, rows, pieceBytes } = header;
  const piecesAt = end + 1;
  const scalesAt = piecesAt + pieceBytes;
  const numbersAt = scalesAt + rows * 4;
  if (bytes.length !== numbersAt + rows * dimension) {
    throw new StaticVectorsError(
      `The static vectors have ${bytes.length} bytes and should have ${numbersAt + rows * dimension}: restore the file, or make it anew with \`npm run train:embeddings\`.`,
    );
  }
  const pieces = bytes.toString('utf8', piecesAt, scalesAt).split('\n');
  if (pieces.length !== rows)
    throw new StaticVectorsError('The static vectors do not fit their word pieces.');
  // Copied, because a view must begin at a multiple of four bytes. Node runs on little-endian machines alone.
  const scales = new Float32Array(
    bytes.buffer.slice(bytes.byteOffset + scalesAt, bytes.byteOffset + numbersAt),
  );
  const numbers = new Int8Array(bytes.buffer, bytes.byteOffset + numbersAt, rows * dimension);
  return { model, dimension, pieces, scales, numbers };
}

function readHeader(line: string) {
  try {
    const { magic, model, dimension, rows, pieceBytes } = JSON.parse(line);
    const whole = [dimension, rows, pieceBytes].every((count) => Number.isSafeInteger(count) && count > 0);
    if (magic === MAGIC && typeof model === 'string' && whole) {
      return { model, dimension, rows, pieceBytes } as {
        model: string;
        dimension: number;
        rows: number;
        pieceBytes: number;
      };
    }
  } catch {
    // not JSON: told below like every other wrong header
  }
  throw new StaticVectorsError(
    `The file does not begin with a header of ${MAGIC}: restore it, or make it anew with \`npm run train:embeddings\`.`,
  );
}
