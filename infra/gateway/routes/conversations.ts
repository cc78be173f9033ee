import { z } from 'zod';
import type { TurnReply } from '#agents/response-compiler/reply.ts';
import type { Gateway, GatewayParts } from '#infra/gateway/gateway.ts';
import { identityOf } from '#infra/gateway/plugins/access.ts';
import { notFound } from '#infra/gateway/problem.ts';
import { conversationParams, conversationsPage, turnsPage } from '#infra/gateway/schemas/conversation.ts';
import { problems } from '#infra/gateway/schemas/problem.ts';
import { pageQuery } from '#infra/gateway/schemas/text.ts';

/** What was said, by conversation. */
export function registerConversations(app: Gateway, { application, runs }: GatewayParts): void {
  const { conversations } = application;

  /** Another shopper's conversation looks as if it did not exist. */
  const requireOwn = async (shopperId: string, conversationId: string) => {
    if ((await conversations.owner(conversationId)) !== shopperId) throw notFound('conversation');
  };

  app.get(
    '/v1/conversations',
    {
      schema: {
        tags: ['turns'],
        summary: 'Conversations, the one last spoken in first',
        querystring: pageQuery,
        response: { 200: conversationsPage, ...problems(400, 401, 403, 429) },
      },
    },
    async (request) => {
      const page = await conversations.conversations(identityOf(request).shopperId, pageOf(request.query));
      return {
        conversations: page.conversations.map((conversation) => ({
          ...conversation,
          startedAt: new Date(conversation.startedAt).toISOString(),
          lastTurnAt: new Date(conversation.lastTurnAt).toISOString(),
        })),
        next: page.next,
      };
    },
  );

  app.get(
    '/v1/conversations/:conversationId/turns',
    {
      schema: {
        tags: ['turns'],
        summary: 'Turns of a conversation, newest first',
        params: conversationParams,
        querystring: pageQuery,
        response: { 200: turnsPage, ...problems(400, 401, 403, 404, 429) },
      },
    },
    async (request) => {
      const { shopperId } = identityOf(request);
      const { conversationId } = request.params;
      await requireOwn(shopperId, conversationId);
      const page = await conversations.turns(shopperId, conversationId, pageOf(request.query));
      return {
        turns: page.turns.map(({ turnId, mode, message, recordedAt, reply }) => ({
          turnId,
          conversationId,
          mode,
          message,
          recordedAt: new Date(recordedAt).toISOString(),
          reply: reply as unknown as TurnReply,
        })),
        next: page.next,
      };
    },
  );

  app.delete(
    '/v1/conversations/:conversationId',
    {
      schema: {
        tags: ['turns'],
        summary: 'Forget a conversation',
        params: conversationParams,
        response: { 204: z.null().describe('Forgotten'), ...problems(400, 401, 403, 404, 429) },
      },
    },
    async (request, reply) => {
      const { shopperId } = identityOf(request);
      const { conversationId } = request.params;
      await requireOwn(shopperId, conversationId);
      await application.removeConversation(shopperId, conversationId);
      runs.forget(shopperId, conversationId);
      return reply.code(204).send(null);
    },
  );
}

/** `before` is left out, not undefined, when there is none. */
export function pageOf({ limit, before }: { readonly limit: number; readonly before?: string | undefined }) {
  return before === undefined ? { limit } : { limit, before };
}
