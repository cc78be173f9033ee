import { EMOTIONS, type Emotion, type EmotionName } from './emotion.ts';
import {
  DEGREES,
  LEXICON,
  type LexiconEntry,
  LONGEST_PHRASE,
  NEGATED,
  NEGATIONS,
  PLAIN_PHRASES,
  SIGN_LEXICON,
} from './lexicon.ts';

/** Whether the word at a place belongs to the name of a product or brand; such words say nothing of a feeling. */
export type ProductMask = (words: readonly string[], position: number) => boolean;

export interface DetectEmotionOptions {
  /** Default: no word is masked. */
  readonly isProduct?: ProductMask;
}

/** Words a negation reaches over. */
const NEGATION_REACH = 3;
/** Letters that are read; a feeling shows before that, and a pasted book does not cost the turn. */
const MAX_LENGTH = 2_000;
/** The evidence for "no feeling" that every text starts with. */
const NEUTRAL_WEIGHT = 1.1;
/** Turns sums of weights into shares: the higher, the surer. */
const SHARPNESS = 0.9;
/** Weight beyond which a text is as intense as can be told. */
const FULL_INTENSITY = 6;
const VALENCE: Readonly<Record<EmotionName, number>> = {
  joy: 1,
  sadness: -1,
  anger: -1,
  fear: -0.8,
  surprise: 0.1,
  neutral: 0,
};
/** Sentiment score from which a text counts as positive or negative. */
const SENTIMENT_FROM = 0.15;

/**
 * The emotion of a message, by a lexicon of words, phrases, emoji and emoticons, with negation and degree. Works on
 * whole words, so "beverage" holds no "rage", and skips the names of products.
 */
export function detectEmotion(text: string, { isProduct = () => false }: DetectEmotionOptions = {}): Emotion {
  const read = text.slice(0, MAX_LENGTH);
  const words = wordsOf(read);
  const weights: Record<LexiconEntry['emotion'], number> = {
    joy: 0,
    sadness: 0,
    anger: 0,
    fear: 0,
    surprise: 0,
  };
  for (const { emotion, weight } of [...wordEvidence(words, isProduct), ...signEvidence(read)])
    weights[emotion] += weight;

  const emphasis = emphasisOf(read);
  const scores = sharesOf(weights, emphasis);
  const primary = EMOTIONS.reduce((best, name) => (scores[name] > scores[best] ? name : best), 'neutral');
  const felt = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  // Of what was felt alone: a text without feeling is neither good nor bad.
  const charge = Object.entries(weights).reduce(
    (sum, [name, weight]) => sum + VALENCE[name as EmotionName] * weight,
    0,
  );
  const sentimentScore = charge / (felt + NEUTRAL_WEIGHT);
  return {
    primary,
    confidence: scores[primary],
    scores,
    sentiment:
      sentimentScore >= SENTIMENT_FROM
        ? 'positive'
        : sentimentScore <= -SENTIMENT_FROM
          ? 'negative'
          : 'neutral',
    sentimentScore: Math.max(-1, Math.min(1, sentimentScore)),
    intensity: Math.min(1, (felt * emphasis) / FULL_INTENSITY),
  };
}

/** Words in lower case without apostrophes, and the clause marks that end the reach of a negation. */
function wordsOf(text: string): readonly string[] {
  return (
    text
      .toLowerCase()
      .replace(/(?<=\p{L})['’](?=\p{L})/gu, '')
      .replace(/(\p{L})\1{2,}/gu, '$1$1')
      .match(/[\p{L}\p{M}\p{N}]+|[.,;:!?]/gu) ?? []
  );
}

function* wordEvidence(words: readonly string[], isProduct: ProductMask): Generator<LexiconEntry> {
  let negatedUntil = -1;
  let degree = 1;
  for (let position = 0; position < words.length; ) {
    const word = words[position] ?? '';
    if (/^[.,;:!?]$/u.test(word)) {
      negatedUntil = -1;
      degree = 1;
      position += 1;
      continue;
    }
    const { entry, length } = entryAt(words, position, isProduct);
    const isNegated = position <= negatedUntil;
    if (entry !== null && !(length === 1 && DEGREES.has(word) && carriesOn(words, position, isProduct))) {
      const weight = entry.weight * degree;
      degree = 1;
      if (!isNegated) yield { emotion: entry.emotion, weight };
      else {
        const instead = NEGATED[entry.emotion];
        if (instead.emotion !== null) yield { emotion: instead.emotion, weight: weight * instead.share };
      }
    } else if (DEGREES.has(word)) {
      degree *= DEGREES.get(word) ?? 1;
    }
    if (length === 1 && NEGATIONS.has(word)) negatedUntil = position + NEGATION_REACH;
    position += length;
  }
}

/** Whether the next word has a feeling that this one only strengthens: "really good". */
function carriesOn(words: readonly string[], position: number, isProduct: ProductMask): boolean {
  return position + 1 < words.length && entryAt(words, position + 1, isProduct).entry !== null;
}

/** The longest entry that starts here; words of a product's name have none. */
function entryAt(
  words: readonly string[],
  position: number,
  isProduct: ProductMask,
): { readonly entry: LexiconEntry | null; readonly length: number } {
  for (let length = Math.min(LONGEST_PHRASE, words.length - position); length > 0; length -= 1) {
    const phrase = words.slice(position, position + length).join('_');
    if (PLAIN_PHRASES.has(phrase)) return { entry: null, length };
    const entry = LEXICON.get(phrase);
    if (entry === undefined) continue;
    const isName = Array.from({ length }, (_, at) => isProduct(words, position + at)).every(Boolean);
    if (!isName) return { entry, length };
  }
  return { entry: null, length: 1 };
}

function* signEvidence(text: string): Generator<LexiconEntry> {
  for (const [sign] of text.matchAll(
    /\p{Extended_Pictographic}|(?<=^|\s)[>]?[:;=]['-]?[()DOo](?=\s|$)|<3|\^\^/gu,
  )) {
    const entry = SIGN_LEXICON.get(sign);
    if (entry !== undefined) yield entry;
  }
}

/** 1, and more for exclamation marks and for words in capitals. */
function emphasisOf(text: string): number {
  const marks = Math.min(3, (text.match(/!/gu) ?? []).length);
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const isShouted = letters >= 6 && text === text.toUpperCase() && text !== text.toLowerCase();
  return 1 + 0.15 * marks + (isShouted ? 0.3 : 0);
}

function sharesOf(
  weights: Readonly<Record<LexiconEntry['emotion'], number>>,
  emphasis: number,
): Readonly<Record<EmotionName, number>> {
  const powers = EMOTIONS.map((name) =>
    Math.exp(SHARPNESS * (name === 'neutral' ? NEUTRAL_WEIGHT : weights[name] * emphasis)),
  );
  const total = powers.reduce((sum, power) => sum + power, 0);
  const [joy = 0, sadness = 0, anger = 0, fear = 0, surprise = 0, neutral = 0] = powers.map(
    (power) => power / total,
  );
  return { joy, sadness, anger, fear, surprise, neutral };
}
