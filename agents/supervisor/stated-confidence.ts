interface Alternative {
  readonly text: string;
  readonly confidence: number;
}

/** Nothing is quite sure or quite impossible; also keeps logarithms finite. */
const LOWEST = 0.02;
const HIGHEST = 0.98;
/** What stands for the first alternative of a recogniser that states no confidence at all. */
const UNSTATED_FIRST = 0.8;
/** Each further alternative without a confidence counts this much of the one before it. */
const UNSTATED_DECAY = 0.25;

/**
 * Alternatives with the confidence that theirs stands for, the surest first. Recognisers write 0 for "not stated":
 * many state one for their first alternative alone, some for none. What is not stated follows from the place in the
 * list, which is in their order of belief.
 */
export function statedConfidences(alternatives: readonly Alternative[]): readonly Alternative[] {
  const stated = alternatives.map(({ confidence }) => confidence).filter((confidence) => confidence > 0);
  let last = stated.length > 0 ? Math.min(...stated) * UNSTATED_DECAY : UNSTATED_FIRST;
  return alternatives
    .map(({ text, confidence }) => {
      if (confidence > 0) return { text, confidence: Math.min(HIGHEST, Math.max(LOWEST, confidence)) };
      const stands = Math.min(HIGHEST, Math.max(LOWEST, last));
      last *= UNSTATED_DECAY;
      return { text, confidence: stands };
    })
    .sort((left, right) => right.confidence - left.confidence);
}
