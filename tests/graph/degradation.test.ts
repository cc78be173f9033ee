import { describe, expect, it } from 'vitest';
import type { NodeName } from '#graph/node-names.ts';
import type { Services } from '#graph/services.ts';
import { type Trouble, trouble, troubled, whileTimePasses } from './trouble.ts';
import { openShop } from './turn-services.ts';

interface Case {
  readonly what: string;
  readonly says: string;
  readonly node: NodeName;
  readonly capability: string;
  readonly wrap: (services: Services, state: Trouble) => Partial<Services>;
  /** False for a node that goes on without the part that fails. */
  readonly fails?: boolean;
  readonly text?: RegExp;
}

const CASES: readonly Case[] = [
  {
    what: 'the latest turns of the conversation',
    says: 'oat milk',
    node: 'session',
    capability: 'conversation-memory',
    wrap: ({ conversations }, state) => ({ conversations: troubled(conversations, ['latest'], state) }),
    fails: false,
    text: /I found .*Oat Milk/,
  },
  {
    what: 'the token ledger',
    says: 'oat milk',
    node: 'session',
    capability: 'token-ledger',
    wrap: ({ ledger }, state) => ({ ledger: troubled(ledger, ['read'], state) }),
    fails: false,
    text: /I found .*Oat Milk/,
  },
  {
    what: 'the preference graph',
    says: 'oat milk',
    node: 'profile',
    capability: 'graph-memory',
    wrap: ({ preferences }, state) => ({ preferences: troubled(preferences, ['neighbourhood'], state) }),
    fails: false,
    text: /I found .*Oat Milk/,
  },
  {
    what: 'the product index, on a search',
    says: 'oat milk',
    node: 'search_agent',
    capability: 'search',
    wrap: ({ products }, state) => ({ products: troubled(products, ['search'], state) }),
    text: /^Search is not available at the moment/,
  },
  {
    what: 'earlier turns',
    says: 'what do you know about me?',
    node: 'recall',
    capability: 'semantic-memory',
    wrap: ({ recollections }, state) => ({ recollections: troubled(recollections, ['search'], state) }),
    text: /^I can't look into my memory at the moment/,
  },
  {
    what: 'the knowledge base',
    says: 'how long does spinach keep in the fridge?',
    node: 'research_agent',
    capability: 'knowledge',
    wrap: ({ knowledge }, state) => ({ knowledge: troubled(knowledge, ['answer'], state) }),
  },
  {
    what: 'storing a statement',
    says: "I'm allergic to peanuts",
    node: 'remember',
    capability: 'preferences',
    wrap: ({ settings }, state) => ({ settings: troubled(settings, ['save'], state) }),
    text: /^I could not note “.*” just now/,
  },
  {
    what: 'changing what is remembered',
    says: 'stop learning from me',
    node: 'remember',
    capability: 'preferences',
    wrap: ({ settings }, state) => ({ settings: troubled(settings, ['save'], state) }),
    text: /^I could not change what I remember about you just now/,
  },
  {
    what: 'the product index, on personalising',
    says: 'oat milk',
    node: 'personalise',
    capability: 'personalisation',
    wrap: ({ products }, state) => ({ products: troubled(products, ['get'], state) }),
    text: /I found .*Oat Milk/,
  },
];

describe.each(CASES)('without $what', ({ says, node, capability, wrap, fails = true, text }) => {
  it.each([
    ['fails', 'failed', 'not available'],
    ['hangs', 'late', 'too slow'],
  ] as const)('a turn still answers, and names it: %s', async (mode, status, reason) => {
    const state = trouble();
    const shop = await openShop({ wrap: (services) => wrap(services, state) });
    state.mode = mode;
    const reply = await whileTimePasses(() => shop.say(says));
    expect(reply.degraded.map((degradation) => degradation.capability)).toContain(capability);
    const named = reply.degraded.find((degradation) => degradation.capability === capability);
    // A graph that hangs takes the profile with it.
    expect(named?.reason).toBe(reason);
    expect(named?.fallback).not.toBe('');
    const run = reply.execution.nodes.find((entry) => entry.node === node);
    if (fails) expect(run?.status).toBe(status);
    expect(reply.text).toMatch(text ?? /\S/);
    expect(shop.failures.map(({ where }) => where)).toContain(node);
    state.mode = 'none';
    expect((await shop.say(says)).degraded).toEqual([]);
  });
});

it('answers in a neutral tone when the tone cannot be read, whatever the tone of the turn before', async () => {
  let broken = false;
  const shop = await openShop({
    wrap: ({ isProductName }) => ({
      isProductName: (...given) => {
        if (broken) throw new Error('no vocabulary');
        return isProductName(...given);
      },
    }),
  });
  const angry = await shop.say('this is terrible, I am so angry at your stupid shop!');
  expect(angry.emotion.primary).toBe('anger');
  broken = true;
  const reply = await shop.say('this is terrible, I am so angry at your stupid shop!');
  expect(reply.emotion).toMatchObject({ primary: 'neutral', confidence: 0 });
  expect(reply.degraded.map(({ capability }) => capability)).toEqual(['emotion']);
});

it('says that it cannot look up offers rather than that there are none', async () => {
  let broken = false;
  const shop = await openShop({
    wrap: ({ promotions }) => ({
      promotions: {
        all: () => {
          if (broken) throw new Error('no promotions');
          return promotions.all();
        },
      },
    }),
  });
  broken = true;
  const reply = await shop.say('what is on offer?');
  expect(reply.text).toMatch(/^I can't look up our offers at the moment/);
  expect(reply.degraded.map(({ capability }) => capability)).toEqual(['promotions']);
});

describe('when the settings cannot be read', () => {
  it.each(['fails', 'hangs'] as const)('nothing is added without asking: %s', async (mode) => {
    const state = trouble();
    const shop = await openShop({
      wrap: ({ settings }) => ({ settings: troubled(settings, ['load'], state) }),
    });
    state.mode = mode;
    const reply = await whileTimePasses(() => shop.say('add 2 bananas'));
    expect(reply.cart.lines).toEqual([]);
    expect(reply.text).toContain("I can't read your allergies and diets at the moment");
    expect(reply.question?.kind).toBe('add_despite');
    const confirmed = await whileTimePasses(() => shop.say('yes'));
    expect(confirmed.cart.lines).toMatchObject([{ productId: 'bananas', quantity: 2 }]);
  });

  it('nothing is added without asking in the turn whose statement could not be stored', async () => {
    const state = trouble();
    const shop = await openShop({
      wrap: ({ settings }) => ({ settings: troubled(settings, ['save'], state) }),
    });
    state.mode = 'fails';
    const reply = await shop.say("I'm allergic to milk and add whole milk");
    expect(reply.intents.map(({ name }) => name)).toEqual(['state_preference', 'add_to_cart']);
    expect(reply.cart.lines).toEqual([]);
  });
});

it('tells a usual order that cannot be read from one that is not known', async () => {
  const state = trouble();
  const shop = await openShop({
    wrap: ({ preferences }) => ({ preferences: troubled(preferences, ['neighbourhood', 'version'], state) }),
  });
  const unknown = await shop.say('show me my usual order');
  state.mode = 'fails';
  const unread = await shop.say('show me my usual order');
  expect(unknown.text).toContain("I don't know your usual order yet");
  expect(unread.text).toContain('I could not look up your usual order just now');
});

it('cannot tell what runs out when the preference graph is down, and says why', async () => {
  const state = trouble('fails');
  const shop = await openShop({
    wrap: ({ preferences }) => ({ preferences: troubled(preferences, ['neighbourhood'], state) }),
  });
  expect((await shop.say('do I need milk?')).text).toContain("I can't reach what I learned about you");
});

it('tells an index that is down from a product that is not there', async () => {
  const state = trouble();
  const shop = await openShop({
    wrap: ({ products }) => ({ products: troubled(products, ['search'], state) }),
  });
  const missing = await shop.say('unicorn steak');
  state.mode = 'fails';
  const down = await shop.say('unicorn steak');
  expect(missing.text).toMatch(/found nothing|don't have/);
  expect(missing.degraded).toEqual([]);
  expect(down.text).toMatch(/^Search is not available/);
  const adding = await shop.say('add unicorn steak');
  expect(adding.text).toMatch(/^I could not add .*unicorn steak.* just now/);
  expect(adding.degraded.map(({ capability }) => capability)).toEqual(['cart']);
});

it('shows the cart as it is after the order agent was late in the middle of its changes', async () => {
  const state = trouble();
  const shop = await openShop({ wrap: ({ desk }) => ({ desk: troubled(desk, ['change'], state) }) });
  const real = shop.real.desk;
  let changes = 0;
  const late = await openShop({
    wrap: () => ({
      desk: {
        ...real,
        change: (...change) => {
          changes += 1;
          return changes > 1 ? new Promise(() => undefined) : real.change(...change);
        },
      },
    }),
  });
  const reply = await whileTimePasses(() => late.say('add 2 bananas and 3 limes'));
  expect(reply.cart.lines).toMatchObject([{ productId: 'bananas', quantity: 2 }]);
  expect(reply.text).toBe('I could not finish with your cart just now. Please try again shortly.');
  expect(reply.degraded.map(({ capability }) => capability)).toEqual(['cart']);
});

it('answers from the cart read again when it could not be read at first', async () => {
  let reads = 0;
  const shop = await openShop({
    wrap: ({ desk }) => ({
      desk: {
        ...desk,
        show: (shopperId) => {
          reads += 1;
          return reads === 1 ? Promise.reject(new Error('the cart is down')) : desk.show(shopperId);
        },
      },
    }),
  });
  const reply = await shop.say('oat milk');
  expect(reply.products).not.toEqual([]);
  expect(reply.degraded.map(({ capability }) => capability)).toEqual(['cart']);
});

describe('behind the reply', () => {
  it.each(['fails', 'hangs'] as const)(
    'what cannot be learned now is learned once, later: %s',
    async (mode) => {
      const state = trouble();
      const shop = await openShop({
        wrap: ({ learner }) => ({ learner: troubled(learner, ['learn'], state) }),
      });
      state.mode = mode;
      const reply = await whileTimePasses(() => shop.say('add 2 bananas'));
      expect(reply.cart.lines).toHaveLength(1);
      expect(shop.failures.map(({ where }) => where)).toEqual(['learn']);
      const waiting = await shop.announced('interaction');
      expect(waiting.map(({ payload }) => (payload as { kind: string }).kind)).toContain('add');
      state.mode = 'none';
      await shop.say('hello');
      expect(await shop.announced('interaction')).toEqual([]);
    },
  );

  it('a ledger that is down holds up neither the reply nor learning', async () => {
    const state = trouble('fails');
    const shop = await openShop({ wrap: ({ ledger }) => ({ ledger: troubled(ledger, ['add'], state) }) });
    const reply = await shop.say('add 2 bananas');
    expect(reply.degraded).toEqual([]);
    expect(await shop.announced('interaction')).toEqual([]);
    expect(shop.nudges.count).toBe(1);
    expect(shop.failures.map(({ where }) => where)).toEqual(['save']);
  });

  it('analytics that cannot be told hold up nothing', async () => {
    const shop = await openShop({
      wrap: ({ events }) => ({
        events: {
          ...events,
          nudge: () => {
            throw new Error('no relay');
          },
        },
      }),
    });
    expect((await shop.say('add 2 bananas')).degraded).toEqual([]);
    expect(shop.failures.map(({ where }) => where)).toEqual(['stream']);
    expect(await shop.announced('event')).not.toEqual([]);
  });
});

it('says so when earlier turns were found by words alone', async () => {
  const shop = await openShop({
    wrap: ({ recollections }) => ({
      recollections: {
        ...recollections,
        search: (shopperId, query, signal) => {
          query.onDegraded?.('found by words alone');
          return recollections.search(shopperId, query, signal);
        },
      },
    }),
  });
  const reply = await shop.say('what do you know about me?');
  expect(reply.degraded).toEqual([
    { capability: 'semantic-memory', reason: 'not available', fallback: 'found by words alone' },
  ]);
});

it('names an index that stood in for the usual one once, and does not call search unavailable', async () => {
  const shop = await openShop({
    wrap: ({ products }) => ({
      products: {
        ...products,
        search: async (query, signal) => ({
          ...(await products.search(query, signal)),
          degraded: { reason: 'too slow', fallback: 'searched elsewhere' },
        }),
      },
    }),
  });
  const named = { capability: 'search', reason: 'too slow', fallback: 'searched elsewhere' };
  const both = await shop.say('I need oat milk and add 2 bananas');
  expect(both.degraded).toEqual([named]);
  expect(both.products.length).toBeGreaterThan(0);
  expect(both.cart.lines).toMatchObject([{ productId: 'bananas', quantity: 2 }]);
  const none = await shop.say('I need caviar');
  expect(none.degraded).toEqual([named]);
  for (const { text } of [both, none]) expect(text).not.toMatch(/not available/);
});
