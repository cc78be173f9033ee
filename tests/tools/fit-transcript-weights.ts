import { scoreFit, type WeighedAlternative } from '#agents/supervisor/score-transcript.ts';
import type { TranscriptFit } from '#agents/supervisor/transcript-fit.ts';
import type { TranscriptWeights } from '#agents/supervisor/transcript-weights.ts';

/** One transcript, understood, with what was really asked for. */
export interface JudgedTranscript {
  readonly heard: readonly WeighedAlternative[];
  readonly truth: string;
  /** The fit of what was really said, heard without a fault. */
  readonly truthFit: TranscriptFit;
}

/** Keeps a sign that is seen seldom from counting much; in units of the mean log-likelihood. */
const RIDGE = 0.005;
const STEPS = 600;
const RATE = 0.15;

/**
 * Weights under which, among the alternatives of those transcripts that list it, what was asked for is likeliest: the
 * conditional logit of `scoreTranscript`, by gradient ascent (Adam) on the mean log-likelihood.
 */
export function fitTranscriptWeights(
  transcripts: readonly JudgedTranscript[],
  benefit: number,
): TranscriptWeights {
  const first = transcripts[0];
  if (first === undefined) throw new Error('Weights need at least one transcript to be fitted to.');
  const names = Object.keys(first.truthFit) as (keyof TranscriptFit)[];
  const rows = transcripts
    .map(({ heard, truth }) => ({
      signs: heard.map(({ fit }) => names.map((name) => fit[name])),
      logs: heard.map(({ confidence }) => Math.log(confidence)),
      isRight: heard.map(({ key }) => key === truth),
    }))
    .filter(({ isRight }) => isRight.includes(true) && isRight.includes(false));
  const weights = names.map(() => 0);
  const speed = names.map(() => 0);
  const spread = names.map(() => 0);
  for (let step = 1; step <= STEPS; step += 1) {
    const slope = weights.map((weight) => -RIDGE * weight);
    for (const { signs, logs, isRight } of rows) {
      const scores = signs.map((row, at) => dot(row, weights) + (logs[at] ?? 0));
      const highest = Math.max(...scores);
      const mass = scores.map((score) => Math.exp(score - highest));
      const all = mass.reduce((sum, part) => sum + part, 0);
      const right = mass.reduce((sum, part, at) => (isRight[at] ? sum + part : sum), 0);
      signs.forEach((row, at) => {
        const pull = (isRight[at] ? (mass[at] ?? 0) / right : 0) - (mass[at] ?? 0) / all;
        row.forEach((sign, place) => {
          slope[place] = (slope[place] ?? 0) + (pull * sign) / rows.length;
        });
      });
    }
    slope.forEach((part, at) => {
      speed[at] = 0.9 * (speed[at] ?? 0) + 0.1 * part;
      spread[at] = 0.99 * (spread[at] ?? 0) + 0.01 * part * part;
      const momentum = (speed[at] ?? 0) / (1 - 0.9 ** step);
      const scale = Math.sqrt((spread[at] ?? 0) / (1 - 0.99 ** step)) + 1e-8;
      weights[at] = (weights[at] ?? 0) + ((RATE / Math.sqrt(step)) * momentum) / scale;
    });
  }
  const fitted = Object.fromEntries(names.map((name, at) => [name, weights[at] ?? 0]));
  const withoutTypical = { ...fitted, typical: 0, benefit } as TranscriptWeights;
  const fits = transcripts.map(({ truthFit }) => scoreFit(truthFit, withoutTypical)).sort((a, b) => a - b);
  return { ...withoutTypical, typical: fits[Math.floor(fits.length / 2)] ?? 0 };
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);
}
