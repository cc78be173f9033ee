import { z } from 'zod';
import type { Gateway, GatewayParts } from '#infra/gateway/gateway.ts';
import { registerCart } from './cart.ts';
import { registerCitations } from './citations.ts';
import { registerConversations } from './conversations.ts';
import { registerInteractions } from './interactions.ts';
import { registerMe } from './me.ts';
import { registerOrders } from './orders.ts';
import { registerProbes } from './probes.ts';
import { registerProducts } from './products.ts';
import { registerSessions } from './sessions.ts';
import { registerTurns } from './turns.ts';
import { registerWebsocket } from './websocket.ts';

/** Every route of the API. */
export function registerRoutes(app: Gateway, parts: GatewayParts): void {
  registerProbes(app, parts);
  registerSessions(app, parts);
  registerTurns(app, parts);
  registerConversations(app, parts);
  registerWebsocket(app, parts);
  registerCart(app, parts);
  registerOrders(app, parts);
  registerProducts(app, parts);
  registerCitations(app, parts);
  registerInteractions(app, parts);
  registerMe(app, parts);
  app.get(
    '/openapi.json',
    {
      config: { access: 'public', open: true },
      schema: {
        tags: ['operation'],
        summary: 'This document',
        response: { 200: z.looseObject({}).describe('OpenAPI 3.1') },
      },
    },
    async () => ({ ...app.swagger() }),
  );
}
