import type { TranscriptFit } from './transcript-fit.ts';

/** What each sign counts, in nats: see `scoreTranscript`. */
export interface TranscriptWeights extends Readonly<Record<keyof TranscriptFit, number>> {
  /** How well shoppers' words typically fit: the median of w · x over what was really said. */
  readonly typical: number;
  /** What sense may add to the recogniser's own confidence: e^−b is what is left of the odds that something else was said. */
  readonly benefit: number;
}

/** Rounded from what `npm run bench -- voice` prints as fitted. */
export const TRANSCRIPT_WEIGHTS: TranscriptWeights = {
  typical: -0.1,
  benefit: 0.4,
  unknownWords: -0.7,
  idleWords: -0.9,
  knownPairs: 1.1,
  strangeItems: -1.9,
  partItems: -2.2,
  itemsInView: 1.2,
  unclear: -1.7,
  answers: 0.6,
  grammarLog: 2,
};

/** Below this confidence a change is asked about first. */
export const ASK_BELOW = 0.6;
