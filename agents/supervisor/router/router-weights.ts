import { z } from 'zod';
import { ROUTES } from './route.ts';

/**
 * What the router has learned. A text's known features are averaged into a short vector (divided by the root of their
 * number), the vector is scored against every label of the training corpora, and the labels' probabilities are summed
 * into routes. It is a linear softmax of low rank, as in fastText (Joulin et al. 2017).
 */
export interface RouterWeights {
  readonly header: RouterHeader;
  /** Hashes of the known features, rising. */
  readonly keys: Uint32Array;
  /** One row of `dimensions` for each key; times `scales` it is the learned vector. */
  readonly rows: Int8Array;
  readonly scales: Float32Array;
  /** One row of `dimensions` for each label. */
  readonly labels: Float32Array;
  readonly biases: Float32Array;
}

const headerSchema = z.strictObject({
  format: z.literal(1),
  dimensions: z.int().positive(),
  features: z.int().nonnegative(),
  /** The route of each label. */
  labelRoutes: z.array(z.enum(ROUTES)).min(1),
  /** Divides the labels' scores, so that probabilities are as often right as they say (Guo et al. 2017). */
  temperature: z.number().positive(),
  /** What it was trained on, and how many distinct texts of each. */
  trainedOn: z.record(z.string(), z.int()),
  seed: z.int(),
});
export type RouterHeader = z.infer<typeof headerSchema>;

const MAGIC = 'LLRW';
const ALIGNMENT = 4;

/** Thrown when a file holds no router's weights, or damaged ones. */
export class RouterWeightsError extends Error {
  override readonly name = 'RouterWeightsError';
}

/** One file: magic, length of the header, header as JSON, then the arrays, little-endian. */
export function encodeRouterWeights(weights: RouterWeights): Uint8Array {
  const header = new TextEncoder().encode(JSON.stringify(weights.header));
  const padded = Math.ceil(header.length / ALIGNMENT) * ALIGNMENT;
  const start = MAGIC.length + 4 + padded;
  const parts = [weights.keys, weights.scales, weights.labels, weights.biases, weights.rows];
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.byteLength, start));
  bytes.set(new TextEncoder().encode(MAGIC));
  new DataView(bytes.buffer).setUint32(MAGIC.length, header.length, true);
  bytes.fill(0x20, MAGIC.length + 4, start);
  bytes.set(header, MAGIC.length + 4);
  let at = start;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return bytes;
}

/** Reads what `encodeRouterWeights` wrote. Throws `RouterWeightsError`. */
export function decodeRouterWeights(file: Uint8Array): RouterWeights {
  // a copy at offset 0: views of four-byte numbers must begin at a multiple of four
  const bytes = new Uint8Array(file);
  if (bytes.length < MAGIC.length + 4 || new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) !== MAGIC)
    throw new RouterWeightsError('This is no file of router weights; make one with npm run train:router.');
  const headerLength = new DataView(bytes.buffer).getUint32(MAGIC.length, true);
  let at = MAGIC.length + 4;
  const header = readHeader(bytes.subarray(at, at + headerLength));
  at += Math.ceil(headerLength / ALIGNMENT) * ALIGNMENT;
  const { features, dimensions, labelRoutes } = header;
  const expected =
    at + 4 * (features + dimensions + labelRoutes.length * (dimensions + 1)) + features * dimensions;
  if (bytes.length !== expected)
    throw new RouterWeightsError(
      `Router weights of ${bytes.length} bytes where ${expected} belong; make them anew with npm run train:router.`,
    );
  const floats = (length: number): Float32Array => {
    const view = new Float32Array(bytes.buffer, at, length);
    at += 4 * length;
    return view;
  };
  const keys = new Uint32Array(bytes.buffer, at, features);
  at += 4 * features;
  const scales = floats(dimensions);
  const labels = floats(labelRoutes.length * dimensions);
  const biases = floats(labelRoutes.length);
  return {
    header,
    keys,
    scales,
    labels,
    biases,
    rows: new Int8Array(bytes.buffer, at, features * dimensions),
  };
}

function readHeader(bytes: Uint8Array): RouterHeader {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new RouterWeightsError('The header of the router weights is damaged; run npm run train:router.', {
      cause,
    });
  }
  const parsed = headerSchema.safeParse(value);
  if (!parsed.success)
    throw new RouterWeightsError(
      `The header of the router weights does not fit (${z.prettifyError(parsed.error)}); run npm run train:router.`,
    );
  return parsed.data;
}
