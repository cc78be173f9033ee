import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import type { OpenSockets } from '#infra/gateway/open-sockets.ts';
import { ProblemError } from '#infra/gateway/problem.ts';
import type { TurnRuns } from '#infra/gateway/turn-runs.ts';

/** Time that an answer has to reach its client after its turn was cancelled. */
const CANCEL_GRACE_MS = 1_000;

interface DrainOptions {
  readonly drain: { draining: boolean };
  readonly runs: TurnRuns;
  readonly sockets: OpenSockets;
  readonly timeoutMs: number;
}

/**
 * `app.close()` drains: new requests get 503 and `Connection: close`, turns under way finish (or are cancelled after
 * `timeoutMs`), websockets close with 1001 once their turns are done, then the server stops.
 */
export const gracefulDrain = fp(
  async (app: FastifyInstance, { drain, runs, sockets, timeoutMs }: DrainOptions) => {
    app.addHook('onRequest', async (request, reply) => {
      if (!drain.draining) return;
      reply.header('connection', 'close');
      if (request.routeOptions.config.probe) return;
      throw new ProblemError('draining', {
        detail: 'Send the request again; another process answers.',
        headers: { 'retry-after': '1' },
      });
    });

    app.addHook('preClose', async () => {
      drain.draining = true;
      sockets.startDrain();
      const deadline = new AbortController();
      const finished = runs.idle().then(() => 'idle' as const);
      const winner = await Promise.race([
        finished,
        wait(timeoutMs, 'late' as const, { signal: deadline.signal }).catch(() => 'idle' as const),
      ]);
      deadline.abort();
      if (winner === 'late') {
        app.log.warn(`${runs.running()} turns did not finish in ${timeoutMs} ms and are cancelled`);
        runs.cancelAll();
        await Promise.race([finished, wait(CANCEL_GRACE_MS, undefined, { ref: false })]);
      }
      await sockets.closeAll();
    });
  },
);
