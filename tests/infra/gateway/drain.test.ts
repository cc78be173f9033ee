import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { testGateway } from '#tests/doubles/gateway.ts';
import { turnReply } from '#tests/doubles/turn-reply.ts';

async function listening(env = {}) {
  const gateway = testGateway(env);
  const url = await gateway.app.listen({ port: 0, host: '127.0.0.1' });
  const token = await gateway.token({ shopperId: 'ann' });
  const say = () =>
    fetch(`${url}/v1/turns`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ message: 'milk' }),
    });
  return { ...gateway, url, token, say };
}

it('a drain finishes turns under way, refuses new ones and closes websockets with 1001', async () => {
  const { app, application, ask, say, url, token } = await listening();
  const rest = Promise.withResolvers<void>();
  application.world.runTurn = async (request) => {
    await rest.promise;
    return { kind: 'replied', reply: turnReply(request), repeated: false };
  };
  const { ticket } = (await ask('POST', '/v1/ws-tickets', { token })).body;
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/ws`, ['leafloaf.v1', `ticket.${ticket}`]);
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  const socketClosed = new Promise<number>((resolve) =>
    socket.addEventListener('close', ({ code }) => resolve(code)),
  );
  const underWay = say();
  await expect.poll(() => application.turnsRun.length).toBe(1);

  const closed = app.close();
  await expect.poll(async () => (await fetch(`${url}/readyz`)).status).toBe(503);
  const refused = await say();
  expect(refused.status).toBe(503);
  expect(refused.headers.get('connection')).toBe('close');
  expect(await refused.json()).toMatchObject({ type: 'urn:leafloaf:problem:draining' });
  expect((await fetch(`${url}/livez`)).status).toBe(200);
  expect(await socketClosed).toBe(1001);

  rest.resolve();
  expect((await underWay).status).toBe(200);
  await closed;
});

it('a drain cancels turns that do not finish in time', async () => {
  const { app, application, say } = await listening({ DRAIN_TIMEOUT_MS: '1' });
  application.world.runTurn = (_request, { signal }) =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve({ kind: 'cancelled' })));
  const underWay = say();
  await expect.poll(() => application.turnsRun.length).toBe(1);
  const closed = app.close();
  expect((await underWay).status).toBe(409);
  await closed;
});

it.each([
  ['broken HTTP', 'MILK\r\n\r\n', 400],
  ['headers too large', `GET / HTTP/1.1\r\nhost: x\r\nx-padding: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
])('answers %s with a problem too', async (_what, bytes, status) => {
  const { app, url } = await listening();
  const text = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes));
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString('utf8');
    });
    socket.on('end', () => resolve(received));
    socket.on('error', reject);
  });
  expect(text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(text).toContain('application/problem+json');
  expect(JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4))).toMatchObject({
    status,
    requestId: expect.any(String),
  });
  await app.close();
});
