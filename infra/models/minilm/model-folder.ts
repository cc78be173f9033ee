import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Where the files of all-MiniLM-L6-v2 lie inside its folder, in the layout of transformers.js. */
export const MINILM_WEIGHTS = 'onnx/model_quantized.onnx';
export const MINILM_TOKENIZER = 'tokenizer.json';
export const MINILM_TOKENIZER_CONFIG = 'tokenizer_config.json';

/** Numbers in a vector of MiniLM. */
export const MINILM_DIMENSION = 384;

/** The model cannot be used: what is wrong, where, and what to do. */
export class ModelUnavailableError extends Error {
  override readonly name = 'ModelUnavailableError';
}

/**
 * Names the model in a folder by its weights (`all-MiniLM-L6-v2/56e65d00b1fb`), because two exports of one model give
 * two kinds of vectors. Throws `ModelUnavailableError` when a file is missing.
 */
export async function nameModelIn(directory: string): Promise<string> {
  const missing = [MINILM_WEIGHTS, MINILM_TOKENIZER, MINILM_TOKENIZER_CONFIG].filter(
    (file) => !existsSync(join(directory, file)),
  );
  if (missing.length > 0) {
    throw new ModelUnavailableError(
      `The folder of all-MiniLM-L6-v2, ${directory}, lacks ${missing.join(', ')}: fetch the model with \`npm run models:fetch\`, or name its folder in MINILM_DIR.`,
    );
  }
  const hash = createHash('sha256');
  await pipeline(createReadStream(join(directory, MINILM_WEIGHTS)), hash);
  return `all-MiniLM-L6-v2/${hash.digest('hex').slice(0, 12)}`;
}
