import { readAlternatives } from './read-alternatives.ts';
import { wordsOf } from './same-words.ts';
import { type ScoredAlternative, scoreTranscript } from './score-transcript.ts';
import { TRANSCRIPT_WEIGHTS } from './transcript-weights.ts';
import type { Understand, Understanding, UnderstandRequest } from './understanding.ts';
import type { CatalogueVocabulary } from './vocabulary.ts';

export interface TranscriptAlternative {
  readonly text: string;
  /** The recogniser's, in [0, 1]; 0 says that it gave none. */
  readonly confidence: number;
}

export interface HeardAlternative {
  readonly text: string;
  /** The probability that this, or something that asks for the same, was said; see score-transcript.ts. */
  readonly confidence: number;
  readonly reading: Understanding;
}

export interface HeardTranscript extends HeardAlternative {
  /**
   * typed: the message says what no alternative or only a lower one does, so the shopper chose or corrected it ·
   * recogniser: its surest alternative stayed · vocabulary: the catalogue and the situation spoke for another one.
   */
  readonly by: 'typed' | 'recogniser' | 'vocabulary';
  /** The likeliest alternative that asks for something else; null when there is none. */
  readonly runnerUp: HeardAlternative | null;
}

export interface HearRequest extends Omit<UnderstandRequest, 'message'> {
  /** What the client shows as said: one of the alternatives, or what the shopper made of it. */
  readonly message: string;
  /** Not empty. */
  readonly alternatives: readonly TranscriptAlternative[];
}

export type ChooseTranscript = (request: HearRequest) => HeardTranscript;

/**
 * Chooses what was said among a recogniser's alternatives, by its confidence and by how each fits the catalogue and
 * the situation. A message that is not what a client shows by itself, the first or the surest alternative, is the
 * shopper's own word and is taken as it is.
 */
export function createTranscriptChooser(
  vocabulary: () => CatalogueVocabulary,
  understand: Understand,
): ChooseTranscript {
  return ({ message, alternatives, focus, cartProducts, promotionCodes = [] }) => {
    const situation = { focus, cartProducts, promotionCodes };
    const heard = readAlternatives(alternatives, situation, vocabulary(), understand);
    const [surest] = heard;
    // Clients show the first or the surest alternative unless somebody chose another or typed.
    const shown = ['', surest?.text ?? '', alternatives[0]?.text ?? ''].map(wordsOf);
    if (surest === undefined || !shown.includes(wordsOf(message))) {
      const reading = understand({ message, ...situation });
      return { text: message, confidence: 1, by: 'typed', reading, runnerUp: null };
    }
    const scored = scoreTranscript(heard, TRANSCRIPT_WEIGHTS);
    const [chosen] = scored;
    if (chosen === undefined) throw new Error('A transcript needs at least one alternative with words.');
    const other = scored.find(({ key }) => key !== chosen.key);
    const by = chosen.text === surest.text ? 'recogniser' : 'vocabulary';
    return { ...toHeard(chosen), by, runnerUp: other === undefined ? null : toHeard(other) };
  };
}

function toHeard({ text, confidence, reading }: ScoredAlternative): HeardAlternative {
  return { text, confidence, reading };
}
