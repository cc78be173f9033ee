import { seededRandom } from '#infra/compose/seeded-random.ts';
import { openDatabase } from '#infra/embedded/database.ts';
import {
  createEmbeddedPreferenceGraph,
  preferenceGraphMigrations,
} from '#infra/embedded/preference-graph.ts';
import { createEmbeddedSettingsStore, settingsMigrations } from '#infra/embedded/settings-store.ts';
import type { Interaction } from '#personalization/learning/interaction.ts';
import { createLearner } from '#personalization/learning/learn.ts';
import { loadProfile } from '#personalization/load-profile.ts';
import { POPULATION_PARTS, type PopulationPart } from '#personalization/population/population.ts';
import { createPopulationLearner } from '#personalization/population/population-learner.ts';
import type { PriceShelf } from '#personalization/prices/price-shelf.ts';
import type { ProfileCache } from '#personalization/profile-cache.ts';
import { createRankingLearner } from '#personalization/ranking/ranking-learner.ts';
import type { Basket } from './basket-sets.ts';

/** Events that one call of the learner takes, as the relay and the import hand them over. */
const BATCH = 500;

/** The engine as a turn meets it: events in, profiles out, over an embedded store in memory. */
export function openEngine({
  parts = POPULATION_PARTS,
  path = ':memory:',
  shelf,
}: {
  readonly parts?: readonly PopulationPart[];
  /** The database file; in memory unless told. */
  readonly path?: string;
  /** Says of what kind products are; without it nothing is learned of prices and households. */
  readonly shelf?: PriceShelf;
} = {}) {
  const database = openDatabase({
    path,
    migrations: [...preferenceGraphMigrations, ...settingsMigrations],
  });
  const graph = createEmbeddedPreferenceGraph(database);
  const settings = createEmbeddedSettingsStore(database);
  let clock = 0;
  const ranking = createRankingLearner({ graph, now: () => clock, breathe: async () => {} });
  const learner = createLearner({ graph, now: () => clock, assumed: ranking.current });
  const population = createPopulationLearner({
    graph,
    random: () => seededRandom(1),
    breathe: async () => {},
    parts,
    ...(shelf !== undefined && { shelf }),
  });
  return {
    async learn(interactions: readonly Interaction[]) {
      for (let from = 0; from < interactions.length; from += BATCH) {
        const batch = interactions.slice(from, from + BATCH);
        clock = Math.max(clock, ...batch.map(({ at }) => at));
        await learner.learn(batch, { privacy: { learning: true } });
      }
    },
    learnOverall: () => population.refresh(),
    learnRanking: () => ranking.learn(),
    assumed: ranking.current,
    /** Read anew each time unless a cache is given. */
    profile: (shopperId: string, at: number, profiles?: ProfileCache) =>
      loadProfile(
        {
          graph,
          settings,
          overall: {
            population,
            ranking,
            now: () => at,
            ...(profiles !== undefined && { profiles }),
            ...(shelf !== undefined && { shelf }),
          },
        },
        shopperId,
      ),
    close: () => database.close(),
  };
}

export type Engine = ReturnType<typeof openEngine>;

export function purchase(shopperId: string, { at, lines }: Basket): Interaction {
  const eventId = `${shopperId}/${at}`;
  return { eventId, shopperId, kind: 'purchase', at, lines, source: 'bench' };
}
