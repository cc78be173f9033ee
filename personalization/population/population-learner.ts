import type { PreferenceGraph } from '#personalization/learning/preference-graph.ts';
import { everybody, factsSeen, learnPopulation, type PopulationRun } from './learn-population.ts';
import type { Population } from './population.ts';

/** Holds what was learned over everybody ready for the turns. */
export interface PopulationLearner {
  /** Null until first learned. */
  current(): Population | null;
  /** Learns anew when shoppers bought since; answers whether it did. Throws when the graph cannot be asked. */
  refresh(): Promise<boolean>;
}

/** Learns in this thread and keeps nothing: for small populations, and where nobody waits. */
export function createPopulationLearner({
  graph,
  ...run
}: Omit<PopulationRun, 'graph'> & {
  readonly graph: Pick<PreferenceGraph, 'shoppersWith' | 'neighbourhood'>;
}): PopulationLearner {
  let current: Population | null = null;
  let learnedFrom = '';
  return {
    current: () => current,
    async refresh() {
      const known = await everybody(graph);
      const seen = factsSeen(known);
      if (seen === learnedFrom) return false;
      const learned = await learnPopulation(known, { graph, ...run });
      current = { version: (current?.version ?? 0) + 1, ...learned };
      learnedFrom = seen;
      return true;
    },
  };
}
