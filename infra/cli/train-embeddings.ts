import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createMiniLmEmbeddings } from '#infra/models/minilm/minilm-embeddings.ts';
import { MINILM_DIMENSION, MINILM_TOKENIZER } from '#infra/models/minilm/model-folder.ts';
import { STATIC_VECTORS_FILE } from '#infra/models/static/static-embeddings.ts';
import { makeUpTexts } from '#infra/models/static/training/made-up-texts.ts';
import type { VectorTable } from '#infra/models/static/training/principal-axes.ts';
import { createRandom } from '#infra/models/static/training/random.ts';
import { readTextSources } from '#infra/models/static/training/read-texts.ts';
import { trainVectors } from '#infra/models/static/training/train-vectors.ts';
import { encodeStaticVectors } from '#infra/models/static/vectors-file.ts';

const USAGE = `Usage: npm run train:embeddings -- [--model DIR] [--data DIR] [--cache FILE] [--out FILE]

Fits the vectors that ship to all-MiniLM-L6-v2; the same texts and model give the same file.
  --model DIR       folder of all-MiniLM-L6-v2; default ../shared/models/all-MiniLM-L6-v2
  --data DIR        folder of evaluation data, of which only openly licensed files are read; default ../shared/data
  --cache FILE      keeps MiniLM's vectors of texts, so that a second run takes minutes; default none
  --out FILE        default the file that the assistant reads
  --rows N          word pieces; default 19500
  --dimension N     numbers in a vector; default 192
  --epochs N        passes over the texts; default 6
  --made-up N       texts that are made up from topics.txt; default 40000`;

const SEED = 7;
/** Texts that MiniLM is asked for at a time. */
const AT_ONCE = 1_000;
/** Enough for every text of a run. */
const CACHED_VECTORS = 2_000_000;

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: '../shared/models/all-MiniLM-L6-v2' },
    data: { type: 'string', default: '../shared/data' },
    cache: { type: 'string' },
    out: { type: 'string', default: STATIC_VECTORS_FILE },
    rows: { type: 'string', default: '19500' },
    dimension: { type: 'string', default: '192' },
    epochs: { type: 'string', default: '6' },
    'made-up': { type: 'string', default: '40000' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) console.log(USAGE);
else {
  const { sources, missing } = readTextSources(values.data);
  if (missing.length > 0) {
    console.error(
      `These files are needed and were not found: ${missing.join(', ')}. Name their folder with --data.`,
    );
    process.exitCode = 2;
  } else await run(sources.flatMap(({ texts }) => texts));
}

async function run(texts: readonly string[]): Promise<void> {
  const teacher = await createMiniLmEmbeddings({
    directory: values.model,
    cacheFile: values.cache ?? null,
    cachedVectors: CACHED_VECTORS,
  });
  try {
    const { vectors, figures } = await trainVectors({
      texts,
      madeUp: makeUpTexts(createRandom(SEED), Number(values['made-up'])),
      vocabulary: readVocabulary(),
      teach,
      rows: Number(values.rows),
      dimension: Number(values.dimension),
      epochs: Number(values.epochs),
      seed: SEED,
      onProgress: (what) => console.log(what),
    });
    const bytes = encodeStaticVectors(vectors);
    writeFileSync(values.out, bytes);
    console.log(`${values.out}: ${bytes.length} bytes, ${vectors.model}`);
    console.log(
      `Texts held apart: ${figures.neighbours10.toFixed(4)} of the ten nearest, correlation ${figures.correlation.toFixed(4)}`,
    );
  } finally {
    await teacher.close();
  }

  async function teach(asked: readonly string[]): Promise<VectorTable> {
    const numbers = new Float32Array(asked.length * MINILM_DIMENSION);
    for (let from = 0; from < asked.length; from += AT_ONCE) {
      const vectors = await teacher.embed(asked.slice(from, from + AT_ONCE));
      for (const [position, vector] of vectors.entries()) {
        numbers.set(vector, (from + position) * MINILM_DIMENSION);
      }
      if (from % (20 * AT_ONCE) === 0 && asked.length > AT_ONCE)
        console.log(`${from} of ${asked.length} texts embedded`);
    }
    return { dimension: MINILM_DIMENSION, numbers };
  }
}

function readVocabulary(): readonly string[] {
  const { model } = JSON.parse(readFileSync(join(values.model, MINILM_TOKENIZER), 'utf8'));
  return Object.keys(model.vocab);
}
