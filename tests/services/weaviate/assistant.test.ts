import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TurnReply } from '#agents/response-compiler/reply.ts';
import { type Composition, compose } from '#infra/compose/compose.ts';
import { readSettings } from '#infra/config/settings.ts';
import { temporaryFolder } from '#tests/graph/turn-services.ts';
import type { ServerProcess } from '#tests/services/server-process.ts';
import {
  newWeaviatePlace,
  startWeaviateServer,
  type WeaviatePlace,
} from '#tests/services/servers/weaviate.ts';

let place: WeaviatePlace;
let server: ServerProcess | null;
let assistant: Composition;
let turns = 0;

beforeEach(async () => {
  place = await newWeaviatePlace();
  server = await startWeaviateServer(place);
  assistant = await compose(
    readSettings({
      DATA_DIR: temporaryFolder(),
      LOG_LEVEL: 'silent',
      EMBEDDINGS: 'builtin',
      WEAVIATE_URL: place.url,
      WEAVIATE_GRPC_URL: place.grpcUrl,
    }),
    () => undefined,
  );
});

afterEach(async () => {
  await assistant.close();
  await server?.kill();
  rmSync(place.folder, { recursive: true, force: true });
});

async function say(message: string, conversationId = 'of-ada'): Promise<TurnReply> {
  turns += 1;
  const outcome = await assistant.application.runTurn(
    {
      shopperId: 'ada',
      message,
      conversationId,
      turnId: `turn-${turns}`,
      mode: 'text',
      transcript: null,
      view: 'personalized',
      filters: {},
      limit: 10,
      trace: false,
    },
    { signal: new AbortController().signal },
  );
  if (outcome.kind !== 'replied') throw new Error(`“${message}” ended as ${outcome.kind}.`);
  return outcome.reply;
}

const missing = (reply: TurnReply) => reply.degraded.map(({ capability }) => capability);
const component = async (name: string) =>
  (await assistant.application.health()).components.find((one) => one.name === name);
const whenFilled = () =>
  vi.waitFor(async () => expect(await component('weaviate-search')).toMatchObject({ status: 'pass' }), {
    timeout: 60_000,
    interval: 250,
  });

describe('an assistant with Weaviate', () => {
  it('searches and remembers there, and answers all the same while it is gone', async () => {
    await whenFilled();
    const found = await vi.waitFor(
      async () => {
        const reply = await say('show me oat milk');
        expect(missing(reply)).not.toContain('search');
        return reply;
      },
      { timeout: 20_000, interval: 250 },
    );
    expect(found.products.length).toBeGreaterThan(0);
    await say('my daughter Mia has her birthday party in June', 'the-party');
    const recalled = await vi.waitFor(
      async () => {
        const reply = await say('what did I say about the birthday party?', 'another');
        expect(reply.citations.map(({ kind }) => kind)).toContain('memory');
        return reply;
      },
      { timeout: 20_000, interval: 250 },
    );
    expect(missing(recalled)).not.toContain('semantic-memory');

    await server?.kill();
    const meanwhile = await say('show me oat milk');
    expect(meanwhile.products.length).toBeGreaterThan(0);
    expect(meanwhile.text).not.toMatch(/not available/);
    expect(meanwhile.degraded).toContainEqual({
      capability: 'search',
      reason: expect.stringMatching(/too slow|not available/),
      fallback: 'searched the index within this process',
    });
    const none = await say('I need zyxwvut');
    expect(none.products).toEqual([]);
    expect(none.text).not.toMatch(/[Ss]earch is not available/);
    const forgetful = await say('what did I say about the birthday party?', 'a-third');
    expect(missing(forgetful)).toContain('semantic-memory');
    expect((await assistant.application.health()).status).toBe('warn');
    const added = await say('add 2 bananas');
    expect(added.cart.lines.map(({ quantity }) => quantity)).toEqual([2]);

    server = await startWeaviateServer(place);
    await vi.waitFor(
      async () => {
        expect(missing(await say('show me oat milk'))).not.toContain('search');
        expect(missing(await say('what did I say about the birthday party?', 'a-fourth'))).toEqual([]);
      },
      { timeout: 40_000, interval: 500 },
    );
  });
});
