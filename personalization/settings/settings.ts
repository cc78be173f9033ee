import type { FeatureName } from '#personalization/features/feature.ts';

export const SETTINGS_VERSION = 1;

/** What the lists of diets, allergies and dislikes do not tell of an entry: whose it is, and how it was meant. */
export interface StatedNeed {
  readonly kind: 'allergy' | 'diet' | 'dislike' | 'like';
  /** As in the list of that kind. */
  readonly value: string;
  /** Whose: "you", "your household", "your son". */
  readonly who: string;
  /** Kept out by choice rather than for an allergy, or never eaten rather than not liked. */
  readonly avoided: boolean;
  /** In the list of its kind, and so respected in every search and addition; otherwise only remembered. */
  readonly heeded: boolean;
}

/** What a shopper has said explicitly and switched. Durable; an allergy never expires. */
export interface ShopperSettings {
  readonly version: number;
  readonly shopperId: string;
  /** Raised by one at every change. */
  readonly revision: number;
  readonly diets: readonly string[];
  readonly allergies: readonly string[];
  readonly dislikes: readonly string[];
  /**
   * Whose the allergies are where they are not the shopper's alone, what is never eaten, and what others of the
   * household want. Only allergies, and what the whole household does without, are in the lists above and so heeded
   * everywhere.
   */
  readonly needs: readonly StatedNeed[];
  readonly householdSize: number | null;
  readonly budgetCents: number | null;
  readonly features: Readonly<Record<FeatureName, boolean>>;
  readonly privacy: {
    readonly learning: boolean;
    /** What they do counts, without their name, in what is learned over everybody. */
    readonly sharing: boolean;
    readonly emotionMemory: boolean;
    /** How long what was observed is kept, counted from when it was recorded; what they told stays. */
    readonly retentionDays: number;
  };
  /** Milliseconds since the epoch. */
  readonly updatedAt: number;
}
