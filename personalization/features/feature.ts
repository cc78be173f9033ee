export const FEATURE_NAMES = [
  'response_compiler',
  'preference_schema',
  'smart_ranking',
  'usual_orders',
  'reorder_intelligence',
  'dietary_cultural',
  'complementary',
  'quantity_memory',
  'budget_awareness',
  'household',
] as const;
export type FeatureName = (typeof FEATURE_NAMES)[number];

/** How one feature took part in a turn. */
export interface FeatureReport {
  readonly name: FeatureName;
  readonly status: 'applied' | 'abstained' | 'off' | 'degraded';
  /** 0 … 1; 0 when it abstained. */
  readonly confidence: number;
  /** How many observations it stands on. */
  readonly observations: number;
  /** One line that the shopper can read. */
  readonly reason: string;
}
