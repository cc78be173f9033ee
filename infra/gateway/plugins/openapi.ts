import swagger, { type SwaggerTransformObject } from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { VERSION } from '#infra/gateway/version.ts';

const ERRORS =
  'Errors are problem details (RFC 9457). Every response carries `X-Request-Id`. Unknown request fields are refused.';

/** OpenAPI 3.1 from the very schemas that validate. */
export const openapi = fp(async (app: FastifyInstance) => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'LeafLoaf', version: VERSION, description: `A grocery shopping assistant. ${ERRORS}` },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    transform: (document) => {
      const access = document.route.config?.access ?? 'shop';
      const security = access === 'public' ? [] : [{ bearer: [access] }];
      const { schema, url } = jsonSchemaTransform(document);
      return { schema: { ...schema, security }, url };
    },
    transformObject: (document) => withoutUnused(jsonSchemaTransformObject(document)),
  });
});

type Document = Record<string, unknown> & {
  readonly components?: { readonly schemas?: Record<string, unknown> };
};

/** The library lists each named schema twice, as a request would hold it and as an answer; most are only answers. */
function withoutUnused(document: ReturnType<SwaggerTransformObject>): ReturnType<SwaggerTransformObject> {
  const { components, ...rest } = document as Document;
  const schemas = components?.schemas ?? {};
  const referenced = new Set<string>();
  const visit = (part: unknown) => {
    for (const [, name] of (JSON.stringify(part) ?? '').matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (name === undefined || referenced.has(name)) continue;
      referenced.add(name);
      visit(schemas[name]);
    }
  };
  visit(rest.paths);
  const kept = Object.fromEntries(Object.entries(schemas).filter(([name]) => referenced.has(name)));
  return { ...rest, components: { ...components, schemas: kept } } as ReturnType<SwaggerTransformObject>;
}
