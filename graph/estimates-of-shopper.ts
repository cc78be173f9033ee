import { budgetAwareness, priceLevelReason } from '#personalization/features/budget-awareness.ts';
import { household } from '#personalization/features/household.ts';
import type { Estimated } from '#personalization/learning/disowned-estimates.ts';
import { type EdgeName, SHOPPER_NODE } from '#personalization/learning/edge.ts';
import type { ShopperProfile } from '#personalization/profile.ts';
import type { MemoryFact } from './memory-fact.ts';

/** What facts together are taken to mean: no fact of the graph, and owned by the shopper all the same. */
export interface Estimate {
  readonly kind: Estimated;
  /** Names it; there is no such fact in the graph. */
  readonly edge: EdgeName;
  readonly text: string;
  readonly confidence: number;
  readonly observations: number;
  readonly value: number | null;
}

/** The price level and the household, where orders show one that the shopper did not tell. */
export function estimatesOf(profile: ShopperProfile): readonly Estimate[] {
  const money = budgetAwareness(profile);
  const people = household(profile);
  const name = (kind: Estimated): EdgeName => ({
    sourceId: SHOPPER_NODE,
    kind: 'STATED',
    targetId: `estimate:${kind}`,
  });
  return [
    ...(money.level === null
      ? []
      : [
          {
            kind: 'price_level' as const,
            edge: name('price_level'),
            text: priceLevelReason(profile, money.level),
            confidence: money.level.confidence,
            observations: profile.prices?.purchases ?? 0,
            value: null,
          },
        ]),
    ...(people.people === null || profile.settings?.householdSize !== null
      ? []
      : [
          {
            kind: 'household_estimate' as const,
            edge: name('household_estimate'),
            text: people.report.reason,
            confidence: people.report.confidence,
            observations: people.report.observations,
            value: Math.max(1, Math.round(people.people.mean)),
          },
        ]),
  ];
}

/** The estimate as its owner reads it; it is as old as the moment that it is asked for. */
export function describeEstimate(
  { kind, text, confidence, observations, value }: Estimate,
  now: number,
): Omit<MemoryFact, 'id'> {
  return {
    kind,
    text,
    value,
    productId: null,
    source: 'learned',
    confidence: Math.round(confidence * 1000) / 1000,
    observations,
    validFrom: now,
    validTo: null,
    lastAt: now,
    corrections: kind === 'household_estimate' ? ['holds', 'value'] : ['holds'],
  };
}
