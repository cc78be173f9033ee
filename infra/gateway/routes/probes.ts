import type { Gateway, GatewayParts } from '#infra/gateway/gateway.ts';
import { healthSchema, probeSchema } from '#infra/gateway/schemas/health.ts';
import { problems } from '#infra/gateway/schemas/problem.ts';
import { VERSION } from '#infra/gateway/version.ts';

const probe = { access: 'public', probe: true } as const;
const PROBE_RESPONSES = { 200: probeSchema, 503: probeSchema };

/** Whether the process lives, has started, may get traffic, and how its parts are. */
export function registerProbes(app: Gateway, { application, drain }: GatewayParts): void {
  app.get(
    '/livez',
    {
      config: probe,
      schema: { tags: ['operation'], summary: 'The process lives', response: { 200: probeSchema } },
    },
    async () => ({ status: 'pass' as const }),
  );

  app.get(
    '/startupz',
    {
      config: probe,
      schema: { tags: ['operation'], summary: 'Start-up is done', response: PROBE_RESPONSES },
    },
    async (_request, reply) => {
      const { started } = await application.health();
      return reply.code(started ? 200 : 503).send({ status: started ? 'pass' : 'fail' });
    },
  );

  app.get(
    '/readyz',
    {
      config: probe,
      schema: { tags: ['operation'], summary: 'Traffic may come', response: PROBE_RESPONSES },
    },
    async (_request, reply) => {
      const { started, status } = await application.health();
      const ready = started && status !== 'fail' && !drain.draining;
      return reply.code(ready ? 200 : 503).send({ status: ready ? status : 'fail' });
    },
  );

  app.get(
    '/health',
    {
      config: { access: 'ops:read' },
      schema: {
        tags: ['operation'],
        summary: 'How each part is',
        response: {
          200: { description: 'Serving', content: { 'application/health+json': { schema: healthSchema } } },
          503: {
            description: 'Not serving',
            content: { 'application/health+json': { schema: healthSchema } },
          },
          ...problems(401, 403, 429),
        },
      },
    },
    async (_request, reply) => {
      const { status, components } = await application.health();
      const time = new Date(application.now()).toISOString();
      return reply
        .code(status === 'fail' ? 503 : 200)
        .type('application/health+json')
        .send({
          status,
          version: VERSION,
          serviceId: 'leafloaf',
          checks: Object.fromEntries(
            components.map(({ name, status: own, detail }) => [
              name,
              [{ status: own, time, ...(detail === null ? {} : { output: detail }) }],
            ]),
          ),
        });
    },
  );
}
