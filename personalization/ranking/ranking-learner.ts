import { createHash } from 'node:crypto';
import {
  EVERYBODY,
  type GraphChange,
  type GraphEdge,
  POPULATION_NODE,
} from '#personalization/learning/edge.ts';
import type { PreferenceGraph } from '#personalization/learning/preference-graph.ts';
import { RANKING_NODE, TASTE_FACT, tasteIn } from './ranking-facts.ts';
import { learnSharedWeights, type ShopperChoices } from './shared-weights.ts';
import { WEIGHTS, type WeightPrior } from './signals.ts';

/** Learns what lists are to be ordered by over everybody, behind the turns, and holds it ready for them. */
export interface RankingLearner {
  /** Null while too few shoppers chose. */
  current(): WeightPrior | null;
  /** Takes over what was learned last, by any process: one fact is read. Throws when the graph cannot be asked. */
  follow(): Promise<void>;
  /** Learns anew when shoppers chose since; answers whether it did. Throws when the graph cannot be asked. */
  learn(): Promise<boolean>;
}

/** Of fewer shoppers nothing is said of all: it would be said of somebody. */
const LEAST_SHOPPERS = 20;
/** Weights over so many shoppers hardly change with more. */
const MOST_SHOPPERS = 1_000;
const PAGE = 500;
/** What is known of all is a fact of the global graph, so that the next process starts with it. */
const SHARED_FACT = { ...TASTE_FACT, sourceId: POPULATION_NODE };

export function createRankingLearner({
  graph,
  now,
  breathe,
}: {
  readonly graph: Pick<PreferenceGraph, 'shoppersWith' | 'neighbourhood' | 'apply'>;
  readonly now: () => number;
  readonly breathe: () => Promise<void>;
}): RankingLearner {
  let current: WeightPrior | null = null;
  let learnedFrom: string | null = null;
  return {
    current: () => current,
    async follow() {
      current = await sharedBefore(graph);
    },
    async learn() {
      const known = await whoChose(graph);
      const seen = `${known.length}/${known.reduce((sum, { version }) => sum + version, 0)}`;
      if (seen === learnedFrom) return false;
      const choices: ShopperChoices[] = [];
      for (const { shopperId } of known) {
        const { edges } = await graph.neighbourhood(shopperId, { kinds: [TASTE_FACT.kind] });
        const [memory] = edges.map(({ props }) => tasteIn(props)).filter((taste) => taste.choices > 0);
        if (memory?.memories[0] !== undefined) choices.push(memory.memories[0]);
        await breathe();
      }
      const next = choices.length < LEAST_SHOPPERS ? null : await learnSharedWeights(choices, breathe);
      const before = await sharedBefore(graph);
      if (JSON.stringify(next) !== JSON.stringify(before)) {
        await graph.apply([changeTo(next, { shoppers: choices.length, seen, now: now() })]);
      }
      current = next;
      learnedFrom = seen;
      return true;
    },
  };
}

/** What is written of all shoppers. */
async function sharedBefore(graph: Pick<PreferenceGraph, 'neighbourhood'>): Promise<WeightPrior | null> {
  const { edges } = await graph.neighbourhood(EVERYBODY, { kinds: [SHARED_FACT.kind] });
  return edges.map(readPrior).find((prior) => prior !== null) ?? null;
}

function readPrior({ props }: GraphEdge): WeightPrior | null {
  if (typeof props.prior !== 'string') return null;
  const prior: WeightPrior = JSON.parse(props.prior);
  return prior.mean.length === WEIGHTS && prior.variance.length === WEIGHTS ? prior : null;
}

function changeTo(
  prior: WeightPrior | null,
  { shoppers, seen, now }: { readonly shoppers: number; readonly seen: string; readonly now: number },
): GraphChange {
  const text = JSON.stringify(prior);
  // Two processes that learned the same of the same shoppers write it once.
  const digest = createHash('sha256').update(`${seen}/${text}`).digest('base64url').slice(0, 27);
  return {
    eventId: `ranking-${digest}`,
    shopperId: EVERYBODY,
    at: now,
    recordedAt: now,
    source: 'ranking',
    operations: [
      { kind: 'node', node: { nodeId: RANKING_NODE, kind: 'ranking', props: {} } },
      { kind: 'node', node: { nodeId: POPULATION_NODE, kind: 'population', props: {} } },
      prior === null
        ? { kind: 'close', edge: SHARED_FACT }
        : { kind: 'assert', edge: SHARED_FACT, props: { prior: text, shoppers }, replaces: [] },
    ],
  };
}

/** Who has chosen from lists, but for the population itself. */
async function whoChose(graph: Pick<PreferenceGraph, 'shoppersWith'>) {
  const found: { readonly shopperId: string; readonly version: number }[] = [];
  for (;;) {
    const after = found.at(-1)?.shopperId;
    const page = await graph.shoppersWith(TASTE_FACT.kind, {
      limit: PAGE,
      ...(after !== undefined && { after }),
    });
    found.push(...page);
    if (page.length < PAGE || found.length > MOST_SHOPPERS) break;
  }
  return found.filter(({ shopperId }) => shopperId !== EVERYBODY).slice(0, MOST_SHOPPERS);
}
