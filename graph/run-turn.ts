import { createHash } from 'node:crypto';
import type { TurnReply, TurnRequest } from '#agents/response-compiler/reply.ts';
import { ConversationOwnedError } from '#memory/conversation/conversation-owned-error.ts';
import type { NodeName } from './node-names.ts';
import type { Services } from './services.ts';
import { startTurn } from './start-turn.ts';
import type { TurnEvent, TurnOutcome } from './turn-event.ts';
import type { TurnGate } from './turn-gate.ts';
import type { TurnGraph } from './turn-graph.ts';
import type { TurnLock } from './turn-lock.ts';

export interface TurnRunnerOptions {
  readonly graph: TurnGraph;
  readonly services: Pick<Services, 'conversations' | 'clock'>;
  readonly lock: TurnLock;
  readonly gate: TurnGate;
  /** A whole turn takes no longer than this, waiting in line not counted. */
  readonly deadlineMs: number;
  /** Told of node failures that were degraded and of work that failed after the reply had left. */
  readonly onFailure: (
    where: NodeName | 'listener' | 'after-reply',
    error: unknown,
    request: TurnRequest,
  ) => void;
}

export interface TurnHooks {
  /** Aborting cancels the turn while it has changed nothing. */
  readonly signal: AbortSignal;
  readonly onEvent?: (event: TurnEvent) => void;
}

export interface TurnRunner {
  run(request: TurnRequest, hooks: TurnHooks): Promise<TurnOutcome>;
  /** Resolves when every turn, and the work after its reply, is done. */
  idle(): Promise<void>;
}

/**
 * The one way a turn runs: its shopper's earlier turns first, a place among the turns in flight, the stored reply if
 * it ran before, else the graph. The reply leaves once the turn is durable; learning and streaming go on behind it
 * while the shopper's next turn waits for them.
 */
export function createTurnRunner(options: TurnRunnerOptions): TurnRunner {
  const { services, lock, gate } = options;
  const running = new Set<Promise<unknown>>();
  const track = (work: Promise<unknown>) => {
    const tracked = work
      .catch(() => undefined)
      .finally(() => {
        running.delete(tracked);
      });
    running.add(tracked);
  };

  const run = async (request: TurnRequest, hooks: TurnHooks): Promise<TurnOutcome> => {
    let release: () => void = () => undefined;
    try {
      release = await lock.acquire(request.shopperId, hooks.signal);
      const leave = await gate.enter(hooks.signal);
      if (leave === null) {
        release();
        return { kind: 'overloaded', retryAfterSeconds: 1 };
      }
      const releaseLock = release;
      release = () => {
        leave();
        releaseLock();
      };
      const earlier = await earlierOutcome(services, request);
      if (earlier !== null) {
        release();
        return earlier;
      }
      hooks.signal.throwIfAborted();
    } catch (error) {
      release();
      if (hooks.signal.aborted) return { kind: 'cancelled' };
      throw error;
    }
    const { outcome, finished } = startTurn(options, request, hooks);
    track(finished.finally(release));
    // Another shopper may have begun a conversation of the same id while this turn ran.
    return outcome.catch((error: unknown) => {
      if (error instanceof ConversationOwnedError) return { kind: 'no_such_conversation' };
      throw error;
    });
  };

  return {
    run(request, hooks) {
      const outcome = run(request, hooks);
      track(outcome);
      return outcome;
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

async function earlierOutcome(
  services: Pick<Services, 'conversations'>,
  request: TurnRequest,
): Promise<TurnOutcome | null> {
  const { shopperId, turnId, conversationId } = request;
  const record = await services.conversations.find(shopperId, turnId);
  if (record !== null) {
    return record.requestHash === hashRequest(request)
      ? { kind: 'replied', reply: record.reply as unknown as TurnReply, repeated: true }
      : { kind: 'turn_id_reused' };
  }
  const owner = await services.conversations.owner(conversationId);
  return owner !== null && owner !== shopperId ? { kind: 'no_such_conversation' } : null;
}

/** What makes two requests the same turn; the conversation may have been named by the gateway, so it does not count. */
export function hashRequest({ message, mode, transcript, view, filters, limit }: TurnRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([message, mode, transcript, view, filters, limit]))
    .digest('hex');
}
