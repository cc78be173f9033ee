import type { Gateway, GatewayParts } from '#infra/gateway/gateway.ts';
import { derivedId } from '#infra/gateway/idempotency.ts';
import { identityOf } from '#infra/gateway/plugins/access.ts';
import { ProblemError } from '#infra/gateway/problem.ts';
import {
  interactionAccepted,
  interactionHeaders,
  interactionRequest,
} from '#infra/gateway/schemas/interaction.ts';
import { problems } from '#infra/gateway/schemas/problem.ts';
import { redactPersonalData } from '#memory/consent/redact.ts';
import type { Interaction } from '#personalization/learning/interaction.ts';

/** What a shopper did on a page. Stored before it is answered, learned from afterwards. */
export function registerInteractions(app: Gateway, { application }: GatewayParts): void {
  app.post(
    '/v1/interactions',
    {
      schema: {
        tags: ['personalisation'],
        summary: 'Tell of a view, a click, a dismissal, or of what has not run out yet',
        headers: interactionHeaders,
        body: interactionRequest,
        response: { 202: interactionAccepted, ...problems(400, 401, 403, 404, 413, 415, 429, 503) },
      },
    },
    async (request, reply) => {
      const { shopperId } = identityOf(request);
      const { kind, productId, position } = request.body;
      const query =
        request.body.query === undefined ? undefined : redactPersonalData(request.body.query).text;
      const [product] = await application.products.get([productId]);
      if (product === undefined) {
        const message = 'There is no such product. Take a productId from /v1/products.';
        throw new ProblemError('not-found', { detail: message, errors: [{ path: 'productId', message }] });
      }
      const key = request.headers['idempotency-key'];
      const eventId = key === undefined ? application.newId() : derivedId('interaction', shopperId, key);
      const at = application.now();
      const interaction: Interaction = {
        eventId,
        shopperId,
        kind,
        at,
        productId,
        ...(query === undefined ? {} : { query }),
        ...(position === undefined ? {} : { position }),
        source: 'api',
      };
      await application.outbox.announce([
        { entryId: eventId, shopperId, topic: 'interaction', payload: interaction, createdAt: at },
        {
          entryId: `${eventId}.event`,
          shopperId,
          topic: 'event',
          payload: {
            table: 'product_interaction_events',
            data: { kind, productId, query: query ?? null, position: position ?? null },
            conversationId: null,
            turnId: null,
            occurredAt: at,
          },
          createdAt: at,
        },
      ]);
      return reply.code(202).send({ interactionId: eventId });
    },
  );
}
