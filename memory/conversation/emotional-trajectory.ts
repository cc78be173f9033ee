export interface EmotionalTrajectory {
  /** Oldest first. */
  readonly emotions: readonly string[];
  /** Mean of the sentiment scores with the latest counting most, −1 … 1. */
  readonly mood: number;
  /** Where the mood is going; `steady` when there is too little to tell. */
  readonly trend: 'improving' | 'worsening' | 'steady';
  /** The emotion of the latest turn and for how many turns it has lasted; null before the first turn. */
  readonly current: { readonly emotion: string; readonly turns: number } | null;
}

/** What a turn counts in the mood one turn later. */
const FADE_PER_TURN = 0.8;
/** Change of sentiment from first to last turn, by the fitted line, that is a trend and not noise. */
const TREND_FROM = 0.4;
/** Turns it takes to speak of a trend. */
const TREND_TURNS = 3;

/** How the shopper has felt over these turns, oldest first. */
export function emotionalTrajectory(
  emotions: readonly { readonly primary: string; readonly score: number }[],
): EmotionalTrajectory {
  const latest = emotions.at(-1);
  const others = emotions.findLastIndex((emotion) => emotion.primary !== latest?.primary);
  return {
    emotions: emotions.map((emotion) => emotion.primary),
    mood: moodOf(emotions.map((emotion) => emotion.score)),
    trend: trendOf(emotions.map((emotion) => emotion.score)),
    current: latest === undefined ? null : { emotion: latest.primary, turns: emotions.length - 1 - others },
  };
}

function moodOf(scores: readonly number[]): number {
  let sum = 0;
  let total = 0;
  let weight = 1;
  for (const score of scores.toReversed()) {
    sum += weight * score;
    total += weight;
    weight *= FADE_PER_TURN;
  }
  return total === 0 ? 0 : sum / total;
}

function trendOf(scores: readonly number[]): EmotionalTrajectory['trend'] {
  if (scores.length < TREND_TURNS) return 'steady';
  const middle = (scores.length - 1) / 2;
  let covariance = 0;
  let variance = 0;
  for (const [position, score] of scores.entries()) {
    covariance += (position - middle) * score;
    variance += (position - middle) ** 2;
  }
  const change = (covariance / variance) * (scores.length - 1);
  if (change >= TREND_FROM) return 'improving';
  return change <= -TREND_FROM ? 'worsening' : 'steady';
}
