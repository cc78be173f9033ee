/** What was said to be right with which probability, and whether it was. */
export interface Judgement {
  readonly probability: number;
  readonly isRight: boolean;
}

/** One bar of a reliability diagram: what was said, and how often it was right. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Mean of the stated probabilities. */
  readonly confidence: number;
  /** Share that was right. */
  readonly accuracy: number;
}

const BINS = 10;

export function reliability(judgements: readonly Judgement[]): readonly ReliabilityBin[] {
  return Array.from({ length: BINS }, (_, bin) => {
    const inside = judgements.filter(
      ({ probability }) => Math.min(BINS - 1, Math.floor(probability * BINS)) === bin,
    );
    const mean = (values: readonly number[]): number =>
      values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
    return {
      from: bin / BINS,
      to: (bin + 1) / BINS,
      count: inside.length,
      confidence: mean(inside.map(({ probability }) => probability)),
      accuracy: mean(inside.map(({ isRight }) => Number(isRight))),
    };
  });
}

/** Expected calibration error: the bins' gaps between confidence and accuracy, weighed by their counts (Guo et al. 2017). */
export function calibrationError(judgements: readonly Judgement[]): number {
  return reliability(judgements).reduce(
    (sum, { count, confidence, accuracy }) =>
      sum + (count / judgements.length) * Math.abs(confidence - accuracy),
    0,
  );
}

/** Prints the diagram: in each row a bar of the accuracy, with | where the confidence stands. */
export function printReliability(title: string, judgements: readonly Judgement[]): void {
  console.log(`${title}\nsaid           count  confidence  accuracy`);
  for (const { from, to, count, confidence, accuracy } of reliability(judgements)) {
    if (count === 0) continue;
    const bar = [...'#'.repeat(Math.round(accuracy * 40)).padEnd(41)];
    bar[Math.round(confidence * 40)] = '|';
    const range = `${from.toFixed(1)} to ${to.toFixed(1)}`;
    const figures = `${confidence.toFixed(3).padStart(10)}  ${accuracy.toFixed(3).padStart(8)}`;
    console.log(`${range.padEnd(11)} ${String(count).padStart(8)}  ${figures}  ${bar.join('')}`);
  }
}
