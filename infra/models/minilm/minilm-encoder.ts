import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import {
  MINILM_DIMENSION,
  MINILM_TOKENIZER,
  MINILM_TOKENIZER_CONFIG,
  MINILM_WEIGHTS,
  ModelUnavailableError,
} from './model-folder.ts';

/** Word pieces that are read of a text, the two marks around it included; what follows is left out. */
export const MINILM_MAX_TOKENS = 256;

/** Characters that are read of a text at most; English needs about 1,000 for 256 pieces. */
const MAX_CHARACTERS = 8_192;

export interface MiniLmEncoder {
  /** The vector of one text, of length 1. Holds the thread that calls it: 1–8 ms. */
  encode(text: string): Promise<Float32Array>;
  release(): Promise<void>;
}

/**
 * Loads all-MiniLM-L6-v2 into this thread. One thread of the ONNX runtime and one text a run: the int8 weights are
 * quantised dynamically, so that in a batch a text's vector would depend on its neighbours (cosine .984–.992). Throws
 * `ModelUnavailableError` when the runtime or the folder cannot be used.
 */
export async function loadMiniLmEncoder(directory: string): Promise<MiniLmEncoder> {
  const ort = await loadRuntime();
  const read = async (file: string) => {
    const bytes = await readFile(join(directory, file), 'utf8').catch((error: unknown) =>
      broken(file, error),
    );
    try {
      return JSON.parse(bytes);
    } catch (error) {
      return broken(file, error);
    }
  };
  const tokenizer = await Promise.all([read(MINILM_TOKENIZER), read(MINILM_TOKENIZER_CONFIG)])
    .then(([json, config]) => new Tokenizer(json, config))
    .catch((error: unknown) =>
      error instanceof ModelUnavailableError ? Promise.reject(error) : broken(MINILM_TOKENIZER, error),
    );
  const session = await ort.InferenceSession.create(join(directory, MINILM_WEIGHTS), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    // Warnings of the runtime go to standard error past the log; errors are thrown anyway.
    logSeverityLevel: 3,
  }).catch((error: unknown) => broken(MINILM_WEIGHTS, error));

  return {
    async encode(text) {
      const ids = truncate(tokenizer.encode(text.slice(0, MAX_CHARACTERS)).ids);
      const shape = [1, ids.length];
      const tensor = (value: (position: number) => bigint) =>
        new ort.Tensor(
          'int64',
          BigInt64Array.from(ids, (_, position) => value(position)),
          shape,
        );
      const output = await session.run({
        input_ids: tensor((position) => BigInt(ids[position] ?? 0)),
        attention_mask: tensor(() => 1n),
        token_type_ids: tensor(() => 0n),
      });
      const states = output.last_hidden_state?.data;
      if (!(states instanceof Float32Array) || states.length !== ids.length * MINILM_DIMENSION) {
        throw new ModelUnavailableError(
          `${MINILM_WEIGHTS} in ${directory} does not answer last_hidden_state with ${MINILM_DIMENSION} numbers a token: it is another model.`,
        );
      }
      return meanPool(states, ids.length);
    },
    release: () => session.release(),
  };

  function broken(file: string, cause: unknown): never {
    throw new ModelUnavailableError(
      `${file} in ${directory} cannot be read as a part of all-MiniLM-L6-v2 (${cause instanceof Error ? cause.message : String(cause)}): fetch the model again with \`npm run models:fetch\`.`,
      { cause },
    );
  }
}

/** The runtime is an optional package: 288 MB that only those need who use this model. */
async function loadRuntime() {
  try {
    const { default: ort } = await import('onnxruntime-node');
    return ort;
  } catch (cause) {
    throw new ModelUnavailableError(
      'all-MiniLM-L6-v2 needs the package onnxruntime-node, which is not installed: run `npm install onnxruntime-node@1.30.0`, or set EMBEDDINGS=builtin.',
      { cause },
    );
  }
}

/** Keeps the closing mark, as the model was trained. */
function truncate(ids: readonly number[]): readonly number[] {
  return ids.length <= MINILM_MAX_TOKENS ? ids : [...ids.slice(0, MINILM_MAX_TOKENS - 1), ids.at(-1) ?? 0];
}

function meanPool(states: Float32Array, tokens: number): Float32Array {
  const vector = new Float32Array(MINILM_DIMENSION);
  for (let token = 0; token < tokens; token += 1) {
    const start = token * MINILM_DIMENSION;
    for (let at = 0; at < MINILM_DIMENSION; at += 1) {
      vector[at] = (vector[at] ?? 0) + (states[start + at] ?? 0);
    }
  }
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}
