export const EMOTIONS = ['joy', 'sadness', 'anger', 'fear', 'surprise', 'neutral'] as const;
export type EmotionName = (typeof EMOTIONS)[number];

export interface Emotion {
  readonly primary: EmotionName;
  readonly confidence: number;
  readonly scores: Readonly<Record<EmotionName, number>>;
  readonly sentiment: 'positive' | 'negative' | 'neutral';
  /** −1 … 1 */
  readonly sentimentScore: number;
  /** 0 … 1 */
  readonly intensity: number;
}
