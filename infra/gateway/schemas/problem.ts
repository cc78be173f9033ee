import { z } from 'zod';
import { named } from './registry.ts';

export const problemSchema = named(
  'Problem',
  z
    .looseObject({
      type: z.string(),
      title: z.string(),
      status: z.int(),
      detail: z.string(),
      instance: z.string(),
      requestId: z.string(),
      errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    })
    .describe('RFC 9457 problem details'),
);

/** The problem responses of a route, for OpenAPI. */
export function problems<const Status extends number>(...statuses: readonly Status[]) {
  const response = {
    description: 'Problem',
    content: { 'application/problem+json': { schema: problemSchema } },
  };
  return Object.fromEntries(statuses.map((status) => [status, response])) as Record<Status, typeof response>;
}
