import { describe, expect, it } from 'vitest';
import { testGateway } from '#tests/doubles/gateway.ts';
import { turnReply } from '#tests/doubles/turn-reply.ts';

async function signedIn(env = {}) {
  const gateway = testGateway(env);
  /** Turns that have reached the handler. */
  const arrived = { count: 0 };
  gateway.app.addHook('preHandler', async ({ url }) => {
    if (url === '/v1/turns') arrived.count += 1;
  });
  const token = await gateway.token({ shopperId: 'ann' });
  const say = (body: object, headers = {}) => gateway.ask('POST', '/v1/turns', { token, body, headers });
  return { ...gateway, arrived, token, say };
}

describe('POST /v1/turns', () => {
  it('runs the turn with what was asked, and defaults for the rest', async () => {
    const { say, application } = await signedIn();
    const answer = await say({
      message: '  oat milk ',
      conversationId: 'c1',
      turnId: 't1',
      filters: { organic: true },
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ turnId: 't1', conversationId: 'c1', text: 'You said: oat milk' });
    expect(application.turnsRun).toEqual([
      {
        shopperId: 'ann',
        message: 'oat milk',
        conversationId: 'c1',
        turnId: 't1',
        mode: 'text',
        transcript: null,
        view: 'personalized',
        filters: { organic: true },
        limit: 10,
        trace: false,
      },
    ]);
  });

  it('counts characters, not bytes: 2000 of any script are taken', async () => {
    const { say } = await signedIn();
    expect((await say({ message: '🛒'.repeat(2_000) })).status).toBe(200);
    expect((await say({ message: '🛒'.repeat(2_001) })).status).toBe(400);
    expect((await say({ message: ` ${'a'.repeat(2_000)} ` })).status).toBe(200);
  });

  it('answers a repeated Idempotency-Key with the same turn, and says so', async () => {
    const { say } = await signedIn();
    const first = await say({ message: 'milk' }, { 'idempotency-key': 'key-1' });
    const second = await say({ message: 'milk' }, { 'idempotency-key': 'key-1' });
    const other = await say({ message: 'milk' }, { 'idempotency-key': 'key-2' });
    expect(second.body).toEqual(first.body);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(other.body.turnId).not.toBe(first.body.turnId);
  });

  it('keeps one shopper’s keys apart from another’s', async () => {
    const { say, ask, token } = await signedIn();
    const mine = await say({ message: 'milk' }, { 'idempotency-key': 'key-1' });
    const bob = await ask('POST', '/v1/sessions', { body: { shopperId: 'bob' } });
    const headers = { 'idempotency-key': 'key-1' };
    const theirs = await ask('POST', '/v1/turns', {
      token: bob.body.token,
      body: { message: 'milk' },
      headers,
    });
    expect(theirs.status).toBe(200);
    expect(theirs.body.turnId).not.toBe(mine.body.turnId);
    expect((await ask('GET', `/v1/turns/${mine.body.turnId}`, { token: bob.body.token })).status).toBe(404);
    expect((await ask('GET', `/v1/turns/${mine.body.turnId}`, { token })).status).toBe(200);
  });

  it('refuses a turn id that was used for other words', async () => {
    const { say } = await signedIn();
    await say({ message: 'milk', turnId: 't1' });
    const answer = await say({ message: 'bread', turnId: 't1' });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      type: 'urn:leafloaf:problem:turn-id-reused',
      errors: [{ path: 'turnId' }],
    });
  });

  it('does not find another shopper’s conversation', async () => {
    const { say, application } = await signedIn();
    application.remember('bob', 'c-bob', 't-bob');
    expect((await say({ message: 'milk', conversationId: 'c-bob' })).status).toBe(404);
  });

  it('takes the surest alternative of a transcript when the message is empty', async () => {
    const { say, application } = await signedIn();
    const transcript = {
      alternatives: [
        { text: 'her issa', confidence: 0.4 },
        { text: 'harissa', confidence: 0.9 },
        { text: ' ', confidence: 1 },
      ],
      isFinal: true,
      language: 'en-US',
    };
    const answer = await say({ message: '', mode: 'voice', transcript });
    expect(answer.status).toBe(200);
    expect(application.turnsRun[0]).toMatchObject({ message: 'harissa', mode: 'voice', transcript });
  });

  it('runs a turn once when the same request comes twice at the same time', async () => {
    const { say, application, arrived } = await signedIn();
    const gate = Promise.withResolvers<void>();
    application.world.runTurn = async (request) => {
      await gate.promise;
      return { kind: 'replied', reply: turnReply(request), repeated: false };
    };
    const both = [say({ message: 'milk', turnId: 't1' }), say({ message: 'milk', turnId: 't1' })];
    await expect.poll(() => arrived.count).toBe(2);
    gate.resolve();
    const [first, second] = await Promise.all(both);
    expect(first?.body).toEqual(second?.body);
    expect(application.turnsRun).toHaveLength(1);
  });

  it('says that a turn was too slow and can be sent again', async () => {
    const { say, application } = await signedIn();
    application.world.runTurn = async () => ({ kind: 'too_slow' });
    const answer = await say({ message: 'milk' });
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('1');
    expect(JSON.stringify(answer.body)).toContain('nothing is done twice');
  });

  it('asks to come back later when too many turns wait', async () => {
    const { say, application } = await signedIn();
    application.world.runTurn = async () => ({ kind: 'overloaded', retryAfterSeconds: 3 });
    const answer = await say({ message: 'milk' });
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('3');
    const stream = await say({ message: 'milk' }, { accept: 'text/event-stream' });
    expect(stream.status).toBe(503);
    expect(stream.headers['content-type']).toBe('application/problem+json');
  });
});

describe('GET /v1/turns/{turnId}', () => {
  it('answers the stored reply, and 202 while the turn runs', async () => {
    const { say, ask, token, application } = await signedIn();
    await say({ message: 'milk', turnId: 't1' });
    expect((await ask('GET', '/v1/turns/t1', { token })).body.text).toBe('You said: milk');
    const gate = Promise.withResolvers<void>();
    application.world.runTurn = async (request) => {
      await gate.promise;
      return { kind: 'replied', reply: turnReply(request), repeated: false };
    };
    const asked = say({ message: 'bread', turnId: 't2' });
    await expect.poll(() => application.turnsRun.length).toBe(2);
    const running = await ask('GET', '/v1/turns/t2', { token });
    expect(running).toMatchObject({ status: 202, body: { turnId: 't2', status: 'running' } });
    gate.resolve();
    await asked;
  });
});

describe('conversations', () => {
  it('lists them with their turns, each with its reply, and forgets one', async () => {
    const { say, ask, token } = await signedIn();
    for (const message of ['milk', 'bread', 'eggs']) await say({ message, conversationId: 'c1' });
    const list = await ask('GET', '/v1/conversations', { token });
    expect(list.body).toMatchObject({ conversations: [{ conversationId: 'c1', turns: 3 }], next: null });
    const page = await ask('GET', '/v1/conversations/c1/turns?limit=2', { token });
    expect(page.body.turns.map(({ reply }: { reply: { text: string } }) => reply.text)).toEqual([
      'You said: eggs',
      'You said: bread',
    ]);
    const rest = await ask('GET', `/v1/conversations/c1/turns?limit=2&before=${page.body.next}`, { token });
    expect(rest.body).toMatchObject({
      turns: [{ message: 'milk', recordedAt: '2026-05-01T12:00:00.000Z' }],
      next: null,
    });
    expect((await ask('DELETE', '/v1/conversations/c1', { token })).status).toBe(204);
    expect((await ask('GET', '/v1/conversations/c1/turns', { token })).status).toBe(404);
  });

  it('hides another shopper’s', async () => {
    const { ask, token, application } = await signedIn();
    application.remember('bob', 'c-bob', 't-bob');
    for (const [method, url] of [
      ['GET', '/v1/conversations/c-bob/turns'],
      ['DELETE', '/v1/conversations/c-bob'],
      ['GET', '/v1/turns/t-bob'],
      ['GET', '/v1/turns/t-bob/events'],
    ] as const) {
      expect((await ask(method, url, { token })).status, `${method} ${url}`).toBe(404);
    }
    expect(await application.conversations.find('bob', 't-bob')).not.toBeNull();
  });
});
