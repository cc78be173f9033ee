import { type LearnedOverall, learnProfile } from './build-profile.ts';
import { type KeptProfile, openProfile } from './kept-profile.ts';
import type { EdgeKind } from './learning/edge.ts';
import type { PreferenceGraph } from './learning/preference-graph.ts';
import type { CommonFactsReader } from './population/common-facts.ts';
import type { PopulationLearner } from './population/population-learner.ts';
import type { PriceShelf } from './prices/price-shelf.ts';
import { dayOf, type ProfileFailure, type ShopperProfile } from './profile.ts';
import type { ProfileCache } from './profile-cache.ts';
import type { RankingLearner } from './ranking/ranking-learner.ts';
import { RANKING_KINDS, rankingProfile } from './ranking/ranking-profile.ts';
import type { SettingsStore } from './settings/settings-store.ts';

export interface ProfileServices {
  /** What was learned over everybody, and the clock; without, a profile stands on the shopper's own history alone. */
  readonly overall?: {
    readonly population: Pick<PopulationLearner, 'current'>;
    readonly now: () => number;
    /** Where profiles are kept between turns. Default: nowhere. */
    readonly profiles?: ProfileCache;
    /** What lists are ordered by, over everybody. Default: nothing is learned. */
    readonly ranking?: Pick<RankingLearner, 'current'>;
    /** Patterns of many shoppers. Default: none are known. */
    readonly common?: Pick<CommonFactsReader, 'current'>;
    /** Without it nothing is said of prices. */
    readonly shelf?: PriceShelf;
  };
  readonly graph: Pick<PreferenceGraph, 'neighbourhood' | 'version'>;
  readonly settings: Pick<SettingsStore, 'load'>;
}

/** The facts that the features read. */
const KINDS: readonly EdgeKind[] = [
  'BOUGHT',
  'SHOPPED',
  'REJECTED',
  'DISMISSED',
  'NOT_YET',
  'FOLLOWS',
  'STATED',
];

/** Products a profile holds, latest bought first. */
const PRODUCT_LIMIT = 2_000;

/** Products clicked or put into the cart that a ranking heeds, latest first. */
const CHOSEN_LIMIT = 50;

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
  const population = overall?.population.current() ?? null;
  const shelf = overall?.shelf ?? null;
  const moment = { population, now: overall?.now() ?? 0, shelf };
  const [stored, kept, ranked] = await Promise.all([
    attempt('settings', () => settings.load(shopperId)),
    attempt('graph_memory', () => factsOf({ graph, profiles: overall?.profiles }, shopperId, moment)),
    // Every click changes these: they are few, and not kept between turns.
    attempt('graph_memory', () =>
      graph.neighbourhood(shopperId, { kinds: RANKING_KINDS, limit: CHOSEN_LIMIT }),
    ),
  ]);
  return openProfile(kept ?? learnProfile(shopperId, [], moment), {
    shopperId,
    settings: stored,
    failures: onceEach(failures),
    population,
    ranking: rankingProfile(ranked?.edges ?? [], overall?.ranking?.current() ?? null),
    common: overall?.common?.current() ?? null,
    shelf,
  });
}

/** What is asked twice fails twice, and is told once. */
function onceEach(failures: readonly ProfileFailure[]): readonly ProfileFailure[] {
  return [...new Map(failures.map((failure) => [failure.capability, failure])).values()];
}

/** What was kept of the shopper while it is still true, else what the facts say now. */
async function factsOf(
  {
    graph,
    profiles,
  }: { readonly graph: ProfileServices['graph']; readonly profiles: ProfileCache | undefined },
  shopperId: string,
  moment: LearnedOverall,
): Promise<KeptProfile> {
  const populationVersion = moment.population?.version ?? null;
  const basis = (factsVersion: number) => ({ factsVersion, populationVersion, day: dayOf(moment.now) });
  if (profiles !== undefined && profiles.factsVersion(shopperId) !== null) {
    const known = profiles.find(shopperId, basis(await graph.version(shopperId, KINDS)));
    if (known !== null) return known;
  }
  const { edges, version } = await graph.neighbourhood(shopperId, { kinds: KINDS, limit: PRODUCT_LIMIT });
  const learned = learnProfile(shopperId, edges, moment);
  profiles?.keep(shopperId, basis(version), learned);
  return learned;
}
