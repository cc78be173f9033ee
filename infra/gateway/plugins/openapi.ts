import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { apiSchemas } from '../schemas/registry.ts';
import { VERSION } from '../version.ts';

const ERRORS =
  'Errors are problem details (RFC 9457). Every response carries `X-Request-Id`. Unknown request fields are refused.';

/** OpenAPI 3.1 from the very schemas that validate. */
export const openapi = fp(async (app: FastifyInstance) => {
  const transform = createJsonSchemaTransform({ schemaRegistry: apiSchemas });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'LeafLoaf', version: VERSION, description: `A grocery shopping assistant. ${ERRORS}` },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    transform: (document) => {
      const access = document.route.config?.access ?? 'shop';
      const security = access === 'public' ? [] : [{ bearer: [access] }];
      const { schema, url } = transform(document);
      return { schema: { ...schema, security }, url };
    },
    transformObject: createJsonSchemaTransformObject({ schemaRegistry: apiSchemas }),
  });
});
