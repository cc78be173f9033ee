import type { NodeWork } from '#graph/guard.ts';
import { toPersonalView, UNKNOWN_SHOPPER } from '#graph/personal-view.ts';
import type { Services } from '#graph/services.ts';
import { loadProfile } from '#personalization/load-profile.ts';

/** Loads what is known of the shopper, once a turn. */
export function profile(services: Pick<Services, 'preferences' | 'settings'>): NodeWork {
  return async ({ request }) => {
    const loaded = await loadProfile(
      { graph: services.preferences, settings: services.settings },
      request.shopperId,
    );
    return {
      personal: toPersonalView(loaded),
      degraded: loaded.failures.map(({ capability }) => ({
        capability: capability === 'settings' ? 'preferences' : 'graph-memory',
        reason: 'not available',
        fallback: capability === 'settings' ? 'asks before anything is added' : 'unpersonalised',
      })),
    };
  };
}

export const withoutProfile = () => ({ personal: UNKNOWN_SHOPPER });
