import type { TurnReply } from '#agents/response-compiler/reply.ts';
import type { NodeName } from './node-names.ts';
import type { TurnEvent } from './turn-event.ts';

/** What belongs to one run of the graph rather than to its state: handed to nodes as LangGraph's runtime context. */
export interface RunContext {
  /** Aborts when the turn is cancelled or its deadline passes. */
  readonly signal: AbortSignal;
  readonly emit: (event: TurnEvent) => void;
  /** Told of every node failure that was degraded, for the log. */
  readonly failed: (node: NodeName, error: unknown) => void;
  /**
   * Called before anything durable is changed: throws when the turn was cancelled, and from here on it can't be, so
   * that a cancelled turn has left nothing behind.
   */
  readonly changing: () => void;
  /** Called once, when the turn is durable and its reply may leave. */
  readonly replied: (reply: TurnReply) => void;
}
