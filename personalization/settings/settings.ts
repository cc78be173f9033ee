import type { FeatureName } from '#personalization/features/feature.ts';

export const SETTINGS_VERSION = 1;

/** What a shopper has said explicitly and switched. Durable; an allergy never expires. */
export interface ShopperSettings {
  readonly version: number;
  readonly shopperId: string;
  /** Raised by one at every change. */
  readonly revision: number;
  readonly diets: readonly string[];
  readonly allergies: readonly string[];
  readonly dislikes: readonly string[];
  readonly householdSize: number | null;
  readonly budgetCents: number | null;
  readonly features: Readonly<Record<FeatureName, boolean>>;
  readonly privacy: {
    readonly learning: boolean;
    readonly sharing: boolean;
    readonly emotionMemory: boolean;
    readonly retentionDays: number;
  };
  /** Milliseconds since the epoch. */
  readonly updatedAt: number;
}
