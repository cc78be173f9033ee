import { z } from 'zod';
import type { Gateway, GatewayParts } from '#infra/gateway/gateway.ts';
import { identityOf } from '#infra/gateway/plugins/access.ts';
import { ProblemError } from '#infra/gateway/problem.ts';
import { problems } from '#infra/gateway/schemas/problem.ts';
import { ticketSchema } from '#infra/gateway/schemas/session.ts';
import { CLOSE, type Socket } from '#infra/gateway/socket.ts';
import { createSocketSession } from '#infra/gateway/socket-session.ts';
import { isWebsocketOriginAllowed } from '#infra/security/websocket-origin.ts';

/** How often a silent socket is asked whether it still lives. */
const CHECK_ALIVE_MS = 30_000;

/** Turns over a websocket, opened by a ticket. */
export function registerWebsocket(app: Gateway, parts: GatewayParts): void {
  const { application, settings, tickets, sockets } = parts;

  app.post(
    '/v1/ws-tickets',
    {
      schema: {
        tags: ['turns'],
        summary: 'Get a ticket that opens one websocket within 30 seconds',
        response: { 201: ticketSchema, ...problems(401, 403, 429) },
      },
    },
    async (request, reply) => {
      const { ticket, expiresAt } = await tickets.issue(identityOf(request));
      return reply.code(201).send({ ticket, expiresAt: new Date(expiresAt).toISOString() });
    },
  );

  app.route({
    method: 'GET',
    url: '/v1/ws',
    // The ticket says who it is.
    config: { access: 'public' },
    schema: {
      tags: ['turns'],
      summary: 'Websocket with the subprotocols `leafloaf.v1` and `ticket.<value>`',
      description:
        'Client frames: `{type:"turn", turnId, ...request}`, `{type:"cancel", turnId}`, `{type:"ping"}`. Server frames: `{type, seq, turnId, data}`, `{type:"error", turnId?, problem}`, `{type:"pong"}`. Closes: 1001 drain, 1008 policy, 1009 too large, 4401 identity, 4429 too many.',
      response: { 101: z.null().describe('Switching protocols'), ...problems(403, 426, 429) },
    },
    onRequest: async (request) => {
      if (!request.ws) return;
      const { origin, host } = request.headers;
      if (!isWebsocketOriginAllowed(origin, host, settings.corsOrigins)) {
        throw new ProblemError('forbidden', {
          detail: 'Pages of this origin may not open a websocket. List it in CORS_ORIGINS.',
          errors: [{ path: 'Origin', message: 'connect from an allowed origin' }],
        });
      }
    },
    handler: async () => {
      throw new ProblemError('upgrade-required', {
        detail: 'Connect with a websocket client.',
        headers: { upgrade: 'websocket', connection: 'Upgrade' },
      });
    },
    wsHandler: (opened, request) => {
      const socket: Socket = opened;
      // Frames wait in the kernel until it is known who sends them.
      socket.pause();
      const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
      const ticket = offered.find((name) => name.startsWith('ticket.'))?.slice('ticket.'.length) ?? '';
      const accept = async () => {
        const identity = await tickets.redeem(ticket);
        socket.resume();
        if (identity === null) return socket.close(CLOSE.identity, 'the ticket is unknown, used or too old');
        if (!identity.scopes.includes('shop'))
          return socket.close(CLOSE.identity, 'the scope shop is missing');
        if (!offered.includes('leafloaf.v1'))
          return socket.close(CLOSE.policy, 'offer the subprotocol leafloaf.v1');
        const session = createSocketSession({
          socket,
          identity,
          requestId: request.id,
          runs: parts.runs,
          limits: parts.limits,
          now: application.now,
          newId: application.newId,
          logFailure: (err) => request.log.error({ err }, 'turn failed'),
        });
        if (!sockets.add(session)) return socket.close(CLOSE.tooMany, 'too many sockets are open');
        // One frame after the other, so that a cancel never overtakes its turn.
        let last = Promise.resolve();
        socket.on('message', (data, isBinary) => {
          last = last
            .then(() => session.receive(data, isBinary))
            .catch((err: unknown) => {
              request.log.error({ err }, 'websocket failed');
              socket.terminate();
            });
        });
      };
      accept().catch((err: unknown) => {
        request.log.error({ err }, 'websocket failed');
        socket.terminate();
      });
    },
  });

  const timer = setInterval(() => sockets.checkAlive(), CHECK_ALIVE_MS);
  timer.unref();
  app.addHook('onClose', async () => clearInterval(timer));
}
