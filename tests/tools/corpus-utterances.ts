import { basename } from 'node:path';
import type { UnderstandRequest } from '#agents/supervisor/understanding.ts';
import { OWN_UTTERANCES, requestOf, utteranceFiles, utterancesOf } from './scenario-utterances.ts';

/** One utterance of the corpus in the situation it belongs to. */
export interface CorpusUtterance extends Omit<UnderstandRequest, 'message'> {
  readonly file: string;
  readonly said: string;
  /** The situation's name; null where nothing went before. */
  readonly situation: string | null;
}

/** Every utterance of the corpus of understanding, file by file. */
export function corpusUtterances(): readonly CorpusUtterance[] {
  return utteranceFiles(OWN_UTTERANCES).flatMap((file) =>
    utterancesOf(file).map((line) => {
      const { message, ...situation } = requestOf(line);
      return { file: basename(file), said: message, situation: line.focus ?? null, ...situation };
    }),
  );
}
