import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

/** Headers that keep a page of ours from being framed, sniffed or made to run foreign script. */
export const securityHeaders = fp(async (app: FastifyInstance) => {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
  });
  app.addHook('onRequest', async (request, reply) => {
    // The page listens to the shopper through the browser's own speech API; nothing else of the device is used.
    reply.header('permissions-policy', 'microphone=(self), camera=(), geolocation=(), payment=()');
    if (request.url.startsWith('/v1/') || request.url.startsWith('/health'))
      reply.header('cache-control', 'no-store');
  });
});
