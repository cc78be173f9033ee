import { describe, expect, it } from 'vitest';
import type { ToolStep } from '#agents/order/order-outcome.ts';
import type { TurnEvent } from '#graph/turn-event.ts';
import { trouble, troubled, whileTimePasses } from './trouble.ts';
import { openShop } from './turn-services.ts';

/** A promise that the test settles, in the way of the named method of a port. */
function held<Port extends object>(port: Port, method: keyof Port & string) {
  const reached = Promise.withResolvers<void>();
  const door = Promise.withResolvers<void>();
  const original = port[method] as (...given: unknown[]) => Promise<unknown>;
  const through = async (...given: unknown[]) => {
    reached.resolve();
    await door.promise;
    return original.apply(port, given);
  };
  return { port: { ...port, [method]: through } as Port, reached: reached.promise, release: door.resolve };
}

const nothing = { revision: 0, lines: [] };

describe('a turn', () => {
  it('answers with the whole reply', async () => {
    const shop = await openShop();
    const reply = await shop.say('add 2 bananas');
    expect(Object.keys(reply).sort()).toEqual(
      [
        ...[
          'cart',
          'citations',
          'context',
          'conversationId',
          'degraded',
          'emotion',
          'execution',
          'experiment',
        ],
        ...['facets', 'intents', 'order', 'personalization', 'products', 'question', 'speech', 'suggestions'],
        ...['text', 'totalProducts', 'traceId', 'turnId'],
      ].sort(),
    );
    expect(reply).toMatchObject({
      conversationId: 'of-ada',
      intents: [{ name: 'add_to_cart' }],
      cart: { revision: 1, totalCents: 58, currency: 'USD', lines: [{ productId: 'bananas', quantity: 2 }] },
      order: null,
      question: null,
      degraded: [],
      emotion: { primary: 'neutral' },
      context: { mode: 'full' },
    });
    expect(reply.execution.nodes.map(({ node }) => node)).toEqual([
      ...[
        'intake',
        'privacy_scan',
        'session',
        'profile',
        'choose_transcript',
        'detect_emotion',
        'choose_mode',
      ],
      ...['supervise'],
      ...['order_agent', 'personalise', 'assemble_context', 'compile', 'post_process'],
    ]);
    expect(new Set(reply.execution.nodes.map(({ status }) => status))).toEqual(new Set(['done']));
    expect(reply.context.tokens).toBeGreaterThan(0);
    expect(shop.failures).toEqual([]);
  });

  it('tells its events in order, and nothing after its end', async () => {
    const shop = await openShop();
    const events: TurnEvent[] = [];
    await shop.run(shop.request('organic spinach'), { onEvent: (event) => events.push(event) });
    await shop.runner.idle();
    const types = events.map(({ type }) => type);
    expect(types[0]).toBe('turn-start');
    expect(types.at(-1)).toBe('turn-end');
    expect(types.filter((type) => type === 'node-start')).toHaveLength(
      types.filter((type) => type === 'node-end').length,
    );
    expect(types.lastIndexOf('node-end')).toBeGreaterThan(types.lastIndexOf('text-delta'));
    expect(types.indexOf('products')).toBeLessThan(types.indexOf('text-delta'));
    const text = events.flatMap((event) => (event.type === 'text-delta' ? [event.data.text] : [])).join('');
    const end = events.at(-1);
    expect(end?.type === 'turn-end' && end.data.reply.text).toBe(text);
    for (const [at, event] of events.entries()) {
      if (event.type !== 'node-end') continue;
      const { node } = event.data;
      expect(
        events.findIndex((other) => other.type === 'node-start' && other.data.node === node),
      ).toBeLessThan(at);
    }
  });

  it('tells each step of its agents as it ends, the same that the reply shows, at most eight', async () => {
    const shop = await openShop();
    const events: TurnEvent[] = [];
    const message =
      'add 2 bananas, limes, salmon, oat milk and whole milk, remove the limes and show me spinach';
    const outcome = await shop.run(shop.request(message), { onEvent: (event) => events.push(event) });
    const reply = outcome.kind === 'replied' ? outcome.reply : null;
    const told = events.flatMap((event) =>
      event.type === 'node-end' && event.data.step !== undefined ? [event.data] : [],
    );
    const inOrder = (some: readonly ToolStep[] = []) =>
      some.toSorted((left, right) => (left.tool + left.detail < right.tool + right.detail ? -1 : 1));
    const steps = told.map(({ step }) => step!);
    expect(inOrder(steps)).toEqual(inOrder(reply?.execution.steps));
    expect(steps.length).toBeGreaterThan(3);
    expect(steps.length).toBeLessThanOrEqual(8);
    for (const { node, step } of told) expect(node.split('.')).toEqual([expect.any(String), step?.tool]);
  });

  it('goes on when whoever listens breaks', async () => {
    const shop = await openShop();
    const outcome = await shop.run(shop.request('add bananas'), {
      onEvent: () => {
        throw new Error('the socket is gone');
      },
    });
    expect(outcome.kind).toBe('replied');
    expect(shop.failures[0]?.where).toBe('listener');
  });
});

describe('a turn that comes again', () => {
  it('is answered with the stored reply and changes nothing', async () => {
    const shop = await openShop();
    const request = shop.request('add 2 bananas');
    const first = await shop.run(request);
    await shop.runner.idle();
    const before = await shop.announced();
    const second = await shop.run(request);
    expect(second).toEqual({ ...first, repeated: true });
    expect(await shop.cart()).toEqual({ bananas: 2 });
    expect(await shop.announced()).toEqual(before);
  });

  it('is done once when both arrive at the same moment', async () => {
    const shop = await openShop();
    const request = shop.request('add 2 bananas');
    const [first, second] = await Promise.all([shop.run(request), shop.run({ ...request })]);
    expect(first).toMatchObject({ kind: 'replied', repeated: false });
    expect(second).toEqual({ ...first, repeated: true });
    expect(await shop.cart()).toEqual({ bananas: 2 });
  });

  it('is refused when its id now stands for other words', async () => {
    const shop = await openShop();
    const request = shop.request('add 2 bananas');
    await shop.run(request);
    expect(await shop.run({ ...request, message: 'add 3 bananas' })).toEqual({ kind: 'turn_id_reused' });
    expect(await shop.run({ ...request, limit: 3 })).toEqual({ kind: 'turn_id_reused' });
    expect(await shop.cart()).toEqual({ bananas: 2 });
  });

  it('is another turn when another shopper uses the same id', async () => {
    const shop = await openShop();
    const request = shop.request('add 2 bananas');
    await shop.run(request);
    const other = await shop.run({ ...request, shopperId: 'ben', conversationId: 'of-ben' });
    expect(other).toMatchObject({ kind: 'replied', repeated: false });
    expect(await shop.cart('ben')).toEqual({ bananas: 2 });
  });

  it('gives the reply of the process that was first, when two processes ran it', async () => {
    const shop = await openShop();
    const request = shop.request('add 2 bananas');
    const first = await shop.run(request);
    await shop.runner.idle();
    // The other process looked before this one stored the turn.
    const other = await openShop({
      wrap: () => ({ conversations: { ...shop.real.conversations, find: async () => null } }),
    });
    expect(await other.run(request)).toEqual(first);
  });
});

it("does not let a shopper into another one's conversation", async () => {
  const shop = await openShop();
  await shop.say('add 2 bananas');
  const request = shop.request('add 2 bananas', { shopperId: 'ben', conversationId: 'of-ada' });
  expect(await shop.run(request)).toEqual({ kind: 'no_such_conversation' });
  expect(await shop.cart('ben')).toEqual({});
});

describe('turns at the same time', () => {
  it('gives a new conversation to one of two shoppers who begin it at once', async () => {
    const shop = await openShop();
    const outcomes = await Promise.all(
      ['ada', 'ben'].map((shopperId) =>
        shop.run(shop.request('hello', { shopperId, turnId: 't-of-both', conversationId: 'new-one' })),
      ),
    );
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['no_such_conversation', 'replied']);
  });

  it("runs one shopper's turns in the order they came", async () => {
    const shop = await openShop();
    const said = ['add 2 bananas', 'make it 3', 'double that', 'add 1 more'];
    const outcomes = await Promise.all(said.map((message) => shop.run(shop.request(message))));
    const seen = outcomes.map((outcome) => (outcome.kind === 'replied' ? outcome.reply.cart.revision : null));
    expect(seen).toEqual([1, 2, 3, 4]);
    expect(await shop.cart()).toEqual({ bananas: 7 });
  });

  it('does not let one shopper whose turn hangs hold up another', async () => {
    const state = trouble('hangs');
    const shop = await openShop({
      wrap: ({ conversations }) => ({ conversations: troubled(conversations, ['append'], state) }),
    });
    const order: string[] = [];
    const note = (name: string) => () => order.push(name);
    await whileTimePasses(() => {
      const hanging = shop.run(shop.request('hello')).then(note('hanging'), note('hanging failed'));
      const behind = shop.run(shop.request('add bananas')).then(note('behind'));
      const other = state.reached.then(() => {
        state.mode = 'none';
        return shop.run(shop.request('add bananas', { shopperId: 'ben' })).then(note('other'));
      });
      return Promise.all([hanging, behind, other]);
    });
    expect(order).toEqual(['other', 'hanging failed', 'behind']);
  });

  it('refuses a turn when the line is full, and takes turns again when it is not', async () => {
    const base = await openShop();
    const slow = held(base.real.conversations, 'find');
    const shop = await openShop({
      gate: { running: 1, waiting: 0 },
      wrap: () => ({ conversations: slow.port }),
    });
    const first = shop.run(shop.request('hello'));
    await slow.reached;
    const second = await shop.run(shop.request('hello', { shopperId: 'ben' }));
    expect(second).toEqual({ kind: 'overloaded', retryAfterSeconds: 1 });
    slow.release();
    expect((await first).kind).toBe('replied');
    await shop.runner.idle();
    expect((await shop.run(shop.request('hello', { shopperId: 'ben' }))).kind).toBe('replied');
  });
});

describe('a cancelled turn', () => {
  it('leaves nothing when it is cancelled while it waits for an earlier one', async () => {
    const base = await openShop();
    const slow = held(base.real.conversations, 'find');
    const shop = await openShop({ wrap: () => ({ conversations: slow.port }) });
    const first = shop.run(shop.request('hello'));
    await slow.reached;
    const controller = new AbortController();
    const second = shop.run(shop.request('add bananas'), { signal: controller.signal });
    controller.abort();
    expect(await second).toEqual({ kind: 'cancelled' });
    slow.release();
    await first;
    await shop.runner.idle();
    expect(await shop.cart()).toEqual({});
    expect(shop.gate.depth()).toEqual({ running: 0, waiting: 0 });
  });

  it('leaves nothing when it is cancelled between looking for an earlier reply and starting', async () => {
    const base = await openShop();
    const slow = held(base.real.conversations, 'owner');
    const shop = await openShop({ wrap: () => ({ conversations: slow.port }) });
    const controller = new AbortController();
    const turn = shop.run(shop.request('add bananas'), { signal: controller.signal });
    await slow.reached;
    controller.abort();
    slow.release();
    expect(await turn).toEqual({ kind: 'cancelled' });
    expect(await shop.cart()).toEqual({});
  });

  it('leaves nothing when it is cancelled in the middle, and lets the next turn run', async () => {
    const base = await openShop();
    const slow = held(base.real.products, 'search');
    const shop = await openShop({ wrap: () => ({ products: slow.port }) });
    const controller = new AbortController();
    const events: string[] = [];
    const request = shop.request('add bananas');
    const turn = shop.run(request, {
      signal: controller.signal,
      onEvent: ({ type }) => events.push(type),
    });
    await slow.reached;
    controller.abort();
    expect(await turn).toEqual({ kind: 'cancelled' });
    slow.release();
    await shop.runner.idle();
    expect(events).not.toContain('turn-end');
    expect(await shop.real.desk.show('ada')).toMatchObject({ cart: nothing });
    expect(await shop.services.conversations.find('ada', request.turnId)).toBeNull();
    expect(await shop.announced()).toEqual([]);
    expect(shop.gate.depth()).toEqual({ running: 0, waiting: 0 });
    expect((await shop.say('add bananas')).cart.lines).toHaveLength(1);
  });

  it('is too late once it has changed the cart: the turn is finished and told', async () => {
    const base = await openShop();
    const slow = held(base.real.desk, 'change');
    const shop = await openShop({ wrap: () => ({ desk: slow.port }) });
    const controller = new AbortController();
    const turn = shop.run(shop.request('add bananas'), { signal: controller.signal });
    await slow.reached;
    controller.abort();
    slow.release();
    expect(await turn).toMatchObject({
      kind: 'replied',
      reply: { cart: { lines: [{ productId: 'bananas' }] } },
    });
  });

  it('is too late once it is being stored', async () => {
    const base = await openShop();
    const slow = held(base.real.conversations, 'append');
    const shop = await openShop({ wrap: () => ({ conversations: slow.port }) });
    const controller = new AbortController();
    const turn = shop.run(shop.request('hello'), { signal: controller.signal });
    await slow.reached;
    controller.abort();
    slow.release();
    expect((await turn).kind).toBe('replied');
  });
});

it('ends a turn that takes longer than a whole turn may, and lets the next one run', async () => {
  const state = trouble('hangs');
  const shop = await openShop({
    deadlineMs: 2_500,
    wrap: ({ products }) => ({ products: troubled(products, ['search'], state) }),
  });
  const outcome = await whileTimePasses(() => shop.run(shop.request('oat milk')));
  expect(outcome).toEqual({ kind: 'too_slow' });
  state.mode = 'none';
  expect((await shop.say('oat milk')).products).not.toEqual([]);
});

describe('when the conversation log is down', () => {
  it('acknowledges nothing, and the same turn sent again is done once', async () => {
    const state = trouble('fails');
    const shop = await openShop({
      wrap: ({ conversations }) => ({ conversations: troubled(conversations, ['append'], state) }),
    });
    const events: string[] = [];
    const request = shop.request('add 2 bananas');
    const turn = shop.run(request, { onEvent: ({ type }) => events.push(type) });
    await expect(turn).rejects.toThrow('append is down');
    expect(events).not.toContain('turn-end');
    await shop.runner.idle();
    expect(shop.gate.depth()).toEqual({ running: 0, waiting: 0 });
    state.mode = 'none';
    const again = await shop.run(request);
    expect(again).toMatchObject({ kind: 'replied', repeated: false, reply: { cart: { revision: 1 } } });
    expect(await shop.cart()).toEqual({ bananas: 2 });
  });

  it.each(['yes', 'place the order'])(
    'does not order twice when “%s” is sent again',
    async (confirmation) => {
      const state = trouble();
      const shop = await openShop({
        wrap: ({ conversations }) => ({ conversations: troubled(conversations, ['append'], state) }),
      });
      await shop.say('add 2 bananas');
      await shop.say("that's all");
      state.mode = 'fails';
      const request = shop.request(confirmation);
      await expect(shop.run(request)).rejects.toThrow('append is down');
      state.mode = 'none';
      const again = await shop.run(request);
      expect(again.kind === 'replied' && again.reply.order?.totalCents).toBe(58);
      expect((await shop.services.orders.list('ada', { limit: 10 })).orders).toHaveLength(1);
    },
  );
});

it('waits, when asked to be idle, for turns that are still in line', async () => {
  const base = await openShop();
  const slow = held(base.real.conversations, 'find');
  const shop = await openShop({ wrap: () => ({ conversations: slow.port }) });
  const turns = ['hello', 'add bananas'].map((message) => shop.run(shop.request(message)));
  const order: string[] = [];
  const idle = shop.runner.idle().then(() => order.push('idle'));
  const done = Promise.all(turns).then(() => order.push('turns'));
  await slow.reached;
  slow.release();
  await Promise.all([idle, done]);
  expect(order).toEqual(['turns', 'idle']);
});
