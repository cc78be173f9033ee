import { z } from 'zod';
import type { Gateway, GatewayParts } from '../gateway.ts';
import { identityOf } from '../plugins/access.ts';
import { notFound } from '../problem.ts';
import { problems } from '../schemas/problem.ts';
import { citationSchema } from '../schemas/reply.ts';
import { givenId } from '../schemas/text.ts';

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
