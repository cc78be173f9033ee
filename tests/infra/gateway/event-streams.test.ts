import { afterEach, describe, expect, it } from 'vitest';
import type { TurnEvent } from '#graph/turn-event.ts';
import { type TestGateway, testGateway } from '#tests/doubles/gateway.ts';
import { turnReply } from '#tests/doubles/turn-reply.ts';

const open: TestGateway[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ app }) => app.close()));
});

async function listening() {
  const gateway = testGateway();
  open.push(gateway);
  const url = await gateway.app.listen({ port: 0, host: '127.0.0.1' });
  const token = await gateway.token({ shopperId: 'ann' });
  const call = (path: string, { body, ...headers }: { body?: object; [header: string]: unknown } = {}) =>
    fetch(`${url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(headers as Record<string, string>),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return { ...gateway, call };
}

interface Received {
  readonly id: string | null;
  readonly event: string;
  readonly data: Record<string, unknown>;
}

/** Every event of the stream until it ends. */
async function eventsOf(response: Response): Promise<Received[]> {
  const text = await response.text();
  return text
    .split('\n\n')
    .map((block) => Object.fromEntries(block.split('\n').map((line) => line.split(/: ?(.*)/s).slice(0, 2))))
    .filter((fields) => fields.event !== undefined)
    .map(({ id, event, data }) => ({ id: id ?? null, event, data: JSON.parse(data) }));
}

/** A turn that goes on when the test says so. */
function steps() {
  const first = Promise.withResolvers<void>();
  const rest = Promise.withResolvers<void>();
  return { first, rest };
}

describe('a turn as server-sent events', () => {
  it('sends every event with its name and id, and ends', async () => {
    const { call } = await listening();
    const response = await call('/v1/turns', {
      body: { message: 'milk', turnId: 't1' },
      accept: 'text/event-stream',
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('x-request-id')).toBeTruthy();
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const events = await eventsOf(response);
    expect(events.map(({ event }) => event)).toEqual([
      'turn-start',
      'node-start',
      'node-end',
      'text-delta',
      'cart',
      'turn-end',
    ]);
    expect(events.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(events.at(-1)?.data).toMatchObject({ reply: { turnId: 't1', text: 'You said: milk' } });
  });

  it('goes on when the client is gone, and is resumed after the last event received', async () => {
    const { call, application } = await listening();
    const { first, rest } = steps();
    const ended = Promise.withResolvers<boolean>();
    application.world.runTurn = async (request, { onEvent, signal }) => {
      onEvent?.({ type: 'turn-start', data: { turnId: 't1', conversationId: 'c1' } });
      onEvent?.({ type: 'text-delta', data: { text: 'You ' } });
      first.resolve();
      await rest.promise;
      onEvent?.({ type: 'text-delta', data: { text: 'said' } });
      ended.resolve(signal.aborted);
      return { kind: 'replied', reply: turnReply(request), repeated: false };
    };
    const lost = await call('/v1/turns', {
      body: { message: 'milk', turnId: 't1' },
      accept: 'text/event-stream',
    });
    await first.promise;
    await lost.body?.cancel();
    const resumed = await call('/v1/turns/t1/events', { 'last-event-id': '1' });
    rest.resolve();
    const events = await eventsOf(resumed);
    expect(await ended.promise).toBe(false);
    expect(events.map(({ id, event }) => [id, event])).toEqual([
      ['2', 'text-delta'],
      ['3', 'text-delta'],
      ['4', 'turn-end'],
    ]);
    const again = await call('/v1/turns/t1/events');
    expect((await eventsOf(again)).map(({ id }) => id)).toEqual(['1', '2', '3', '4']);
    expect((await call('/v1/turns/t1/events', { 'last-event-id': '4' })).status).toBe(204);
  });

  it('is drawn from the stored reply when its events are gone, whole or just its end', async () => {
    const { call, application } = await listening();
    application.remember('ann', 'c1', 't-old');
    const whole = await eventsOf(await call('/v1/turns/t-old/events'));
    expect(whole.map(({ event }) => event)).toEqual([
      'turn-start',
      'text-delta',
      'products',
      'cart',
      'turn-end',
    ]);
    const end = await eventsOf(await call('/v1/turns/t-old/events', { 'last-event-id': '7' }));
    expect(end).toMatchObject([{ id: '8', event: 'turn-end', data: { reply: { turnId: 't-old' } } }]);
  });

  it('keeps events for some minutes, then only the reply', async () => {
    const { call, application } = await listening();
    const ask = { body: { message: 'milk', turnId: 't1' }, accept: 'text/event-stream' };
    await (await call('/v1/turns', ask)).text();
    expect(await eventsOf(await call('/v1/turns/t1/events'))).toHaveLength(6);
    application.clock.ms += 6 * 60_000;
    expect(await eventsOf(await call('/v1/turns/t1/events'))).toHaveLength(5);
  });

  it('says in the stream when the turn fails after it began, and nothing of why', async () => {
    const { call, application } = await listening();
    application.world.runTurn = async (_request, { onEvent }) => {
      onEvent?.({ type: 'turn-start', data: { turnId: 't1', conversationId: 'c1' } });
      throw new Error('password=hunter2');
    };
    const response = await call('/v1/turns', { body: { message: 'milk' }, accept: 'text/event-stream' });
    const events = await eventsOf(response);
    expect(events.map(({ event }) => event)).toEqual(['turn-start', 'error']);
    expect(events[1]?.data).toMatchObject({ status: 500, requestId: response.headers.get('x-request-id') });
    expect(JSON.stringify(events)).not.toContain('hunter2');
  });

  it('answers a plain problem when the turn fails before it began', async () => {
    const { call, application } = await listening();
    application.world.runTurn = async () => ({ kind: 'no_such_conversation' });
    const response = await call('/v1/turns', { body: { message: 'milk' }, accept: 'text/event-stream' });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json',
    ]);
  });

  it('lets a second client join a turn under way', async () => {
    const { call, application } = await listening();
    const { first, rest } = steps();
    application.world.runTurn = async (request, { onEvent }) => {
      const start: TurnEvent = { type: 'turn-start', data: { turnId: request.turnId, conversationId: 'c1' } };
      onEvent?.(start);
      first.resolve();
      await rest.promise;
      return { kind: 'replied', reply: turnReply(request), repeated: false };
    };
    const ask = { body: { message: 'milk', turnId: 't1' }, accept: 'text/event-stream' };
    const one = await call('/v1/turns', ask);
    await first.promise;
    const two = await call('/v1/turns', ask);
    rest.resolve();
    expect(await eventsOf(two)).toEqual(await eventsOf(one));
    expect(application.turnsRun).toHaveLength(1);
  });

  it('compresses JSON but never a stream', async () => {
    const { call } = await listening();
    const stream = await call('/v1/turns', {
      body: { message: 'milk' },
      accept: 'text/event-stream',
      'accept-encoding': 'gzip',
    });
    const json = await call('/openapi.json', { 'accept-encoding': 'gzip' });
    expect(stream.headers.get('content-encoding')).toBeNull();
    expect(json.headers.get('content-encoding')).toBe('gzip');
    await Promise.all([stream.text(), json.text()]);
  });
});
