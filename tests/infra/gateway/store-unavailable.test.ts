import { expect, it } from 'vitest';
import { toProblemError } from '#infra/gateway/plugins/problem-details.ts';
import { StoreUnavailable } from '#infra/resilience/store-unavailable.ts';

it('says what to do when the store is away, and nothing of what is inside', () => {
  const failure = new StoreUnavailable('Spanner', 'load the cart', 'connection refused 10.0.0.7:443');
  const problem = toProblemError(failure);
  expect(problem.status).toBe(503);
  expect(problem.refusal.headers).toEqual({ 'retry-after': '5' });
  const body = JSON.stringify(problem.toProblem({ url: '/v1/cart', id: 'r1' }));
  expect(body).toMatch(/Send the same again, under the same id/);
  expect(body).not.toMatch(/Spanner|10\.0\.0\.7/);
});
