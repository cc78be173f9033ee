import type { ShopperProfile } from '#personalization/profile.ts';
import type { FeatureName, FeatureReport } from './feature.ts';

/** Why a feature can take no part at all: switched off, or what it stands on could not be read. Null when it can. */
export function unavailable(
  name: FeatureName,
  { settings, failures }: ShopperProfile,
  standsOn: 'settings' | 'graph_memory',
): FeatureReport | null {
  if (settings === null) return settingsUnread(name);
  if (!settings.features[name]) return report(name, 'off', 0, 0, 'You switched this off.');
  if (standsOn === 'graph_memory' && failures.some(({ capability }) => capability === 'graph_memory')) {
    return report(name, 'degraded', 0, 0, "I can't reach what I learned about you right now.");
  }
  return null;
}

export function settingsUnread(name: FeatureName): FeatureReport {
  return report(name, 'degraded', 0, 0, "I can't reach your settings right now, so I leave this out.");
}

export function abstained(name: FeatureName, observations: number, reason: string): FeatureReport {
  return report(name, 'abstained', 0, observations, reason);
}

export function applied(
  name: FeatureName,
  confidence: number,
  observations: number,
  reason: string,
): FeatureReport {
  return report(
    name,
    'applied',
    Math.round(Math.max(0, Math.min(1, confidence)) * 1000) / 1000,
    observations,
    reason,
  );
}

function report(
  name: FeatureName,
  status: FeatureReport['status'],
  confidence: number,
  observations: number,
  reason: string,
): FeatureReport {
  return { name, status, confidence, observations, reason };
}

/** "1 order", "3 orders". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** A stored name as a shopper reads it: "gluten_free" is "gluten free". */
export function readable(name: string): string {
  return name.replaceAll('_', ' ');
}
