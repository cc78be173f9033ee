import { beforeAll, describe, expect, it } from 'vitest';
import { testGateway } from '#tests/doubles/gateway.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

interface Operation {
  readonly security: readonly Record<string, readonly string[]>[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: object }[];
  readonly responses: Readonly<Record<string, object>>;
}

describe('/openapi.json', () => {
  const gateway = testGateway();
  let document: {
    openapi: string;
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: object };
  };
  const routes: string[] = [];

  beforeAll(async () => {
    gateway.app.addHook('onRoute', ({ method, url, schema }) => {
      if (method !== 'HEAD' && schema?.hide !== true)
        routes.push(`${method} ${url.replace(/:(\w+)/g, '{$1}')}`);
    });
    document = (await gateway.ask('GET', '/openapi.json')).body;
  });

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${path}`,
        path,
        operation,
      })),
    );

  it('is OpenAPI 3.1 and lists every route and nothing else', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(routes).toContain('POST /v1/turns');
    expect(
      operations()
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...routes].sort());
    for (const item of Object.values(document.paths))
      expect(METHODS).toEqual(expect.arrayContaining(Object.keys(item)));
  });

  it('lists what the contract asks of this version', () => {
    const names = operations().map(({ name }) => name);
    for (const name of [
      'POST /v1/sessions',
      'POST /v1/turns',
      'GET /v1/turns/{turnId}',
      'GET /v1/turns/{turnId}/events',
      'GET /v1/conversations',
      'GET /v1/conversations/{conversationId}/turns',
      'DELETE /v1/conversations/{conversationId}',
      'POST /v1/ws-tickets',
      'GET /v1/ws',
      'GET /v1/cart',
      'DELETE /v1/cart',
      'POST /v1/cart/lines',
      'PATCH /v1/cart/lines/{lineId}',
      'DELETE /v1/cart/lines/{lineId}',
      'POST /v1/cart/undo',
      'POST /v1/cart/promotions',
      'POST /v1/orders',
      'GET /v1/orders',
      'GET /v1/orders/{orderId}',
      'POST /v1/orders/{orderId}/cancel',
      'GET /v1/products',
      'GET /v1/products/{productId}',
      'GET /v1/citations/{citationId}',
      'POST /v1/interactions',
      'GET /v1/me/preferences',
      'PATCH /v1/me/preferences',
      'GET /v1/me/profile',
      'GET /livez',
      'GET /startupz',
      'GET /readyz',
      'GET /health',
    ]) {
      expect(names).toContain(name);
    }
  });

  it('refers to nothing that it does not define, and defines nothing unused', () => {
    const text = JSON.stringify(document);
    const referenced = new Set(
      [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name),
    );
    expect([...referenced].sort()).toEqual(Object.keys(document.components.schemas).sort());
    expect(referenced).toContain('TurnReply');
  });

  it('states the scope of every operation that is not public', () => {
    const open = operations().filter(({ operation }) => operation.security.length === 0);
    expect(open.map(({ name }) => name).sort()).toEqual([
      'GET /livez',
      'GET /openapi.json',
      'GET /readyz',
      'GET /startupz',
      'GET /v1/sample-shoppers',
      'GET /v1/ws',
      'POST /v1/sessions',
    ]);
    const health = operations().find(({ name }) => name === 'GET /health');
    expect(health?.operation.security).toEqual([{ bearer: ['ops:read'] }]);
  });

  it('describes answers and refusals of every operation', () => {
    for (const { name, operation } of operations()) {
      const statuses = Object.keys(operation.responses);
      expect(
        statuses.some((status) => /^[12]/.test(status)),
        name,
      ).toBe(true);
      if (operation.security.length > 0)
        expect(statuses, name).toEqual(expect.arrayContaining(['401', '403', '429']));
    }
  });

  it('tells the limits that validation holds to', () => {
    const products = document.paths['/v1/products']?.get;
    expect(products?.parameters?.find(({ name }) => name === 'limit')).toMatchObject({
      description: 'Default 20',
      schema: { type: 'integer', minimum: 1, maximum: 100 },
    });
    expect(document.paths['/v1/turns']?.post?.parameters?.map(({ name }) => name)).toContain(
      'idempotency-key',
    );
  });
});
