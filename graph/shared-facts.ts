import type { PreferenceGraph } from '#personalization/learning/preference-graph.ts';
import { countsForOthers } from '#personalization/settings/counts-for-others.ts';
import type { Services } from './services.ts';

type Needs = Pick<Services, 'preferences' | 'settings'>;

/** The graph as learning over everybody may see it: without whoever does not share. */
export function sharedFacts({
  preferences,
  settings,
}: Needs): Pick<PreferenceGraph, 'shoppersWith' | 'neighbourhood'> {
  return {
    neighbourhood: (shopperId, query) => preferences.neighbourhood(shopperId, query),
    async shoppersWith(kind, { after, limit }) {
      const found: { readonly shopperId: string; readonly version: number }[] = [];
      let last = after;
      // A page is full unless it is the last one, however many on the way do not share.
      while (found.length < limit) {
        const page = await preferences.shoppersWith(kind, {
          limit,
          ...(last === undefined ? {} : { after: last }),
        });
        const stored = await Promise.all(page.map(({ shopperId }) => settings.load(shopperId)));
        found.push(...page.filter((_, index) => sharing(stored[index])));
        last = page.at(-1)?.shopperId;
        if (page.length < limit) break;
      }
      return found.slice(0, limit);
    },
  };
}

function sharing(settings: Awaited<ReturnType<Needs['settings']['load']>> | undefined): boolean {
  return settings !== undefined && countsForOthers(settings);
}
