import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Benchmark, Figure } from './figure.ts';

/** Every benchmark by its name; loaded only when it runs. */
const BENCHMARKS: Readonly<Record<string, () => Promise<Benchmark>>> = {
  ledger: async () => (await import('./ledger.ts')).benchLedger,
  turn: async () => (await import('./turn.ts')).benchTurn,
  emotion: async () => (await import('./emotion.ts')).benchEmotion,
  memory: async () => (await import('./memory.ts')).benchMemory,
  search: async () => (await import('./search.ts')).benchSearch,
  voice: async () => (await import('./voice.ts')).benchVoice,
  dietary: async () => (await import('./dietary.ts')).benchDietary,
  personalization: async () => (await import('./personalization.ts')).benchPersonalization,
  ranking: async () => (await import('./personalization/ranking.ts')).benchRanking,
  import: async () => (await import('./import.ts')).benchImport,
  spanner: async () => (await import('./spanner.ts')).benchSpanner,
  weaviate: async () => (await import('./weaviate.ts')).benchWeaviate,
  history: async () => (await import('./history.ts')).benchHistory,
  understanding: async () => (await import('./understanding.ts')).benchUnderstanding,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', default: '../shared/data' },
    split: { type: 'string', default: 'public' },
    json: { type: 'string' },
    part: { type: 'string' },
    set: { type: 'string' },
  },
});

const [name = ''] = positionals;
const load = BENCHMARKS[name];
if (load === undefined || (values.split !== 'public' && values.split !== 'heldout')) {
  console.error(
    `Usage: npm run bench -- NAME [--data DIR] [--split public|heldout] [--part PART] [--set NAME] [--json FILE]\nNAME is one of: ${Object.keys(BENCHMARKS).join(', ')}`,
  );
  process.exit(2);
}

const benchmark = await load();
const { figures, skipped } = await benchmark({
  dataDir: values.data,
  split: values.split,
  part: values.part,
  set: values.set,
});
for (const figure of figures) console.log(describe(figure));
for (const set of skipped) console.log(`skipped: ${set}`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);

function describe({ name: figure, value, unit = '', reference, aim }: Figure): string {
  const rounded = Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
  const beside = [
    ...(reference === undefined ? [] : [`reference ${reference}`]),
    ...(aim === undefined ? [] : [`aim ${aim}`]),
  ];
  return `${figure.padEnd(40)} ${rounded.padStart(8)} ${unit.padEnd(6)} ${beside.join(', ')}`.trimEnd();
}
