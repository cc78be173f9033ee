import type { TurnRequest } from '#agents/response-compiler/reply.ts';
import type { TurnEvent, TurnOutcome } from '#graph/turn-event.ts';
import { eventsOfReply } from './reply-events.ts';

export interface SequencedEvent {
  /** Counts from 1 within a turn; the `id:` of a server-sent event. */
  readonly seq: number;
  readonly event: TurnEvent;
}

/** One turn under way or just ended, with its events so far. */
export interface TurnRun {
  readonly turnId: string;
  readonly shopperId: string;
  readonly conversationId: string;
  readonly outcome: Promise<TurnOutcome>;
  /** Null once the first event is there; the outcome when the turn ended without a reply before any event. */
  readonly opening: Promise<TurnOutcome | null>;
  isFor(request: TurnRequest): boolean;
  /** Hands over every event after `after`, those to come too. Answers how to stop. */
  follow(after: number, onEvent: (event: SequencedEvent) => void): () => void;
  /** True when the turn has ended and nothing comes after `after`. */
  isOver(after: number): boolean;
  cancel(): void;
}

export function createTurnRun(
  request: TurnRequest,
  start: (onEvent: (event: TurnEvent) => void, signal: AbortSignal) => Promise<TurnOutcome>,
): TurnRun {
  const { turnId, shopperId, conversationId } = request;
  const controller = new AbortController();
  const events: SequencedEvent[] = [];
  const followers = new Set<(event: SequencedEvent) => void>();
  const opening = Promise.withResolvers<TurnOutcome | null>();
  let ended = false;

  const push = (event: TurnEvent) => {
    if (ended) return;
    const sequenced = { seq: events.length + 1, event };
    events.push(sequenced);
    opening.resolve(null);
    for (const follower of followers) follower(sequenced);
  };

  const run = async () => {
    const outcome = await start(push, controller.signal);
    if (outcome.kind === 'replied') {
      if (events.length === 0) for (const event of eventsOfReply(outcome.reply)) push(event);
      else if (events.at(-1)?.event.type !== 'turn-end')
        push({ type: 'turn-end', data: { reply: outcome.reply } });
    } else {
      opening.resolve(outcome);
    }
    return outcome;
  };
  const outcome = run().finally(() => {
    ended = true;
    followers.clear();
  });
  outcome.catch((error: unknown) => opening.reject(error));
  // Whoever asks for the outcome sees the failure; nobody has to.
  opening.promise.catch(() => undefined);

  return {
    turnId,
    shopperId,
    conversationId,
    outcome,
    opening: opening.promise,
    isFor: (other) => fingerprint(other) === fingerprint(request),
    follow(after, onEvent) {
      for (const event of events) if (event.seq > after) onEvent(event);
      if (!ended) followers.add(onEvent);
      return () => followers.delete(onEvent);
    },
    isOver: (after) => ended && events.length <= after,
    cancel: () => controller.abort(new Error('The turn was cancelled by the shopper.')),
  };
}

/** The conversation may have been named by the gateway, so it does not tell two requests apart. */
function fingerprint({ message, mode, transcript, view, filters, limit }: TurnRequest): string {
  return JSON.stringify([message, mode, transcript, view, filters, limit]);
}
