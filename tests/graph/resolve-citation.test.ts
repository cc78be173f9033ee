import { describe, expect, it } from 'vitest';
import { resolveCitation } from '#graph/resolve-citation.ts';
import { openShop, type Shop } from './turn-services.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

/** Resolves every citation that a message's reply gives. */
async function citationsOf(shop: Shop, message: string) {
  const { citations } = await shop.say(message);
  const resolved = await Promise.all(
    citations.map(({ citationId }) => resolveCitation(shop.services, 'ada', citationId)),
  );
  expect(resolved.map((citation) => citation?.citationId)).toEqual(
    citations.map(({ citationId }) => citationId),
  );
  return { citations, resolved };
}

describe('a citation', () => {
  it('of every kind resolves for the shopper it was given to', async () => {
    const shop = await openShop();
    const kinds = new Set<string>();
    for (const message of [
      'oat milk',
      'ingredients for salsa',
      'how long does spinach keep in the fridge?',
      'what is on offer?',
      "I'm allergic to peanuts",
      'I eat gluten free',
      "I don't like blue cheese",
      'I love mangoes',
      'we are a family of 4',
      'my budget is $100',
      "I'm allergic to zorbs",
      'what do you know about me?',
      'add 2 bananas',
      'apply code WELCOME10',
      "that's all",
      'yes',
      'where is my order?',
      'what did I say about zorbs?',
    ]) {
      const { citations } = await citationsOf(shop, message);
      for (const { kind } of citations) kinds.add(kind);
    }
    expect([...kinds].sort()).toEqual(['knowledge', 'memory', 'order', 'preference', 'product', 'promotion']);
  });

  it('says what it stands on now', async () => {
    const shop = await openShop();
    await shop.say("I'm allergic to peanuts");
    const claim = async (id: string) => (await resolveCitation(shop.services, 'ada', id))?.claim;
    expect(await claim('product.oatly-original')).toBe('Oatly Original Oat Milk, 64 fl oz, $4.99');
    expect(await claim('preference.allergy:peanut')).toBe('You are allergic to peanuts.');
    expect(await claim('promotion.WELCOME10')).toBe('10% off with WELCOME10');
    expect(await claim('knowledge.recipe-salsa')).toContain('Fresh Salsa: 1 tomatoes');
  });

  it('of the regular basket resolves once there is one', async () => {
    const shop = await openShop();
    expect(await resolveCitation(shop.services, 'ada', 'preference.usual-basket')).toBeNull();
    for (let week = 0; week < 5; week += 1) {
      shop.time.now += WEEK_MS;
      for (const message of ['add 2 bananas', "that's all", 'yes']) await shop.say(message);
    }
    const { citations } = await citationsOf(shop, 'what do you know about me?');
    expect(citations.map(({ citationId }) => citationId)).toContain('preference.usual-basket');
  });

  it('of a preference ends with the preference', async () => {
    const shop = await openShop();
    await shop.say("I'm allergic to peanuts");
    await shop.say("I'm no longer allergic to peanuts");
    expect(await resolveCitation(shop.services, 'ada', 'preference.allergy:peanut')).toBeNull();
  });
});

it("does not resolve another shopper's, nor what never was", async () => {
  const shop = await openShop();
  for (const message of ["I'm allergic to peanuts", 'I love mangoes', 'add 2 bananas', "that's all"]) {
    await shop.say(message);
  }
  const { order, turnId } = await shop.say('yes');
  const own = [
    `order.${order?.orderId}`,
    `memory.${turnId}`,
    'preference.allergy:peanut',
    'preference.like:mangoes',
  ];
  for (const id of own) {
    expect(await resolveCitation(shop.services, 'ada', id)).toMatchObject({ citationId: id });
    expect(await resolveCitation(shop.services, 'ben', id)).toBeNull();
  }
  for (const id of [
    '',
    '.',
    'product.',
    'product',
    '.x',
    'gossip.x',
    'product.nope',
    'order.nope',
    'memory.nope',
  ]) {
    expect(await resolveCitation(shop.services, 'ada', id)).toBeNull();
  }
  for (const id of ['preference.nope', 'preference.allergy:', 'promotion.nope', 'knowledge.recipe-nope']) {
    expect(await resolveCitation(shop.services, 'ada', id)).toBeNull();
  }
});
