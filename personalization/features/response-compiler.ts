import type { ShopperProfile } from '#personalization/profile.ts';
import type { FeatureReport } from './feature.ts';
import { abstained, applied, counted, unavailable } from './feature-report.ts';

/** Whether the reply gets a personal section: when at least one other feature has something to say. */
export function responseCompiler(
  profile: ShopperProfile,
  others: readonly FeatureReport[],
): { readonly report: FeatureReport; readonly personal: boolean } {
  const out =
    unavailable('response_compiler', profile, 'settings') ??
    (others.every(({ status }) => status !== 'applied')
      ? unavailable('response_compiler', profile, 'graph_memory')
      : null);
  if (out !== null) return { report: out, personal: false };
  const taking = others.filter(({ status }) => status === 'applied');
  if (taking.length === 0) {
    const reason = 'I know too little of you yet to make this answer personal.';
    return { report: abstained('response_compiler', 0, reason), personal: false };
  }
  const observations = taking.reduce((sum, report) => sum + report.observations, 0);
  const confidence = taking.reduce((sum, report) => sum + report.confidence, 0) / taking.length;
  const reason = `${counted(taking.length, 'feature')} made this answer personal.`;
  return { report: applied('response_compiler', confidence, observations, reason), personal: true };
}
