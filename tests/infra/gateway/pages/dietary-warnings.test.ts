import { describe, expect, it } from 'vitest';
import type { Call } from '#infra/gateway/pages/shop/api/call.ts';
import { createCall } from '#infra/gateway/pages/shop/api/call.ts';
import { findDietaryWarnings } from '#infra/gateway/pages/shop/state/dietary-warnings.ts';
import { testGateway } from '#tests/doubles/gateway.ts';
import { fixture } from '#tests/fixtures/products.ts';

/** The page's own calls, answered by the gateway. */
async function shopping(preferences: object) {
  const gateway = testGateway();
  const token = await gateway.token({ shopperId: 'ann' });
  await gateway.ask('PATCH', '/v1/me/preferences', { token, body: preferences });
  const paths: string[] = [];
  const fetchLike = async (path: string, { method = 'GET' }: RequestInit = {}) => {
    paths.push(path);
    const { status, text, headers } = await gateway.ask(method, path, { token });
    return new Response(text, { status, headers: { 'content-type': headers['content-type'] ?? '' } });
  };
  const call: Call = createCall(fetchLike as typeof fetch, {
    token: async () => token,
    renew: async () => token,
  });
  const warningsOf = (...productIds: readonly string[]) =>
    findDietaryWarnings(
      call,
      productIds.map((productId) => ({ productId })),
    );
  return { ...gateway, paths, warningsOf };
}

const peanutButter = fixture('peanut-butter').name;

describe('warnings before the order', () => {
  it('name what is against an allergy or a diet, and nothing else', async () => {
    const { warningsOf } = await shopping({ allergies: ['peanut'], diets: ['nut_free'], dislikes: ['dal'] });
    expect(await warningsOf('toor-dal', 'peanut-butter', 'gone-by-now')).toEqual([
      `${peanutButter} contains peanuts, and you told us you are allergic to peanuts.`,
      `${peanutButter} is not nut free, and you told us you eat nut free.`,
    ]);
  });

  it('do not repeat that a label is silent about a diet', async () => {
    const { warningsOf } = await shopping({ diets: ['kosher'] });
    expect(await warningsOf('peanut-butter')).toEqual([]);
  });

  it('look up no product for whoever may eat everything', async () => {
    const { warningsOf, paths } = await shopping({ dislikes: ['peanuts'] });
    expect(await warningsOf('peanut-butter')).toEqual([]);
    expect(paths).toEqual(['/v1/me/preferences']);
  });

  it('are not taken for absent when they cannot be looked up', async () => {
    const { warningsOf, application } = await shopping({ allergies: ['peanut'] });
    application.settings.load = () => Promise.reject(new Error('no disk'));
    await expect(warningsOf('peanut-butter')).rejects.toThrow();
  });
});
