import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { detectEmotion } from '#memory/emotion/detect-emotion.ts';
import { EMOTIONS, type EmotionName } from '#memory/emotion/emotion.ts';
import { type Benchmark, type Figure, percentile } from './figure.ts';

/** Six-class emotion on real comments (macro-F1) and the time of one detection. */
export const benchEmotion: Benchmark = async ({ dataDir, split }) => {
  const file = join(
    dataDir,
    'emotion',
    split === 'heldout' ? 'goemotions_test.heldout.jsonl.gz' : 'goemotions_dev.public.jsonl.gz',
  );
  if (!existsSync(file)) return { figures: [], skipped: [file] };
  const items = gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line): { text: string; six: EmotionName | null } => JSON.parse(line))
    .filter((item) => item.six !== null);
  const times: number[] = [];
  const pairs = items.map(({ text, six }) => {
    const start = performance.now();
    const { primary } = detectEmotion(text);
    times.push(performance.now() - start);
    return { expected: six, got: primary };
  });
  const f1 = EMOTIONS.map((name) => {
    const hits = pairs.filter((pair) => pair.expected === name && pair.got === name).length;
    const all =
      pairs.filter((pair) => pair.expected === name).length +
      pairs.filter((pair) => pair.got === name).length;
    return { name, value: all === 0 ? 0 : (2 * hits) / all };
  });
  const figures: readonly Figure[] = [
    {
      name: 'emotion.macroF1',
      value: f1.reduce((sum, one) => sum + one.value, 0) / f1.length,
      reference: 0.598,
      aim: 0.64,
    },
    ...f1.map(({ name, value }) => ({ name: `emotion.f1.${name}`, value })),
    {
      name: 'emotion.accuracy',
      value: pairs.filter((pair) => pair.expected === pair.got).length / pairs.length,
    },
    { name: 'emotion.p99Ms', value: percentile(times, 0.99), unit: 'ms', aim: 1 },
  ];
  return { figures, skipped: [] };
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dataDir = process.argv[2] ?? join(import.meta.dirname, '../../../shared/data');
  const { figures, skipped } = await benchEmotion({ dataDir, split: 'public' });
  for (const { name, value } of figures) console.log(`${name.padEnd(24)} ${value.toFixed(4)}`);
  for (const set of skipped) console.log(`skipped: ${set}`);
}
