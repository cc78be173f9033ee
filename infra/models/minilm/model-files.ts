import { MINILM_TOKENIZER, MINILM_TOKENIZER_CONFIG, MINILM_WEIGHTS } from './model-folder.ts';

/** A file to fetch: its address under the hub, its place in the model's folder, and what it must be. */
export interface ModelFile {
  readonly address: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Where models are published. */
export const MODEL_HUB = 'https://huggingface.co';

/**
 * all-MiniLM-L6-v2 (Apache-2.0) at fixed revisions: the authors' tokenizer, and their weights as ONNX in int8 by the
 * author of transformers.js. The weights come last, so that a folder with weights is a whole one.
 */
export const MINILM_FILES: readonly ModelFile[] = [
  {
    address:
      'sentence-transformers/all-MiniLM-L6-v2/resolve/1110a243fdf4706b3f48f1d95db1a4f5529b4d41/tokenizer_config.json',
    path: MINILM_TOKENIZER_CONFIG,
    bytes: 350,
    sha256: 'acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b',
  },
  {
    address:
      'sentence-transformers/all-MiniLM-L6-v2/resolve/1110a243fdf4706b3f48f1d95db1a4f5529b4d41/tokenizer.json',
    path: MINILM_TOKENIZER,
    bytes: 466_247,
    sha256: 'be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037',
  },
  {
    address:
      'Xenova/all-MiniLM-L6-v2/resolve/751bff37182d3f1213fa05d7196b954e230abad9/onnx/model_quantized.onnx',
    path: MINILM_WEIGHTS,
    bytes: 22_972_370,
    sha256: 'afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1',
  },
];
