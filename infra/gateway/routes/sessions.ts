import type { Gateway, GatewayParts } from '#infra/gateway/gateway.ts';
import { problems } from '#infra/gateway/schemas/problem.ts';
import { sampleShoppersSchema, sessionRequest, sessionSchema } from '#infra/gateway/schemas/session.ts';
import type { Scope } from '#infra/security/identity.ts';

const SCOPES_OF_ROLE: Readonly<Record<'shopper' | 'operator' | 'analyst', readonly Scope[]>> = {
  shopper: ['shop'],
  operator: ['ops:read', 'ops:write'],
  analyst: ['analytics:read'],
};

/** The demo identity provider. With an outside identity provider these routes do not exist. */
export function registerSessions(app: Gateway, { application, issueToken }: GatewayParts): void {
  if (issueToken === null) return;

  app.post(
    '/v1/sessions',
    {
      config: { access: 'public' },
      schema: {
        tags: ['identity'],
        summary: 'Get a demo token',
        body: sessionRequest,
        response: { 201: sessionSchema, ...problems(400, 413, 415, 429) },
      },
    },
    async (request, reply) => {
      const { shopperId = application.newId(), role = 'shopper' } = request.body ?? {};
      if (application.sampleShoppers.some((sample) => sample.shopperId === shopperId)) {
        await application.prepareShopper(shopperId);
      }
      const issued = await issueToken(shopperId, SCOPES_OF_ROLE[role]);
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ ...issued, expiresAt: new Date(issued.expiresAt).toISOString() });
    },
  );

  app.get(
    '/v1/sample-shoppers',
    {
      config: { access: 'public' },
      schema: {
        tags: ['identity'],
        summary: 'Shoppers with made-up history, to see personalisation at once',
        response: { 200: sampleShoppersSchema, ...problems(429) },
      },
    },
    async () => ({ sampleShoppers: application.sampleShoppers }),
  );
}
