import { parseArgs } from 'node:util';
import { readSettings, SettingsError } from '#infra/config/settings.ts';
import { FetchModelError, fetchModel } from '#infra/models/minilm/fetch-model.ts';
import { MINILM_FILES, MODEL_HUB } from '#infra/models/minilm/model-files.ts';

const USAGE = `Usage: npm run models:fetch -- [--to DIR] [--from URL]

Fetches all-MiniLM-L6-v2 (Apache-2.0, 23 MB), checks it by SHA-256, and goes on where it broke off.
  --to DIR     the model's folder; else MINILM_DIR, else models/all-MiniLM-L6-v2 in DATA_DIR
  --from URL   a mirror of ${MODEL_HUB}

Exit codes: 0 the model is there, 1 it could not be fetched, 2 the call was wrong.`;

try {
  const { values } = parseArgs({
    options: {
      to: { type: 'string' },
      from: { type: 'string', default: MODEL_HUB },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) console.log(USAGE);
  else await run(values.to ?? readSettings(process.env).embeddings.minilmDir, values.from);
} catch (error) {
  if (error instanceof FetchModelError) {
    console.error(error.message);
    process.exitCode = 1;
  } else if (error instanceof SettingsError || (error instanceof TypeError && 'code' in error)) {
    console.error(`${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
  } else throw error;
}

async function run(directory: string, from: string): Promise<void> {
  let told = -1;
  const fetched = await fetchModel({
    hub: from.replace(/\/+$/u, ''),
    directory,
    files: MINILM_FILES,
    onProgress: (file, bytes) => {
      const tenth = Math.floor((10 * bytes) / file.bytes);
      if (tenth !== told) console.log(`${file.path}: ${tenth * 10} %`);
      told = tenth;
    },
  });
  console.log(
    fetched.length === 0
      ? `${directory} is whole already.`
      : `${directory} is whole. LeafLoaf uses it at its next start.`,
  );
}
