import { request as httpRequest } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type TestGateway, testGateway } from '#tests/doubles/gateway.ts';
import { turnReply } from '#tests/doubles/turn-reply.ts';

const open: TestGateway[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ app }) => app.close()));
});

// biome-ignore lint/suspicious/noExplicitAny: tests read whatever was sent.
type Frame = any;

interface Client {
  send(frame: unknown): void;
  /** The next frame not yet taken. */
  next(): Promise<Frame>;
  /** Frames up to and with the first that fits. */
  until(type: string): Promise<Frame[]>;
  readonly closed: Promise<{ code: number; reason: string }>;
  close(): void;
}

async function listening(env = {}) {
  const gateway = testGateway(env);
  open.push(gateway);
  const url = await gateway.app.listen({ port: 0, host: '127.0.0.1' });
  const token = await gateway.token({ shopperId: 'ann' });
  const ticket = async (own = token) =>
    (await gateway.ask('POST', '/v1/ws-tickets', { token: own })).body.ticket;
  const connect = (protocols: string[]) => connectTo(`${url.replace('http', 'ws')}/v1/ws`, protocols);
  return {
    ...gateway,
    url,
    token,
    ticket,
    connect,
    enter: async () => connect(['leafloaf.v1', `ticket.${await ticket()}`]),
  };
}

function connectTo(url: string, protocols: string[]): Promise<Client & { readonly protocol: string }> {
  const socket = new WebSocket(url, protocols);
  const frames: Frame[] = [];
  const waiting: ((frame: Frame) => void)[] = [];
  socket.addEventListener('message', ({ data }) => {
    const frame = JSON.parse(String(data));
    const waiter = waiting.shift();
    if (waiter === undefined) frames.push(frame);
    else waiter(frame);
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.addEventListener('close', ({ code, reason }) => resolve({ code, reason }));
  });
  const next = () =>
    frames.length > 0
      ? Promise.resolve(frames.shift())
      : new Promise<Frame>((resolve) => waiting.push(resolve));
  return new Promise((resolve, reject) => {
    socket.addEventListener('error', () => reject(new Error('refused')));
    socket.addEventListener('open', () =>
      resolve({
        protocol: socket.protocol,
        closed,
        next,
        send: (frame) =>
          socket.send(
            typeof frame === 'object' && !(frame instanceof Uint8Array)
              ? JSON.stringify(frame)
              : (frame as string),
          ),
        close: () => socket.close(),
        async until(type) {
          const seen: Frame[] = [];
          do seen.push(await next());
          while (seen.at(-1).type !== type);
          return seen;
        },
      }),
    );
  });
}

/** The status that an upgrade with these headers is answered with. */
function upgradeStatus(
  url: string,
  headers: Record<string, string>,
  path = '/v1/ws',
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${url}${path}`, {
      agent: false,
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': Buffer.alloc(16).toString('base64'),
        ...headers,
      },
    });
    request.on('response', (response) => resolve(response.resume().statusCode));
    request.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve(response.statusCode);
    });
    request.on('error', reject);
    request.end();
  });
}

describe('the websocket', () => {
  it('answers a turn with its events in order, each with its number and turn', async () => {
    const { enter } = await listening();
    const client = await enter();
    expect(client.protocol).toBe('leafloaf.v1');
    client.send({ type: 'turn', turnId: 't1', message: 'milk', conversationId: 'c1' });
    const frames = await client.until('turn-end');
    expect(frames.map(({ type, seq, turnId }) => [type, seq, turnId])).toEqual([
      ['turn-start', 1, 't1'],
      ['node-start', 2, 't1'],
      ['node-end', 3, 't1'],
      ['text-delta', 4, 't1'],
      ['cart', 5, 't1'],
      ['turn-end', 6, 't1'],
    ]);
    expect(frames.at(-1).data.reply).toMatchObject({ conversationId: 'c1', text: 'You said: milk' });
    client.send({ type: 'ping' });
    expect(await client.next()).toEqual({ type: 'pong' });
  });

  it('takes a ticket once, for half a minute, and no token in its place', async () => {
    const { connect, ticket, token, application } = await listening();
    const used = await ticket();
    await connect(['leafloaf.v1', `ticket.${used}`]);
    const old = await ticket();
    application.clock.ms += 30_000;
    for (const value of [used, old, token.replaceAll('.', '_'), 'x']) {
      const client = await connect(['leafloaf.v1', `ticket.${value}`]);
      expect((await client.closed).code).toBe(4401);
    }
    expect((await (await connect(['leafloaf.v1'])).closed).code).toBe(4401);
  });

  it('closes with 4401 once the token behind the ticket has expired', async () => {
    const { enter, application } = await listening();
    const client = await enter();
    application.clock.ms += 13 * 60 * 60 * 1000;
    client.send({ type: 'ping' });
    expect((await client.closed).code).toBe(4401);
  });

  it('refuses pages of foreign origins before it opens', async () => {
    const { url } = await listening({ CORS_ORIGINS: 'https://shop.example' });
    const host = new URL(url).host;
    expect(await upgradeStatus(url, { origin: 'https://evil.example' })).toBe(403);
    expect(await upgradeStatus(url, { origin: 'null' })).toBe(403);
    expect(await upgradeStatus(url, { origin: `http://${host}.evil.example` })).toBe(403);
    expect(await upgradeStatus(url, { origin: `http://${host}` })).toBe(101);
    expect(await upgradeStatus(url, { origin: 'https://shop.example' })).toBe(101);
    expect(await upgradeStatus(url, {})).toBe(101);
  });

  it('leaves other offers to upgrade alone', async () => {
    const { url } = await listening();
    expect(await upgradeStatus(url, { upgrade: 'h2c' }, '/livez')).toBe(200);
    expect(await upgradeStatus(url, {}, '/v1/cart')).toBe(401);
  });

  it.each([
    ['no JSON', 'milk', 'body', 400],
    ['no type', { turnId: 't1' }, 'type', 400],
    ['an unknown type', { type: 'order' }, 'type', 400],
    ['a turn without an id', { type: 'turn', message: 'milk' }, 'turnId', 400],
    ['an empty message', { type: 'turn', turnId: 't1', message: ' ' }, 'message', 400],
    ['an unknown field', { type: 'turn', turnId: 't1', message: 'milk', shopperId: 'bob' }, 'shopperId', 400],
    ['a __proto__ key', '{"type":"ping","__proto__":{"x":1}}', '__proto__', 400],
    ['a turn that is not under way', { type: 'cancel', turnId: 't9' }, null, 404],
  ])('answers %s with a problem and stays open', async (_what, frame, path, status) => {
    const { enter, application } = await listening();
    const client = await enter();
    client.send(frame);
    const answer = await client.next();
    expect(answer).toMatchObject({ type: 'error', problem: { status, requestId: expect.any(String) } });
    if (path !== null && path !== 'body') {
      expect(answer.problem.errors.map((error: { path: string }) => error.path)).toContain(path);
    }
    client.send({ type: 'ping' });
    expect(await client.next()).toEqual({ type: 'pong' });
    expect(application.turnsRun).toEqual([]);
  });

  it('closes with 1008 for binary frames and 1009 for frames too large', async () => {
    const { enter } = await listening();
    const binary = await enter();
    binary.send(new Uint8Array([1, 2, 3]));
    expect((await binary.closed).code).toBe(1008);
    const large = await enter();
    large.send(JSON.stringify({ type: 'ping', padding: 'x'.repeat(70_000) }));
    expect((await large.closed).code).toBe(1009);
  });

  it('closes with 4429 when a shopper sends too much, or opens too many', async () => {
    const busy = await listening({ RATE_LIMIT_SHOPPER_PER_MINUTE: '2' });
    const client = await busy.enter();
    for (const _ of [1, 2]) client.send({ type: 'ping' });
    const frames = await client.until('error');
    expect(frames.at(-1).problem.status).toBe(429);
    expect((await client.closed).code).toBe(4429);

    const many = await listening({ SOCKETS_PER_SHOPPER: '1' });
    await many.enter();
    expect((await (await many.enter()).closed).code).toBe(4429);
  });

  it('cancels a turn under way', async () => {
    const { enter, application } = await listening();
    application.world.runTurn = (_request, { signal, onEvent }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve({ kind: 'cancelled' }));
        onEvent?.({ type: 'turn-start', data: { turnId: 't1', conversationId: 'c1' } });
      });
    const client = await enter();
    client.send({ type: 'turn', turnId: 't1', message: 'milk' });
    await client.until('turn-start');
    client.send({ type: 'cancel', turnId: 't1' });
    expect(await client.next()).toMatchObject({
      type: 'error',
      turnId: 't1',
      problem: { type: 'urn:leafloaf:problem:turn-cancelled' },
    });
  });

  it('does not let a shopper cancel another’s turn', async () => {
    const { enter, connect, token: _own, ticket, token: signIn, application, ...gateway } = await listening();
    const rest = Promise.withResolvers<void>();
    application.world.runTurn = async (request, { signal, onEvent }) => {
      onEvent?.({ type: 'turn-start', data: { turnId: 't1', conversationId: 'c1' } });
      await rest.promise;
      return signal.aborted
        ? { kind: 'cancelled' }
        : { kind: 'replied', reply: turnReply(request), repeated: false };
    };
    const ann = await enter();
    const { body } = await gateway.ask('POST', '/v1/sessions', { body: { shopperId: 'bob' } });
    const bob = await connect(['leafloaf.v1', `ticket.${await ticket(body.token)}`]);
    ann.send({ type: 'turn', turnId: 't1', message: 'milk' });
    await ann.until('turn-start');
    bob.send({ type: 'cancel', turnId: 't1' });
    expect((await bob.next()).problem.status).toBe(404);
    rest.resolve();
    await ann.until('turn-end');
  });

  it('goes on with a turn whose socket closed; sent again, it is joined from its start', async () => {
    const { enter, application } = await listening();
    const rest = Promise.withResolvers<void>();
    application.world.runTurn = async (request, { onEvent }) => {
      onEvent?.({ type: 'turn-start', data: { turnId: 't1', conversationId: 'c1' } });
      await rest.promise;
      return { kind: 'replied', reply: turnReply(request), repeated: false };
    };
    const first = await enter();
    const turn = { type: 'turn', turnId: 't1', message: 'milk' };
    first.send(turn);
    await first.until('turn-start');
    first.close();
    await first.closed;
    const second = await enter();
    second.send(turn);
    await second.until('turn-start');
    rest.resolve();
    expect((await second.until('turn-end')).at(-1)).toMatchObject({
      seq: 2,
      data: { reply: { turnId: 't1' } },
    });
    expect(application.turnsRun).toHaveLength(1);
  });
});
