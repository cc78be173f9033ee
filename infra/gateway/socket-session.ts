import type { Identity } from '#infra/security/identity.ts';
import type { RateLimits } from '#infra/security/rate-limits.ts';
import type { OpenSocket } from './open-sockets.ts';
import { toProblemError } from './plugins/problem-details.ts';
import { ProblemError } from './problem.ts';
import { type ClientFrame, clientFrame } from './schemas/frame.ts';
import { CLOSE, type Socket } from './socket.ts';
import { problemOfOutcome } from './turn-outcome.ts';
import { toTurnRequest } from './turn-request.ts';
import type { TurnRuns } from './turn-runs.ts';
import { InvalidInput } from './validate.ts';

/** Turns that one socket may have under way; a shopper's turns run one after another anyway. */
const MAX_TURNS_UNDER_WAY = 8;
/** Unsent bytes after which a client counts as gone. */
const MAX_UNSENT_BYTES = 4 * 1024 * 1024;

export interface SocketSessionOptions {
  readonly socket: Socket;
  readonly identity: Identity;
  readonly requestId: string;
  readonly runs: TurnRuns;
  readonly limits: RateLimits;
  readonly now: () => number;
  readonly newId: () => string;
  readonly logFailure: (error: unknown) => void;
}

export interface SocketSession extends OpenSocket {
  receive(data: Buffer, isBinary: boolean): Promise<void>;
}

/** Speaks `leafloaf.v1` with one client. Turns go on when the socket closes; sent again, they are joined. */
export function createSocketSession(options: SocketSessionOptions): SocketSession {
  const { socket, identity, runs, limits } = options;
  const underWay = new Map<string, () => void>();
  const closed = Promise.withResolvers<void>();
  let draining = false;
  let alive = true;

  const send = (frame: object) => {
    if (socket.bufferedAmount > MAX_UNSENT_BYTES) socket.terminate();
    else socket.send(JSON.stringify(frame));
  };

  const refuse = (failure: unknown, turnId?: string) => {
    const problem = toProblemError(failure);
    if (problem.status >= 500 && !(failure instanceof ProblemError)) options.logFailure(failure);
    send({
      type: 'error',
      ...(turnId === undefined ? {} : { turnId }),
      problem: problem.toProblem({ url: '/v1/ws', id: options.requestId }),
    });
  };

  const goAway = () => socket.close(CLOSE.drain, 'the service is shutting down');

  const startTurn = (frame: Extract<ClientFrame, { type: 'turn' }>) => {
    const { turnId } = frame;
    if (draining) throw new ProblemError('draining', { detail: 'Connect again and send the turn again.' });
    // Sent twice over one socket: its events are coming already.
    if (underWay.has(turnId)) return;
    if (underWay.size >= MAX_TURNS_UNDER_WAY) {
      throw new ProblemError('too-many-requests', {
        detail: 'Wait for the end of a turn before sending the next.',
      });
    }
    const request = toTurnRequest(frame, {
      shopperId: identity.shopperId,
      idempotencyKey: undefined,
      newId: options.newId,
    });
    const run = runs.start(request, { streaming: true });
    const stop = run.follow(0, ({ seq, event }) => send({ type: event.type, seq, turnId, data: event.data }));
    underWay.set(turnId, stop);
    const end = (failure?: unknown) => {
      if (!underWay.delete(turnId)) return;
      if (failure !== undefined) refuse(failure, turnId);
      if (draining && underWay.size === 0) goAway();
    };
    run.outcome.then(
      (outcome) => end(outcome.kind === 'replied' ? undefined : problemOfOutcome(outcome)),
      end,
    );
  };

  const obey = (frame: ClientFrame) => {
    switch (frame.type) {
      case 'turn':
        return startTurn(frame);
      case 'cancel':
        if (!runs.cancel(identity.shopperId, frame.turnId)) {
          throw new ProblemError('not-found', { detail: 'No such turn is under way.' });
        }
        return;
      case 'ping':
        return send({ type: 'pong' });
    }
  };

  socket.on('pong', () => {
    alive = true;
  });
  socket.on('close', () => {
    for (const stop of underWay.values()) stop();
    underWay.clear();
    closed.resolve();
  });

  return {
    shopperId: identity.shopperId,
    closed: closed.promise,
    async receive(data, isBinary) {
      if (isBinary) return socket.close(CLOSE.policy, 'send text frames');
      if (options.now() >= identity.expiresAt) return socket.close(CLOSE.identity, 'the token has expired');
      const answer = await limits.takeForShopper(identity.shopperId);
      if (answer.kind === 'limited') {
        refuse(
          new ProblemError('too-many-requests', {
            detail: `Try again in ${answer.retryAfterSeconds} seconds.`,
          }),
        );
        return socket.close(CLOSE.tooMany, `try again in ${answer.retryAfterSeconds} seconds`);
      }
      const parsed = readFrame(data.toString('utf8'));
      try {
        if (parsed.kind === 'refused') throw parsed.problem;
        obey(parsed.frame);
      } catch (failure) {
        refuse(failure, parsed.kind === 'read' && 'turnId' in parsed.frame ? parsed.frame.turnId : undefined);
      }
    },
    startDrain() {
      draining = true;
      if (underWay.size === 0) goAway();
    },
    goAway,
    terminate: () => socket.terminate(),
    checkAlive() {
      if (!alive) return socket.terminate();
      alive = false;
      socket.ping();
    },
  };
}

function readFrame(
  text: string,
):
  | { readonly kind: 'read'; readonly frame: ClientFrame }
  | { readonly kind: 'refused'; readonly problem: Error } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {
      kind: 'refused',
      problem: new ProblemError('malformed-body', { detail: 'The frame is not valid JSON.' }),
    };
  }
  const result = clientFrame.safeParse(value);
  return result.success
    ? { kind: 'read', frame: result.data }
    : { kind: 'refused', problem: new InvalidInput(result.error.issues, 'frame') };
}
