import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort, type ServerProcess } from '#tests/services/server-process.ts';
import { startSpannerEmulator } from '#tests/services/servers/spanner.ts';
import { callApi } from '#tests/tools/shopper-client.ts';
import { assistantsOver, type SharingAssistant, sendTurn, tokenFor } from './assistants.ts';

let emulator: ServerProcess;
let port: number;
let assistant: SharingAssistant | null = null;
let other: SharingAssistant | null = null;

beforeEach(async () => {
  port = await freePort();
  emulator = await startSpannerEmulator(port);
});

afterEach(async () => {
  await Promise.all([assistant?.kill(), other?.kill()]);
  assistant = null;
  other = null;
  await emulator.kill();
});

const startOne = () => assistantsOver(`127.0.0.1:${port}`, 'outage').start();
const say = (url: string, token: string, message: string, turnId: string = crypto.randomUUID()) =>
  sendTurn(url, token, { conversationId: 'talks', turnId, message });
const bananasIn = async (url: string, token: string) => {
  const { body } = await callApi(url, 'GET', '/v1/cart', { token });
  return (body.lines as readonly { quantity: number }[]).reduce((sum, { quantity }) => sum + quantity, 0);
};
const health = (url: string, path: string) => callApi(url, 'GET', path);
/** Until Spanner is found to be back. */
const isBack = (url: string) =>
  expect
    .poll(async () => (await health(url, '/readyz')).status, { timeout: 30_000, interval: 200 })
    .toBe(200);

/** What a shopper meets while Spanner is away. */
async function expectAway(url: string, token: string): Promise<void> {
  const turn = await say(url, token, 'add 1 banana');
  expect(turn.status).toBe(503);
  expect(turn.body).toMatchObject({ type: 'urn:leafloaf:problem:unavailable' });
  expect(turn.body.detail).toMatch(/in a few seconds.*nothing is done twice/);
  expect(turn.headers.get('retry-after')).toBe('5');
  for (const [method, path] of [
    ['GET', '/v1/cart'],
    ['GET', '/v1/orders'],
    ['GET', '/v1/conversations'],
    ['GET', '/v1/me/preferences'],
  ] as const) {
    expect([path, (await callApi(url, method, path, { token })).status]).toEqual([path, 503]);
  }
  // What needs no Spanner goes on.
  expect((await callApi(url, 'GET', '/v1/products?q=banana', { token })).status).toBe(200);
  expect((await health(url, '/livez')).status).toBe(200);
  expect((await health(url, '/readyz')).status).toBe(503);
}

describe('an assistant whose Spanner', () => {
  it('stands still says what to do, and goes on by itself with everything it knew', async () => {
    assistant = await startOne();
    const { url } = assistant;
    const token = await tokenFor(url, 'ada');
    expect((await say(url, token, 'add 2 bananas')).status).toBe(200);
    process.kill(emulator.pid, 'SIGSTOP');
    try {
      const late = await say(url, token, 'add 3 bananas', 'late');
      expect(late.status).toBe(503);
      await expect.poll(async () => (await health(url, '/readyz')).status, { timeout: 15_000 }).toBe(503);
      await expectAway(url, token);
    } finally {
      process.kill(emulator.pid, 'SIGCONT');
    }
    await isBack(url);
    expect((await say(url, token, 'add 3 bananas', 'late')).status).toBe(200);
    expect(await bananasIn(url, token)).toBe(5);
  }, 90_000);

  it('was killed and comes back empty, as emulators do, makes its database anew', async () => {
    assistant = await startOne();
    const { url } = assistant;
    const token = await tokenFor(url, 'ada');
    await say(url, token, 'add 2 bananas');
    await emulator.kill();
    await say(url, token, 'add 1 banana');
    await expectAway(url, token);
    emulator = await startSpannerEmulator(port);
    await isBack(url);
    expect(await bananasIn(url, token)).toBe(0);
    expect((await say(url, token, 'add 4 bananas')).status).toBe(200);
    expect(await bananasIn(url, token)).toBe(4);
  }, 90_000);

  it('was killed and comes back empty shares it with another assistant, and neither takes the other’s sessions', async () => {
    const both = assistantsOver(`127.0.0.1:${port}`, 'outage');
    assistant = await both.start();
    other = await both.start();
    const shoppers = await Promise.all(
      [assistant, other].map(async ({ url }, at) => ({ url, token: await tokenFor(url, `shopper-${at}`) })),
    );
    /** Sent again under its id where the store was late, as its answer says; it must not have gone away again. */
    const talk = async (url: string, token: string, message: string) => {
      const turn = { conversationId: url.replace(/\W+/gu, '-'), turnId: crypto.randomUUID(), message };
      let answer = await sendTurn(url, token, turn);
      while (answer.status === 503 && (await health(url, '/readyz')).status === 200) {
        answer = await sendTurn(url, token, turn);
      }
      return answer.status;
    };
    for (let round = 0; round < 2; round += 1) {
      for (const { url, token } of shoppers) await talk(url, token, 'add 2 bananas');
      await emulator.kill();
      for (const { url, token } of shoppers) {
        expect((await callApi(url, 'GET', '/v1/cart', { token })).status).toBe(503);
        // One late answer is no outage yet.
        await expect.poll(async () => (await health(url, '/readyz')).status, { timeout: 15_000 }).toBe(503);
      }
      emulator = await startSpannerEmulator(port);
      for (const { url } of shoppers) await isBack(url);
      const answers = await Promise.all(
        shoppers.map(async ({ url, token }) => {
          const statuses: number[] = [];
          for (let turn = 0; turn < 5; turn += 1) {
            statuses.push(await talk(url, token, 'add 1 banana'));
          }
          return [...statuses, await bananasIn(url, token)];
        }),
      );
      expect(answers).toEqual(shoppers.map(() => [200, 200, 200, 200, 200, 5]));
    }
  }, 120_000);

  it('is away at the start starts all the same, and serves once it is there', async () => {
    await emulator.kill();
    assistant = await startOne();
    const { url } = assistant;
    const token = await tokenFor(url, 'ada');
    await expectAway(url, token);
    emulator = await startSpannerEmulator(port);
    await isBack(url);
    const turn = await say(url, token, 'add 4 bananas');
    expect([turn.status, turn.body.text, turn.body.degraded]).toEqual([200, expect.anything(), []]);
    expect(await bananasIn(url, token)).toBe(4);
    expect(await assistant.stop()).toBe(0);
  }, 90_000);
});
