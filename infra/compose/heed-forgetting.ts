import type { EdgeKind } from '#personalization/learning/edge.ts';
import type { PreferenceGraph } from '#personalization/learning/preference-graph.ts';

/** Facts that are learned from over everybody: orders, and the household that was told. */
const COUNTED: readonly EdgeKind[] = ['BOUGHT', 'SHOPPED', 'STATED'];

/** The graph, which tells what is kept outside of it when something in it is forgotten. */
export function heedForgetting(
  graph: PreferenceGraph,
  heed: {
    /** Something of this shopper is forgotten. */
    readonly shopper: (shopperId: string) => void;
    /** What was forgotten is also part of what was learned over everybody. */
    readonly everybody: () => void;
  },
): PreferenceGraph {
  return {
    ...graph,
    async forgetFact(shopperId, edge, until) {
      try {
        return await graph.forgetFact(shopperId, edge, until);
      } finally {
        heed.shopper(shopperId);
        if (COUNTED.includes(edge.kind)) heed.everybody();
      }
    },
    async expire(shopperId, recordedBefore) {
      const events = await graph.expire(shopperId, recordedBefore);
      if (events > 0) heed.shopper(shopperId);
      return events;
    },
    async forget(shopperId) {
      try {
        await graph.forget(shopperId);
      } finally {
        heed.shopper(shopperId);
        heed.everybody();
      }
    },
  };
}
