import { createHash } from 'node:crypto';
import type { StaticVectors } from './vectors-file.ts';

/** Rounds each row to int8 by its own greatest number. The model is named by its content: another fit, another name. */
export function packVectors(
  pieces: readonly string[],
  { dimension, numbers }: { readonly dimension: number; readonly numbers: Float32Array },
): StaticVectors {
  const scales = new Float32Array(pieces.length);
  const rounded = new Int8Array(pieces.length * dimension);
  for (let row = 0; row < pieces.length; row += 1) {
    const start = row * dimension;
    let greatest = 0;
    for (let at = start; at < start + dimension; at += 1)
      greatest = Math.max(greatest, Math.abs(numbers[at] ?? 0));
    if (greatest === 0) continue;
    scales[row] = greatest / 127;
    for (let at = start; at < start + dimension; at += 1) {
      rounded[at] = Math.round(((numbers[at] ?? 0) * 127) / greatest);
    }
  }
  const hash = createHash('sha256').update(pieces.join('\n')).update(rounded).update(scales);
  const model = `static-minilm-${dimension}/${hash.digest('hex').slice(0, 12)}`;
  return { model, dimension, pieces, scales, numbers: rounded };
}
