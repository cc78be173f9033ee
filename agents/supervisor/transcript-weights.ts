import type { TranscriptFit } from './transcript-fit.ts';

/** What each sign counts, in nats: see `scoreTranscript`. */
export interface TranscriptWeights extends Readonly<Record<keyof TranscriptFit, number>> {
  /** How well shoppers' words typically fit: the median of w · x over what was really said. */
  readonly typical: number;
  /**
   * What sense may add to the recogniser's own confidence: e^−b is what is left of the odds that something else was
   * said. A judgement, not a fit: simulated mishearings make less sense than real ones do.
   */
  readonly benefit: number;
}

/** Rounded from what `npm run bench -- voice` prints as fitted to simulated transcripts; see docs/decisions/0017. */
export const TRANSCRIPT_WEIGHTS: TranscriptWeights = {
  typical: -0.1,
  benefit: 0.4,
  unknownWords: -0.7,
  idleWords: -0.8,
  knownPairs: 1,
  strangeItems: -2,
  partItems: -2,
  itemsInView: 1.2,
  unclear: -1.7,
  answers: 0.6,
  grammarLog: 2,
};

/**
 * Below this confidence a change is asked about first. One sensible alternative then acts from a stated .5 on, and two
 * different ones that are heard as well as each other never do. What it costs and saves: `npm run bench -- voice`.
 */
export const ASK_BELOW = 0.6;
