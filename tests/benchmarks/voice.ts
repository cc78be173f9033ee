import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { COMMON_WORDS } from '#agents/supervisor/common-words.ts';
import { isConsequential } from '#agents/supervisor/consequence.ts';
import { createUnderstanding } from '#agents/supervisor/create-understanding.ts';
import { EMPTY_FOCUS } from '#agents/supervisor/dialogue-focus.ts';
import { readAlternatives } from '#agents/supervisor/read-alternatives.ts';
import { readingKey } from '#agents/supervisor/reading-key.ts';
import { scoreTranscript } from '#agents/supervisor/score-transcript.ts';
import { fitTranscript } from '#agents/supervisor/transcript-fit.ts';
import {
  ASK_BELOW,
  TRANSCRIPT_WEIGHTS,
  type TranscriptWeights,
} from '#agents/supervisor/transcript-weights.ts';
import type { UnderstandRequest } from '#agents/supervisor/understanding.ts';
import { readShippedProducts } from '#infra/catalogue/shipped-catalogue.ts';
import { shippedVocabulary } from '#tests/agents/supervisor/shipped-vocabulary.ts';
import { corpusUtterances } from '#tests/tools/corpus-utterances.ts';
import { fitTranscriptWeights, type JudgedTranscript } from '#tests/tools/fit-transcript-weights.ts';
import { createMishearing } from '#tests/tools/mishear.ts';
import { seededChance } from '#tests/tools/seeded-chance.ts';
import { type ConfidenceStyle, simulateTranscript } from '#tests/tools/simulated-recogniser.ts';
import { type Benchmark, type Figure, percentile } from './figure.ts';

const STYLES: readonly ConfidenceStyle[] = ['shares', 'each', 'none'];
/** Transcripts made up of each utterance: twice in each style. */
const PER_UTTERANCE = 6;
const THRESHOLDS = [0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8] as const;

interface Utterance extends Omit<UnderstandRequest, 'message'> {
  readonly said: string;
}
interface Simulated extends JudgedTranscript {
  readonly focus: UnderstandRequest['focus'];
}

/**
 * Choosing among a recogniser's alternatives and asking before a cart changes, over transcripts that a simulated
 * recogniser makes of the corpus of understanding (and of food orders, where DIR has them). Weights are fitted to every
 * other utterance and the shipped ones are scored on the rest. The recogniser is made up: the figures compare ways to
 * choose and thresholds with each other, and promise nothing of a real one.
 */
export const benchVoice: Benchmark = async ({ dataDir, split }) => {
  const vocabulary = await shippedVocabulary();
  const understand = createUnderstanding(vocabulary);
  const names = (await readShippedProducts()).flatMap(({ name, category, aliases }) => [
    name,
    category,
    ...aliases,
  ]);
  const words = new Set(names.flatMap((name) => name.toLowerCase().match(/[a-z]+/gu) ?? []));
  const mishear = createMishearing(words, COMMON_WORDS);
  const times: number[] = [];
  const simulate = (utterances: readonly Utterance[], seed: number): readonly Simulated[] => {
    const chance = seededChance(seed);
    return utterances.flatMap(({ said, focus, cartProducts }, at) => {
      const request = { message: said.toLowerCase(), focus, cartProducts };
      const reading = understand(request);
      const truthFit = fitTranscript(request, reading, vocabulary);
      return Array.from({ length: PER_UTTERANCE }, (_, round) => {
        const style = STYLES[(at + round) % STYLES.length] ?? 'shares';
        return simulateTranscript(said, mishear, style, chance);
      }).flatMap((transcript) => {
        if (transcript === null) return [];
        const start = performance.now();
        const heard = readAlternatives(transcript.alternatives, request, vocabulary, understand);
        scoreTranscript(heard, TRANSCRIPT_WEIGHTS);
        times.push(performance.now() - start);
        return [{ heard, truth: readingKey(reading), truthFit, focus }];
      });
    });
  };
  // Nobody speaks a typing slip.
  const corpus = corpusUtterances().filter(({ file }) => file !== 'slips.jsonl');
  const fitted = simulate(
    corpus.filter((_, at) => at % 2 === 0),
    1,
  );
  const judged = simulate(
    corpus.filter((_, at) => at % 2 === 1),
    2,
  );
  console.log('fitted weights:', rounded(fitTranscriptWeights(fitted, TRANSCRIPT_WEIGHTS.benefit)));
  const orders = readFoodOrders(dataDir, split);
  return {
    figures: [
      ...figuresOf('voice.corpus', judged),
      ...(orders === null ? [] : figuresOf('voice.foodOrders', simulate(orders, 3))),
      { name: 'voice.choose.p50Ms', value: percentile(times, 0.5), unit: 'ms' },
      { name: 'voice.choose.p99Ms', value: percentile(times, 0.99), unit: 'ms' },
    ],
    skipped: orders === null ? [foodOrdersFile(dataDir, split)] : [],
  };
};

function figuresOf(name: string, transcripts: readonly Simulated[]): readonly Figure[] {
  const rows = transcripts.map(({ heard, truth, focus }) => {
    const [chosen] = scoreTranscript(heard, TRANSCRIPT_WEIGHTS);
    return {
      confidence: chosen?.confidence ?? 0,
      right: chosen?.key === truth,
      surestRight: heard[0]?.key === truth,
      listed: heard.some(({ key }) => key === truth),
      changes: chosen?.reading.intents.some((intent) => isConsequential(intent, focus)) === true,
      surestChanges: heard[0]?.reading.intents.some((intent) => isConsequential(intent, focus)) === true,
    };
  });
  const share = (some: readonly unknown[], of: readonly unknown[]) => some.length / Math.max(1, of.length);
  const changing = rows.filter(({ changes }) => changes);
  console.log(`${name}: ${rows.length} transcripts, ${changing.length} of them heard as a change`);
  console.log('ask below   asked  wrong of what acts  right of what is asked');
  const at = (threshold: number) => {
    const acts = changing.filter(({ confidence }) => confidence >= threshold);
    const asks = changing.filter(({ confidence }) => confidence < threshold);
    return {
      asked: share(asks, changing),
      wrong: share(
        acts.filter(({ right }) => !right),
        acts,
      ),
      needless: share(
        asks.filter(({ right }) => right),
        asks,
      ),
    };
  };
  for (const threshold of THRESHOLDS) {
    const { asked, wrong, needless } = at(threshold);
    console.log(
      `${threshold.toFixed(2).padEnd(9)}   ${asked.toFixed(3)}  ${wrong.toFixed(4).padEnd(18)}  ${needless.toFixed(3)}`,
    );
  }
  const surest = rows.filter(({ surestChanges }) => surestChanges);
  const right = (of: typeof rows) => of.filter((row) => row.right);
  const chosen = at(ASK_BELOW);
  return [
    {
      name: `${name}.right`,
      value: share(right(rows), rows),
      reference: share(
        rows.filter(({ surestRight }) => surestRight),
        rows,
      ),
    },
    {
      name: `${name}.listed`,
      value: share(
        rows.filter(({ listed }) => listed),
        rows,
      ),
    },
    { name: `${name}.asked`, value: chosen.asked },
    {
      name: `${name}.wrongChanges`,
      value: chosen.wrong,
      reference: share(
        surest.filter(({ surestRight }) => !surestRight),
        surest,
      ),
    },
  ];
}

function foodOrdersFile(dataDir: string, split: 'public' | 'heldout'): string {
  return join(dataDir, 'intents', `food_orders.${split}.jsonl.gz`);
}

function readFoodOrders(dataDir: string, split: 'public' | 'heldout'): readonly Utterance[] | null {
  const file = foodOrdersFile(dataDir, split);
  if (!existsSync(file)) return null;
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .filter((_, at) => at % 4 === 0)
    .map((line) => ({
      said: String((JSON.parse(line) as { text: unknown }).text),
      focus: EMPTY_FOCUS,
      cartProducts: [],
    }));
}

function rounded(weights: TranscriptWeights): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(weights).map(([name, value]) => [name, Math.round(value * 100) / 100]),
  );
}
