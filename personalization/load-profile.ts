import type { EdgeKind } from './learning/edge.ts';
import type { PreferenceGraph } from './learning/preference-graph.ts';
import { buildProfile, type ProfileFailure, type ShopperProfile } from './profile.ts';
import type { SettingsStore } from './settings/settings-store.ts';

export interface ProfileServices {
  readonly graph: Pick<PreferenceGraph, 'neighbourhood'>;
  readonly settings: Pick<SettingsStore, 'load'>;
}

/** The facts that the features read. */
const KINDS: readonly EdgeKind[] = ['BOUGHT', 'SHOPPED', 'REJECTED', 'DISMISSED'];

/** Products a profile holds, latest bought first. */
const PRODUCT_LIMIT = 400;

/** Loads what is known of a shopper. Never rejects: what could not be read is named in `failures` and left out. */
export async function loadProfile(
  { graph, settings }: ProfileServices,
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
  return buildProfile(shopperId, stored, found?.edges ?? [], failures);
}
