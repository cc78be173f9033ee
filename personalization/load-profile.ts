import type { EdgeKind } from './learning/edge.ts';
import type { PreferenceGraph } from './learning/preference-graph.ts';
import type { PopulationLearner } from './population/population-learner.ts';
import { buildProfile, type ProfileFailure, type ShopperProfile } from './profile.ts';
import type { SettingsStore } from './settings/settings-store.ts';

export interface ProfileServices {
  /** What was learned over everybody, and the clock; without, a profile stands on the shopper's own history alone. */
  readonly overall?: { readonly population: Pick<PopulationLearner, 'current'>; readonly now: () => number };
  readonly graph: Pick<PreferenceGraph, 'neighbourhood'>;
  readonly settings: Pick<SettingsStore, 'load'>;
}

/** The facts that the features read. */
const KINDS: readonly EdgeKind[] = ['BOUGHT', 'SHOPPED', 'REJECTED', 'DISMISSED'];

/** Products a profile holds, latest bought first. */
const PRODUCT_LIMIT = 600;

/** Loads what is known of a shopper. Never rejects: what could not be read is named in `failures` and left out. */
export async function loadProfile(
  { graph, settings, overall }: ProfileServices,
  shopperId: string,
): Promise<ShopperProfile> {
  const failures: ProfileFailure[] = [];
  const attempt = async <T>(
    capability: ProfileFailure['capability'],
    read: () => Promise<T>,
  ): Promise<T | null> => {
    try {
      return await read();
    } catch (error) {
      failures.push({ capability, reason: error instanceof Error ? error.message : String(error) });
      return null;
    }
  };
  const [stored, found] = await Promise.all([
    attempt('settings', () => settings.load(shopperId)),
    attempt('graph_memory', () => graph.neighbourhood(shopperId, { kinds: KINDS, limit: PRODUCT_LIMIT })),
  ]);
  return buildProfile(shopperId, stored, found?.edges ?? [], failures, {
    population: overall?.population.current() ?? null,
    now: overall?.now() ?? 0,
  });
}
