import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { TurnReply } from '#agents/response-compiler/reply.ts';
import type { Gateway, GatewayParts } from '#infra/gateway/gateway.ts';
import { identityOf } from '#infra/gateway/plugins/access.ts';
import { toProblemError } from '#infra/gateway/plugins/problem-details.ts';
import { notFound, ProblemError } from '#infra/gateway/problem.ts';
import { eventsOfReply } from '#infra/gateway/reply-events.ts';
import { eventStream } from '#infra/gateway/schemas/event-stream.ts';
import { problems } from '#infra/gateway/schemas/problem.ts';
import { replySchema, runningTurn } from '#infra/gateway/schemas/reply.ts';
import { resumeHeaders, turnHeaders, turnParams, turnRequestSchema } from '#infra/gateway/schemas/turn.ts';
import { sendEvents, streamTurn } from '#infra/gateway/server-sent-events.ts';
import { replyOf } from '#infra/gateway/turn-outcome.ts';
import { toTurnRequest } from '#infra/gateway/turn-request.ts';

/** A turn: asked as JSON or as a stream, read again, and its stream resumed. */
export function registerTurns(app: Gateway, { application, runs }: GatewayParts): void {
  app.post(
    '/v1/turns',
    {
      schema: {
        tags: ['turns'],
        summary: 'Say something; answered as JSON, or as events with `Accept: text/event-stream`',
        headers: turnHeaders,
        body: turnRequestSchema,
        response: {
          200: {
            description: 'The reply',
            content: {
              'application/json': { schema: replySchema },
              'text/event-stream': { schema: eventStream },
            },
          },
          ...problems(400, 401, 403, 404, 409, 413, 415, 422, 429, 503),
        },
      },
    },
    async (request, reply) => {
      const turn = toTurnRequest(request.body, {
        shopperId: identityOf(request).shopperId,
        idempotencyKey: request.headers['idempotency-key'],
        newId: application.newId,
      });
      const streaming = accepts(request.headers.accept, 'text/event-stream');
      const run = runs.start(turn, { streaming });
      if (!streaming) {
        const outcome = await run.outcome;
        if (outcome.kind === 'replied' && outcome.repeated) reply.header('idempotency-replayed', 'true');
        return replyOf(outcome);
      }
      // Until the turn has really begun, a refusal can still have its own status.
      const refusal = await run.opening;
      if (refusal !== null) replyOf(refusal);
      return streamTurn(reply, run, 0, problemWriter(request));
    },
  );

  app.get(
    '/v1/turns/:turnId',
    {
      schema: {
        tags: ['turns'],
        summary: 'The reply of a turn',
        params: turnParams,
        response: { 200: replySchema, 202: runningTurn, ...problems(400, 401, 403, 404, 429) },
      },
    },
    async (request, reply) => {
      const { shopperId } = identityOf(request);
      const { turnId } = request.params;
      const record = await application.conversations.find(shopperId, turnId);
      if (record !== null) return record.reply as unknown as TurnReply;
      const run = runs.find(shopperId, turnId);
      if (run === null || run.isOver(0)) throw notFound('turn');
      return reply.code(202).header('retry-after', '1').send({ turnId, status: 'running' });
    },
  );

  app.get(
    '/v1/turns/:turnId/events',
    {
      schema: {
        tags: ['turns'],
        summary: 'The events of a turn after `Last-Event-ID`, those to come too',
        params: turnParams,
        headers: resumeHeaders,
        response: {
          200: { description: 'Events', content: { 'text/event-stream': { schema: eventStream } } },
          204: z.null().describe('The stream is complete; nothing comes after this event'),
          ...problems(400, 401, 403, 404, 429),
        },
      },
    },
    async (request, reply) => {
      const { shopperId } = identityOf(request);
      const { turnId } = request.params;
      const after = Number(request.headers['last-event-id'] ?? 0);
      const run = runs.find(shopperId, turnId);
      if (run !== null) {
        if (run.isOver(after)) return reply.code(204).send(null);
        return streamTurn(reply, run, after, problemWriter(request));
      }
      const record = await application.conversations.find(shopperId, turnId);
      if (record === null) throw notFound('turn');
      // Its own events are gone. What was missed is unknown, but the end of it holds everything.
      const events = eventsOfReply(record.reply as unknown as TurnReply);
      return sendEvents(reply, after === 0 ? events : events.slice(-1), after);
    },
  );
}

function problemWriter(request: FastifyRequest) {
  return (failure: unknown) => {
    const problem = toProblemError(failure);
    if (!(failure instanceof ProblemError)) request.log.error({ err: failure }, 'turn failed');
    return problem.toProblem(request);
  };
}

/** Whether the client names this type; a wildcard does not ask for a stream. */
function accepts(header: string | undefined, type: string): boolean {
  return (header ?? '').split(',').some((part) => part.split(';', 1)[0]?.trim().toLowerCase() === type);
}
