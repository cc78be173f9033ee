import { type EmotionalTrajectory, emotionalTrajectory } from './emotional-trajectory.ts';
import type { RecentTurn } from './turn-record.ts';
import { windowTopic } from './window-topic.ts';

/** Turns in a window unless told otherwise. */
export const WINDOW_TURNS = 10;

/** The fields of a turn that a window reads; every `RecentTurn` has them. */
export type WindowTurn = Pick<
  RecentTurn,
  'turnId' | 'message' | 'text' | 'intents' | 'productIds' | 'topic' | 'emotion' | 'tokens' | 'recordedAt'
>;

export interface WindowStatistics {
  readonly turns: number;
  readonly tokens: number;
  /** Words the shopper used a turn, on average. */
  readonly wordsPerMessage: number;
  /** From the first turn in the window to the last. */
  readonly spanMs: number;
  /** How often each intent came, the most frequent first. */
  readonly intents: readonly { readonly name: string; readonly count: number }[];
}

/** The latest turns of a conversation and what they amount to. */
export interface ContextWindow {
  /** Oldest first. */
  readonly turns: readonly WindowTurn[];
  readonly turnIds: readonly string[];
  /** Products spoken of, the latest first, each once. */
  readonly productIds: readonly string[];
  /** What the conversation is about now, a category of the catalogue; null when no turn had one lately. */
  readonly topic: string | null;
  readonly trajectory: EmotionalTrajectory;
  readonly statistics: WindowStatistics;
}

/** A window over the latest `size` of these turns, which come oldest first. An empty list is a cleared window. */
export function buildContextWindow(
  latest: readonly WindowTurn[],
  size: number = WINDOW_TURNS,
): ContextWindow {
  const turns = size > 0 ? latest.slice(-size) : [];
  return {
    turns,
    turnIds: turns.map((turn) => turn.turnId),
    productIds: [...new Set(turns.toReversed().flatMap((turn) => turn.productIds))],
    topic: windowTopic(turns.map((turn) => turn.topic)),
    trajectory: emotionalTrajectory(turns.map((turn) => turn.emotion)),
    statistics: statisticsOf(turns),
  };
}

function statisticsOf(turns: readonly WindowTurn[]): WindowStatistics {
  const counts = new Map<string, number>();
  let tokens = 0;
  let words = 0;
  for (const turn of turns) {
    tokens += turn.tokens;
    words += turn.message.split(/\s+/u).filter(Boolean).length;
    for (const name of turn.intents) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [first, last] = [turns[0], turns.at(-1)];
  return {
    turns: turns.length,
    tokens,
    wordsPerMessage: turns.length === 0 ? 0 : words / turns.length,
    spanMs: first === undefined || last === undefined ? 0 : Math.max(0, last.recordedAt - first.recordedAt),
    intents: [...counts]
      .map(([name, count]) => ({ name, count }))
      .sort((left, right) => right.count - left.count || (left.name < right.name ? -1 : 1)),
  };
}
