import { z } from 'zod';
import type { Gateway, GatewayParts } from '#infra/gateway/gateway.ts';
import { identityOf } from '#infra/gateway/plugins/access.ts';
import { notFound } from '#infra/gateway/problem.ts';
import { problems } from '#infra/gateway/schemas/problem.ts';
import { citationSchema } from '#infra/gateway/schemas/reply.ts';
import { givenId } from '#infra/gateway/schemas/text.ts';

/** Where a fact in a reply comes from. */
export function registerCitations(app: Gateway, { application }: GatewayParts): void {
  app.get(
    '/v1/citations/:citationId',
    {
      schema: {
        tags: ['turns'],
        summary: 'What a citation stands for',
        params: z.strictObject({ citationId: givenId }),
        response: { 200: citationSchema, ...problems(400, 401, 403, 404, 429) },
      },
    },
    async (request) => {
      const citation = await application.citation(identityOf(request).shopperId, request.params.citationId);
      if (citation === null) throw notFound('citation');
      return citation;
    },
  );
}
