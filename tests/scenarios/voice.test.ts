import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TurnReply } from '#agents/response-compiler/reply.ts';
import { type RunningAssistant, startAssistant } from '#tests/tools/running-assistant.ts';
import { callApi, type ShopperClient, signIn } from '#tests/tools/shopper-client.ts';

const folder = mkdtempSync(join(tmpdir(), 'leafloaf-voice-'));
let assistant: RunningAssistant;
beforeAll(async () => {
  assistant = await startAssistant(folder);
}, 60_000);
afterAll(async () => {
  expect(await assistant.stop()).toBe(0);
  rmSync(folder, { recursive: true, force: true });
});

const newShopper = (): Promise<ShopperClient> => signIn(assistant.url);
const cart = (reply: TurnReply) => reply.cart.lines.map(({ name, quantity }) => `${quantity} ${name}`);

function transcriptOf(alternatives: readonly (readonly [string, number])[]) {
  return { alternatives: alternatives.map(([text, confidence]) => ({ text, confidence })), isFinal: true };
}

/** A turn as a voice client sends it: no message, the recogniser's alternatives. */
function speak(shopper: ShopperClient, ...alternatives: readonly (readonly [string, number])[]) {
  return shopper.say('', { mode: 'voice', transcript: transcriptOf(alternatives) });
}

describe('what a recogniser lists second', () => {
  it.each([
    [
      [
        ['add her issa', 0.55],
        ['add harissa', 0.5],
      ],
      /harissa/iu,
    ],
    [
      [
        ['add two packs of pan ear', 0.52],
        ['add two packs of paneer', 0.47],
      ],
      /^2 .*paneer/iu,
    ],
    [
      [
        ['and some tile and oil', 0.4],
        ['add some olive oil', 0.38],
        ['add sum olive oil', 0.3],
      ],
      /olive oil/iu,
    ],
    [
      [
        ['add a dozen ex', 0.5],
        ['add a dozen eggs', 0.48],
      ],
      /^1 .*eggs/iu,
    ],
  ] as const)('is taken when it makes sense: %j', async (alternatives, line) => {
    const shopper = await newShopper();
    let reply = await speak(shopper, ...alternatives);
    // Between two that were heard as badly it may ask, but about the right one.
    if (reply.question?.kind === 'confirm_heard') reply = await speak(shopper, ['yes', 0.95]);
    expect(cart(reply)).toHaveLength(1);
    expect(cart(reply)[0]).toMatch(line);
  });

  it('is searched for without a question', async () => {
    const reply = await speak(await newShopper(), ['find her is a', 0.4], ['find harissa', 0.35]);
    expect(reply.question).toBeNull();
    expect(reply.products[0]?.name).toMatch(/harissa/iu);
  });

  it('is heard by what is in the cart', async () => {
    const shopper = await newShopper();
    await shopper.say('add 3 limes');
    const reply = await speak(shopper, ['remove the lines', 0.5], ['remove the limes', 0.45]);
    const after = reply.question?.kind === 'confirm_heard' ? await speak(shopper, ['yes', 0.95]) : reply;
    expect(cart(after)).toEqual([]);
  });
});

describe('what was heard badly', () => {
  it('asks before the cart changes; yes does exactly that', async () => {
    const shopper = await newShopper();
    const asked = await speak(shopper, ['add 2 lemons', 0.3]);
    expect(asked).toMatchObject({
      cart: { lines: [], revision: 0 },
      question: { text: 'Did I hear that right: add 2 lemons?', options: ['Yes', 'No'] },
      speech: 'Did I hear that right: add 2 lemons?',
    });
    const done = await speak(shopper, ['yes', 0.9]);
    expect(cart(done)).toEqual([expect.stringMatching(/^2 .*lemon/iu)]);
  });

  it('offers what else was heard', async () => {
    const shopper = await newShopper();
    const near = [
      ['add 2 lemons', 0.9],
      ['add 2 melons', 0.88],
    ] as const;
    expect((await speak(shopper, ...near)).question?.options).toEqual(['Yes', 'add 2 melons', 'No']);
    const done = await speak(shopper, ['no, melons', 0.9]);
    const after = done.question === null ? done : await shopper.say('the first one');
    expect(cart(after)).toEqual([expect.stringMatching(/^2 .*melon/iu)]);
  });

  it('orders nothing on a mumble', async () => {
    const shopper = await newShopper();
    await shopper.say('add bananas');
    await shopper.say('check out');
    const asked = await speak(shopper, ['yes', 0.25]);
    expect(asked).toMatchObject({ order: null, question: { kind: 'confirm_heard' } });
    expect((await speak(shopper, ['no', 0.9])).question?.kind).toBe('confirm_order');
    expect((await speak(shopper, ['yes', 0.95])).order).not.toBeNull();
  });

  it('is asked once and done once when its turns are sent again', async () => {
    const shopper = await newShopper();
    const turn = { mode: 'voice', transcript: transcriptOf([['add 2 lemons', 0.3]]), turnId: 'mumbled' };
    const first = await shopper.say('', turn);
    expect(await shopper.say('', turn)).toEqual(first);
    await shopper.say('yes', { turnId: 'agreed' });
    const again = await shopper.say('yes', { turnId: 'agreed' });
    expect(cart(again)).toEqual([expect.stringMatching(/^2 .*lemon/iu)]);
  });
});

it('makes no turn of a transcript that is not final', async () => {
  const shopper = await newShopper();
  const body = {
    message: '',
    mode: 'voice',
    transcript: { ...transcriptOf([['add 2 lemons', 0.9]]), isFinal: false },
  };
  const answer = await callApi(assistant.url, 'POST', '/v1/turns', { token: shopper.token, body });
  expect(answer.status).toBe(422);
  expect(answer.body.errors).toMatchObject([{ path: 'transcript.isFinal' }]);
  expect((await shopper.request('GET', '/v1/cart')).body).toMatchObject({ lines: [], revision: 0 });
});

it('goes on by voice where it was in writing, and back', async () => {
  const shopper = await newShopper();
  const shown = await shopper.say('show me oat milk');
  const spoken = await speak(shopper, ['add two of the second one', 0.93]);
  expect(cart(spoken)).toEqual([`2 ${shown.products[1]?.name}`]);
  expect(cart(await shopper.say('make it 3'))).toEqual([`3 ${shown.products[1]?.name}`]);
  await speak(shopper, ["what's in my cart", 0.9]);
  const asked = await speak(shopper, ['check out', 0.9]);
  expect(asked.question?.kind).toBe('confirm_order');
  const placed = await shopper.say('yes');
  expect(placed.order?.lines).toHaveLength(1);
});

it('takes what was typed over what was heard', async () => {
  const shopper = await newShopper();
  const reply = await shopper.say('add 4 limes', {
    mode: 'voice',
    transcript: transcriptOf([
      ['add 4 lines', 0.4],
      ['at 4 lines', 0.3],
    ]),
  });
  expect(cart(reply)).toEqual([expect.stringMatching(/^4 .*lime/iu)]);
});
