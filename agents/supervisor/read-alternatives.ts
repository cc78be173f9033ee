import { readingKey } from './reading-key.ts';
import { wordsOf } from './same-words.ts';
import type { WeighedAlternative } from './score-transcript.ts';
import { statedConfidences } from './stated-confidence.ts';
import { countMended, fitTranscript } from './transcript-fit.ts';
import type { Understand, UnderstandRequest } from './understanding.ts';
import type { CatalogueVocabulary } from './vocabulary.ts';

/** Alternatives looked at, the surest first: understanding each of them costs up to some milliseconds. */
const MOST_ALTERNATIVES = 5;
/** Characters understood in all: nobody speaks longer than this at once, and what is sent must not cost more. */
const MOST_CHARACTERS = 2_000;

/** The alternatives that have words, each once and understood in the situation, the surest first. */
export function readAlternatives(
  alternatives: readonly { readonly text: string; readonly confidence: number }[],
  situation: Omit<UnderstandRequest, 'message'>,
  vocabulary: CatalogueVocabulary,
  understand: Understand,
): readonly WeighedAlternative[] {
  const seen = new Set<string>();
  const kept = statedConfidences(alternatives).filter(({ text }) => {
    const words = wordsOf(text);
    if (words === '' || seen.has(words)) return false;
    seen.add(words);
    return true;
  });
  let characters = 0;
  const looked = kept.slice(0, MOST_ALTERNATIVES).filter(({ text }, place) => {
    characters += text.length;
    return place === 0 || characters <= MOST_CHARACTERS;
  });
  return looked.map(({ text, confidence }) => {
    const request = { ...situation, message: text };
    const reading = understand(request);
    return {
      text,
      confidence,
      reading,
      key: readingKey(reading),
      fit: fitTranscript(request, reading, vocabulary),
      mended: countMended(text, vocabulary),
    };
  });
}
