import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { encodeRouterWeights } from '#agents/supervisor/router/router-weights.ts';
import { trainRouter } from '#agents/supervisor/router/train-router.ts';
import { ROUTER_WEIGHTS_FILE } from '#infra/models/router-weights-file.ts';
import { ROUTED_CORPORA, readRoutedTexts, routedTextsFile } from './read-routed-texts.ts';

const USAGE = `Usage: npm run train:router -- [--data DIR] [--out FILE]

Trains the router on the public texts of DIR/intents and writes its weights; the same texts give the same file.
  --data DIR   the folder of evaluation data; default ../shared/data
  --out FILE   where the weights go; default the file that the assistant reads`;

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    out: { type: 'string', default: ROUTER_WEIGHTS_FILE },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) console.log(USAGE);
else {
  const corpora = ROUTED_CORPORA.map((corpus) => ({
    file: routedTextsFile(values.data, corpus, 'public'),
    texts: readRoutedTexts(values.data, corpus, 'public'),
  }));
  const missing = corpora.filter(({ texts }) => texts === null).map(({ file }) => file);
  if (missing.length > 0) {
    console.error(
      `These files are needed and were not found: ${missing.join(', ')}. Name their folder with --data.`,
    );
    process.exitCode = 2;
  } else {
    const texts = corpora.flatMap((corpus) => corpus.texts ?? []);
    console.log(`Training on ${texts.length} texts; this takes about half a minute.`);
    const weights = trainRouter(texts);
    const bytes = encodeRouterWeights(weights);
    writeFileSync(values.out, bytes);
    console.log(
      `${values.out}: ${bytes.length} bytes, ${weights.header.features} features, temperature ${weights.header.temperature.toFixed(3)}`,
    );
  }
}
