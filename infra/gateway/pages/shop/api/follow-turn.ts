import type { TurnReply } from '#agents/response-compiler/reply.ts';
import type { TurnEvent } from '#graph/turn-event.ts';
import type { Call } from './call.ts';
import type { Problem, TurnQuestion } from './contract.ts';
import { readEvents } from './event-stream.ts';
import { ApiProblem, ConnectionLost } from './problem.ts';

/** How often a lost connection is taken up again before the shopper is asked, and how long each time is waited. */
const RETRY_AFTER_MS = [300, 800, 2_000, 4_000];

export interface FollowParts {
  readonly call: Call;
  readonly wait: (ms: number) => Promise<void>;
}

/** Nobody looks at the turn any more; it goes on at the server. */
export class Left extends Error {
  override readonly name = 'Left';
}

/**
 * Asks a turn and hands over its events up to `turn-end`. A lost connection is resumed behind the last event; the turn
 * keeps its id, so it happens once however often it is sent.
 */
export async function* followTurn(
  turn: TurnQuestion,
  { call, wait }: FollowParts,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent> {
  let lastEventId = '';
  let failures = 0;
  for (;;) {
    try {
      if (signal.aborted) throw new Left('The page shows something else');
      const response = await open(call, turn, lastEventId, signal);
      if (response.status === 204 || response.body === null) {
        yield await readEnd(call, turn.turnId);
        return;
      }
      for await (const { id, type, data } of withLostConnections(readEvents(response.body))) {
        if (type === 'error') throw new ApiProblem(JSON.parse(data) as Problem);
        if (id !== '') lastEventId = id;
        failures = 0;
        yield { type, data: JSON.parse(data) } as TurnEvent;
        if (type === 'turn-end') return;
      }
      throw new ConnectionLost('The stream ended early');
    } catch (failure) {
      if (signal.aborted) throw new Left('The page shows something else', { cause: failure });
      const forgotten = lastEventId !== '' && failure instanceof ApiProblem && failure.status === 404;
      if (forgotten) lastEventId = '';
      else if (!isPassing(failure)) throw failure;
      const pause = RETRY_AFTER_MS[failures];
      if (pause === undefined) throw failure;
      failures += 1;
      await wait(pause);
    }
  }
}

/** Nothing received yet: sending the turn again joins it where it runs. Else the rest of its events is asked for. */
function open(call: Call, turn: TurnQuestion, lastEventId: string, signal: AbortSignal): Promise<Response> {
  const accept = 'text/event-stream';
  return lastEventId === ''
    ? call.raw('POST', '/v1/turns', { body: turn, headers: { accept }, signal })
    : call.raw('GET', `/v1/turns/${turn.turnId}/events`, {
        headers: { accept, 'last-event-id': lastEventId },
        signal,
      });
}

async function readEnd(call: Call, turnId: string): Promise<TurnEvent> {
  return { type: 'turn-end', data: { reply: await call<TurnReply>('GET', `/v1/turns/${turnId}`) } };
}

async function* withLostConnections<T>(events: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield* events;
  } catch (cause) {
    throw new ConnectionLost('The stream broke', { cause });
  }
}

/** A draining or overloaded process says so with 503; another takes the turn. */
function isPassing(failure: unknown): boolean {
  return failure instanceof ConnectionLost || (failure instanceof ApiProblem && failure.status === 503);
}
