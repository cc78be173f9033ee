import { expect, it } from 'vitest';
import { createRedisWsTickets } from '#infra/redis/ws-tickets.ts';
import { wsTicketCases } from '#tests/conformance/ws-tickets.ts';
import { testRedis } from './open-test-redis.ts';

const redis = testRedis();
const identity = { shopperId: 'ada', scopes: ['shop'] as const, expiresAt: 1e15 };

function numbered(name: string): () => string {
  let issued = 0;
  return () => {
    issued += 1;
    return `${name}${issued}`;
  };
}

wsTicketCases(async (now) => createRedisWsTickets(await redis.connectEmpty(), now, numbered('t')));

it('open one websocket at any of several processes', async () => {
  const issuer = createRedisWsTickets(await redis.connectEmpty(), () => 0, numbered('a'));
  const others = [await redis.connect(), await redis.connect(), await redis.connect()].map((connection) =>
    createRedisWsTickets(connection, () => 0, numbered('b')),
  );
  const { ticket } = await issuer.issue(identity);
  const answers = await Promise.all(others.map((other) => other.redeem(ticket)));
  expect(answers.filter((answer) => answer !== null)).toEqual([identity]);
  expect(await issuer.redeem(ticket)).toBeNull();
});

it('cannot be read out of Redis, and go by themselves', async () => {
  const tickets = createRedisWsTickets(
    await redis.connectEmpty(),
    () => 0,
    () => 'the-secret-ticket',
  );
  await tickets.issue(identity);
  const admin = await redis.admin();
  const [key = ''] = await admin.keys('*');
  expect(`${key} ${await admin.get(key)}`).not.toContain('the-secret-ticket');
  expect(await admin.pTTL(key)).toBeGreaterThan(0);
});
