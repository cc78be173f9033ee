import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectRedis, type RedisServices } from '#infra/redis/connect-redis.ts';
import { freePort, type ServerProcess } from '#tests/services/server-process.ts';
import { startRedisServer } from '#tests/services/servers/redis.ts';

const patient = () => new AbortController().signal;
const identity = { shopperId: 'ada', scopes: ['shop'] as const, expiresAt: 1e15 };

let port: number;
let server: ServerProcess | null;
let changes: string[];
const open: RedisServices[] = [];
let issued = 0;
/** Milliseconds that the product's clock is ahead. */
let ahead = 0;

/** One process of ours, connected to the server of this test. */
async function connect(): Promise<RedisServices> {
  const services = await connectRedis({
    url: `redis://127.0.0.1:${port}`,
    rateLimits: { shopperPerMinute: 3, ipPerMinute: 100 },
    now: () => Date.now() + ahead,
    newTicket: () => {
      issued += 1;
      return `ticket-${issued}`;
    },
    onChange: (capability, reason) => changes.push(`${capability} ${reason === null ? 'back' : 'alone'}`),
  });
  open.push(services);
  return services;
}

/** Asks everything that is shared once. */
async function useAll({ ledger, lock, limits, tickets }: RedisServices, turnId: string) {
  const release = await lock.acquire('ada', patient());
  const limit = await limits.takeForAddress('10.0.0.1');
  const known = await ledger.read('c1');
  const total = await ledger.add('c1', turnId, 100);
  const { ticket } = await tickets.issue(identity);
  const redeemed = await tickets.redeem(ticket);
  release();
  return { limit: limit.kind, known, total, redeemed: redeemed?.shopperId };
}

const CAPABILITIES = ['rate-limits', 'token-ledger', 'turn-lock', 'websocket-tickets'];
const aloneIn = (services: RedisServices) =>
  services
    .health()
    .degraded.map(({ capability }) => capability)
    .sort();
const isBack = (services: RedisServices) =>
  vi.waitFor(() => expect(services.health()).toMatchObject({ status: 'pass', degraded: [] }), {
    timeout: 10_000,
  });

beforeEach(async () => {
  port = await freePort();
  server = await startRedisServer(port);
  changes = [];
  ahead = 0;
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((services) => services.close()));
  await server?.kill();
});

describe('Redis that was killed', () => {
  it('leaves everything going on within the process, told in its health, and takes it over again when it is back', async () => {
    const services = await connect();
    expect(await useAll(services, 't1')).toEqual({
      limit: 'allowed',
      known: null,
      total: 100,
      redeemed: 'ada',
    });
    expect(services.health()).toMatchObject({ name: 'redis', status: 'pass', degraded: [] });

    await server?.kill();
    expect(await useAll(services, 't2')).toMatchObject({ limit: 'allowed', known: null, redeemed: 'ada' });
    expect(services.health().status).toBe('warn');
    expect(services.health().detail).toMatch(/does not answer/);
    expect(aloneIn(services)).toEqual(CAPABILITIES);

    server = await startRedisServer(port);
    await isBack(services);
    expect(await useAll(services, 't3')).toMatchObject({ limit: 'allowed', redeemed: 'ada' });
    expect(changes.slice().sort()).toEqual(
      CAPABILITIES.flatMap((capability) => [`${capability} alone`, `${capability} back`]),
    );
  });

  it('lets limits hold within the process', async () => {
    const services = await connect();
    await server?.kill();
    const kinds: string[] = [];
    for (let one = 0; one < 4; one += 1) kinds.push((await services.limits.takeForShopper('ada')).kind);
    expect(kinds).toEqual(['allowed', 'allowed', 'allowed', 'limited']);
  });

  it('keeps the turns of a shopper apart within the process throughout', async () => {
    const services = await connect();
    const order: string[] = [];
    const turn = async (name: string) => {
      const release = await services.lock.acquire('ada', patient());
      order.push(name);
      return release;
    };
    const endBefore = await turn('before');
    const during = turn('during');
    await server?.kill();
    await services.limits.takeForAddress('10.0.0.1');
    expect(order).toEqual(['before']);
    endBefore();
    const endDuring = await during;
    const after = turn('after');
    server = await startRedisServer(port);
    await isBack(services);
    expect(order).toEqual(['before', 'during']);
    endDuring();
    (await after)();
    expect(order).toEqual(['before', 'during', 'after']);
  });

  it('lets a ticket that was issued meanwhile be redeemed once it is back, once', async () => {
    const services = await connect();
    await server?.kill();
    const { ticket } = await services.tickets.issue(identity);
    server = await startRedisServer(port);
    await isBack(services);
    expect(await services.tickets.redeem(ticket)).toEqual(identity);
    expect(await services.tickets.redeem(ticket)).toBeNull();
  });
});

describe('Redis that hangs', () => {
  it('leaves everything going on within the process, and its totals are not trusted afterwards', async () => {
    const services = await connect();
    await services.ledger.add('c1', 't1', 6_000);
    await services.ledger.add('c2', 't1', 70);
    const pid = server?.pid ?? 0;
    process.kill(pid, 'SIGSTOP');
    try {
      expect(await useAll(services, 't2')).toMatchObject({ limit: 'allowed', known: null, redeemed: 'ada' });
      expect(aloneIn(services)).toEqual(CAPABILITIES);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await isBack(services);
    expect(await services.ledger.read('c1')).toBeNull();
    expect(await services.ledger.read('c2')).toBe(70);
  });
});

describe('Redis that takes no writes', () => {
  it('is not relied on until it takes them again', async () => {
    const services = await connect();
    const { createClient } = await import('redis');
    const admin = createClient({ url: `redis://127.0.0.1:${port}` });
    admin.on('error', () => undefined);
    await admin.connect();
    await admin.configSet({ maxmemory: '1', 'maxmemory-policy': 'noeviction' });
    expect(await useAll(services, 't1')).toMatchObject({ limit: 'allowed', redeemed: 'ada' });
    expect(services.health()).toMatchObject({ status: 'warn' });
    expect(services.health().detail).toMatch(/within this process alone/);
    expect(services.health().degraded[0]?.reason).toMatch(/OOM/);
    ahead += 5_000;
    await useAll(services, 't1');
    await vi.waitFor(() => {
      const reasons = services.health().degraded.map(({ reason }) => reason);
      expect(reasons).toHaveLength(CAPABILITIES.length);
      for (const reason of reasons) expect(reason).toMatch(/could not take a write: OOM/);
    });
    expect(changes.filter((change) => change.endsWith('back'))).toEqual([]);
    await admin.configSet({ maxmemory: '0' });
    await vi.waitFor(
      async () => {
        await useAll(services, 't2');
        expect(services.health().status).toBe('pass');
      },
      { timeout: 10_000, interval: 100 },
    );
    admin.destroy();
  });
});

describe('Redis that is not there at the start', () => {
  it('does not keep a process from starting, and is used once it comes', async () => {
    await server?.kill();
    const services = await connect();
    expect(services.health().status).toBe('warn');
    expect(await useAll(services, 't1')).toMatchObject({ limit: 'allowed', redeemed: 'ada' });
    server = await startRedisServer(port);
    await isBack(services);
    await services.limits.takeForShopper('ada');
    const other = await connect();
    expect(await Promise.all([1, 2, 3].map(() => other.limits.takeForShopper('ada')))).toEqual([
      { kind: 'allowed' },
      { kind: 'allowed' },
      expect.objectContaining({ kind: 'limited' }),
    ]);
  });

  it('is closed without having been there', async () => {
    await server?.kill();
    const services = await connect();
    await services.close();
    expect((await services.limits.takeForShopper('ada')).kind).toBe('allowed');
  });
});
