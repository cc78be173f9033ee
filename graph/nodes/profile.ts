import { degradationOfPart } from '#graph/degrade.ts';
import type { NodeWork } from '#graph/guard.ts';
import { toPersonalView, UNKNOWN_SHOPPER } from '#graph/personal-view.ts';
import type { Services } from '#graph/services.ts';
import { loadProfile } from '#personalization/load-profile.ts';

/** Loads what is known of the shopper, once a turn. */
export function profile(
  services: Pick<
    Services,
    'preferences' | 'settings' | 'population' | 'profiles' | 'ranking' | 'common' | 'priceShelf' | 'clock'
  >,
): NodeWork {
  return async ({ request }, { failed }) => {
    const loaded = await loadProfile(
      {
        graph: services.preferences,
        settings: services.settings,
        overall: {
          population: services.population,
          profiles: services.profiles,
          ranking: services.ranking,
          common: services.common,
          now: services.clock.now,
          shelf: services.priceShelf,
        },
      },
      request.shopperId,
    );
    for (const { capability, reason } of loaded.failures)
      failed('profile', new Error(`${capability}: ${reason}`));
    return {
      personal: toPersonalView(loaded, services.clock.now()),
      degraded: loaded.failures.map(({ capability }) =>
        degradationOfPart(capability === 'settings' ? 'preferences' : 'graph-memory', null),
      ),
    };
  };
}

export const withoutProfile = () => ({ personal: UNKNOWN_SHOPPER });
