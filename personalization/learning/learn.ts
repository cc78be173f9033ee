import type { WeightPrior } from '#personalization/ranking/signals.ts';
import { graphChangeOf } from './graph-change.ts';
import type { Interaction } from './interaction.ts';
import type { PreferenceGraph } from './preference-graph.ts';

export type Learned = 'learned' | 'known' | 'off';

export interface Learner {
  /**
   * Learns from interactions of any shoppers, in the order given, all or none. `known`: the event was learned before.
   * `off`: `settings` of the shopper say not to learn. Throws `IncompleteInteraction`, or when the graph cannot be asked.
   */
  learn(
    interactions: readonly Interaction[],
    settings: { readonly privacy: { readonly learning: boolean; readonly sharing?: boolean } },
  ): Promise<readonly Learned[]>;
}

export function createLearner({
  graph,
  now,
  assumed = () => null,
}: {
  readonly graph: Pick<PreferenceGraph, 'apply'>;
  /** The weights of a ranking over all shoppers; null, and unless given: none are learned yet. */
  readonly assumed?: () => WeightPrior | null;
  readonly now: () => number;
}): Learner {
  return {
    async learn(interactions, settings) {
      if (!settings.privacy.learning) return interactions.map(() => 'off');
      const recordedAt = now();
      const results = await graph.apply(
        interactions.map((interaction) => graphChangeOf(interaction, recordedAt, assumed())),
      );
      return results.map((result) => (result === 'applied' ? 'learned' : 'known'));
    },
  };
}
