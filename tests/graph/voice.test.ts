import { describe, expect, it } from 'vitest';
import type { TurnReply } from '#agents/response-compiler/reply.ts';
import { openShop, type Shop } from './turn-services.ts';

/** What a recogniser sends: alternatives with their confidence, and the first of them as the message. */
function spoken(...alternatives: readonly (readonly [string, number])[]) {
  return {
    mode: 'voice' as const,
    transcript: {
      alternatives: alternatives.map(([text, confidence]) => ({ text, confidence })),
      isFinal: true,
    },
  };
}

const hear = (shop: Shop, ...alternatives: readonly (readonly [string, number])[]): Promise<TurnReply> =>
  shop.say(alternatives[0]?.[0] ?? '', spoken(...alternatives));
const names = (reply: TurnReply) => reply.intents.map(({ name }) => name);

describe('choosing what was said', () => {
  it('acts on the alternative that makes sense, and keeps that one', async () => {
    const shop = await openShop();
    const reply = await hear(shop, ['add two bun and has', 0.55], ['add two bananas', 0.5]);
    expect(await shop.cart()).toEqual({ bananas: 2 });
    expect(reply.question).toBeNull();
    const [record] = await shop.stores.conversations.latest('ada', 'of-ada', 1);
    expect(record?.message).toBe('add two bananas');
    expect(reply.execution.steps[0]).toMatchObject({ tool: 'choose_transcript', outcome: 'done' });
  });

  it('takes what was typed over what was heard', async () => {
    const shop = await openShop();
    await shop.say('add 3 bananas', spoken(['add 2 lemons', 0.3], ['add 2 melons', 0.3]));
    expect(await shop.cart()).toEqual({ bananas: 3 });
  });

  it('keeps personal data out of every alternative', async () => {
    const shop = await openShop();
    const reply = await hear(
      shop,
      ['send it to ada@example.org', 0.5],
      ['add milk and send it to ada@example.org', 0.45],
    );
    const [record] = await shop.stores.conversations.latest('ada', 'of-ada', 1);
    expect(JSON.stringify([reply, record])).not.toContain('ada@example.org');
  });

  it('reads the tone of what was said', async () => {
    const shop = await openShop();
    const reply = await hear(shop, ['this is terrible I am so angry at your stupid shop', 0.9]);
    expect(reply.emotion.primary).toBe('anger');
  });
});

describe('what was heard badly', () => {
  const LOW = [['add 2 bananas', 0.35]] as const;

  it('asks one short question before the cart changes, and a yes does exactly that', async () => {
    const shop = await openShop();
    const asked = await hear(shop, ...LOW);
    expect(asked.question).toEqual({
      text: 'Did I hear that right: add 2 bananas?',
      kind: 'confirm_heard',
      options: ['Yes', 'No'],
    });
    expect(asked.speech).toBe('Did I hear that right: add 2 bananas?');
    expect(names(asked)).toEqual(['add_to_cart']);
    expect(asked.intents[0]?.confidence).toBeLessThan(0.5);
    expect(await shop.cart()).toEqual({});
    const done = await hear(shop, ['yes', 0.9]);
    expect(names(done)).toEqual(['add_to_cart']);
    expect(done.question).toBeNull();
    expect(await shop.cart()).toEqual({ bananas: 2 });
  });

  it.each(['no', 'No', 'nope', 'never mind', 'no thanks'])('“%s” leaves everything as it was', async (no) => {
    const shop = await openShop();
    await hear(shop, ...LOW);
    const reply = await shop.say(no);
    expect(reply.text).toBe('Alright, I left everything as it was.');
    expect(reply.question).toBeNull();
    expect(await shop.cart()).toEqual({});
  });

  it.each([
    ['said again as badly', 'add 2 bananas', 0.35],
    ['said again in other words', 'put two bananas in my cart', 0.4],
    ['said again well', 'add 2 bananas', 0.95],
  ] as const)('is done when it is %s', async (_, text, confidence) => {
    const shop = await openShop();
    await hear(shop, ...LOW);
    await hear(shop, [text, confidence]);
    expect(await shop.cart()).toEqual({ bananas: 2 });
  });

  it('asks the same again when the yes was heard badly too, and never asks about that question', async () => {
    const shop = await openShop();
    await hear(shop, ...LOW);
    const again = await hear(shop, ['yes', 0.2]);
    expect(again.question?.text).toBe('Did I hear that right: add 2 bananas?');
    expect(await shop.cart()).toEqual({});
    await shop.say('yes');
    expect(await shop.cart()).toEqual({ bananas: 2 });
  });

  it('does what is said beside the yes', async () => {
    const shop = await openShop();
    await hear(shop, ...LOW);
    await shop.say('yes, and add whole milk');
    expect(Object.keys(await shop.cart())).toHaveLength(2);
  });

  it.each([
    ['no, limes', { limes: 2 }],
    ['no, 4 limes', { limes: 4 }],
    ['I said 3 limes', { limes: 3 }],
    ['make it 3', { bananas: 3 }],
    ['no, three', { bananas: 3 }],
  ])('puts right what was heard: “%s”', async (message, cart) => {
    const shop = await openShop();
    await hear(shop, ...LOW);
    expect((await shop.say(message)).question).toBeNull();
    expect(await shop.cart()).toEqual(cart);
  });

  it('asks about the correction when that was heard badly too', async () => {
    const shop = await openShop();
    await hear(shop, ...LOW);
    const asked = await hear(shop, ['make it 3', 0.3]);
    expect(asked.question?.text).toBe('Did I hear that right: make it 3?');
    await shop.say('yes');
    expect(await shop.cart()).toEqual({ bananas: 3 });
  });

  it('still waits after a look at the cart', async () => {
    const shop = await openShop();
    await hear(shop, ...LOW);
    expect((await shop.say("what's in my cart?")).question?.kind).toBe('confirm_heard');
    await shop.say('yes');
    expect(await shop.cart()).toEqual({ bananas: 2 });
  });

  it('repeats plain words only', async () => {
    const shop = await openShop();
    const asked = await hear(shop, ['add 2 <b>bananas</b>. *now*', 0.3]);
    expect(asked.question?.text).toBe('Did I hear that right: add 2 bananas now?');
  });

  it.each([
    ['what points at nothing heard', 'that one', {}],
    ['another wish', 'add 3 bananas', { bananas: 3 }],
    ['a correction', 'no, add 3 bananas', { bananas: 3 }],
    ['a search', 'show me milk', {}],
  ] as const)('gives way to %s', async (_, message, cart) => {
    const shop = await openShop();
    await hear(shop, ...LOW);
    expect((await shop.say(message)).question?.kind ?? 'none').toMatch(/^(?:none|clarify)$/u);
    expect(await shop.cart()).toEqual(cart);
    await shop.say('yes');
    expect(await shop.cart()).toEqual(cart);
  });

  it.each([
    ['organic spinach', 'search_products'],
    ["what's in my cart?", 'show_cart'],
    ['ingredients for sambar', 'recipe'],
    ['what is on offer?', 'list_promotions'],
  ])('answers “%s” without asking', async (text, intent) => {
    const shop = await openShop();
    const reply = await hear(shop, [text, 0.2]);
    expect(names(reply)).toContain(intent);
    expect(reply.question).toBeNull();
  });

  it.each([
    ['remove the bananas', {}],
    ['make it 5', { bananas: 5 }],
    ['empty my cart', {}],
    ['undo', {}],
  ])('asks before “%s”', async (text, after) => {
    const shop = await openShop();
    await shop.say('add 2 bananas');
    const asked = await hear(shop, [text, 0.3]);
    expect(asked.question?.kind).toBe('confirm_heard');
    expect(await shop.cart()).toEqual({ bananas: 2 });
    await shop.say('yes');
    expect(await shop.cart()).toEqual(after);
  });

  it('asks before it forgets an allergy, and forgets it after the yes', async () => {
    const shop = await openShop();
    await shop.say("I'm allergic to peanuts");
    const allergies = async () => (await shop.real.settings.load('ada'))?.allergies ?? [];
    await hear(shop, ["I'm not allergic to peanuts anymore", 0.3]);
    expect(await allergies()).toEqual(['peanut']);
    await shop.say('yes');
    expect(await allergies()).toEqual([]);
  });
});

describe('two readings that are near', () => {
  const NEAR = [
    ['add 2 limes', 0.62],
    ['add 2 bananas', 0.6],
  ] as const;

  it('are both offered', async () => {
    const shop = await openShop();
    const asked = await hear(shop, ...NEAR);
    expect(asked.question).toMatchObject({ options: ['Yes', 'add 2 bananas', 'No'] });
    expect(await shop.cart()).toEqual({});
  });

  it.each(['add 2 bananas', 'the second one', 'no, bananas', 'bananas', 'the other one', 'I said bananas'])(
    '“%s” means the other',
    async (answer) => {
      const shop = await openShop();
      await hear(shop, ...NEAR);
      await shop.say(answer);
      expect(await shop.cart()).toEqual({ bananas: 2 });
    },
  );

  it.each(['yes', 'yes please', 'the first one', 'correct', 'limes'])(
    '“%s” means the first',
    async (answer) => {
      const shop = await openShop();
      await hear(shop, ...NEAR);
      await shop.say(answer);
      expect(await shop.cart()).toEqual({ limes: 2 });
    },
  );

  it.each(['no', 'the last one', 'neither'])('“%s” means none', async (answer) => {
    const shop = await openShop();
    await hear(shop, ...NEAR);
    await shop.say(answer);
    expect(await shop.cart()).toEqual({});
  });
});

it.each([
  ['thirteen', 13],
  ['no, thirty', 30],
  ['30', 30],
])('tells amounts apart: “%s”', async (answer, quantity) => {
  const shop = await openShop();
  await hear(shop, ['add 13 limes', 0.7], ['add 30 limes', 0.68]);
  await shop.say(answer);
  expect(await shop.cart()).toEqual({ limes: quantity });
});

describe('an answer that was heard badly', () => {
  const total = async (shop: Shop) => (await shop.say('check out')).question?.text ?? '';

  it('orders nothing before it is sure, and then orders that cart', async () => {
    const shop = await openShop();
    await shop.say('add 2 bananas');
    const question = await total(shop);
    const asked = await hear(shop, ['yes', 0.3]);
    expect(asked.order).toBeNull();
    expect(asked.question?.text).toBe(`Did I hear that right: yes? ${question}`);
    const placed = await hear(shop, ['yes', 0.95]);
    expect(placed.order).toMatchObject({ totalCents: 58 });
  });

  it('that was none leaves the question open', async () => {
    const shop = await openShop();
    await shop.say('add 2 bananas');
    const question = await total(shop);
    await hear(shop, ['yes', 0.3]);
    const again = await shop.say('no');
    expect(again.question?.text).toBe(question);
    expect((await shop.say('yes')).order).not.toBeNull();
  });

  it('keeps what “the second one” counted in', async () => {
    const shop = await openShop();
    const shown = await shop.say('show me milk');
    await hear(shop, ['add 2 of the second one', 0.3]);
    await shop.say('yes');
    expect(await shop.cart()).toEqual({ [shown.products[1]?.productId ?? '']: 2 });
  });
});

it('asks before a change when nothing could be weighed', async () => {
  const shop = await openShop({
    wrap: () => ({
      chooseTranscript: () => {
        throw new Error('no vocabulary');
      },
    }),
  });
  const reply = await hear(shop, ['add 2 bananas', 0.95]);
  expect(reply.degraded.map(({ capability }) => capability)).toEqual(['voice']);
  expect(reply.question?.kind).toBe('confirm_heard');
  await shop.say('yes');
  expect(await shop.cart()).toEqual({ bananas: 2 });
});
