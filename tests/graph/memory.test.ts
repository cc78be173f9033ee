import { describe, expect, it } from 'vitest';
import { announceDiets } from '#graph/announce-diets.ts';
import { correctMemory, forgetMemory } from '#graph/correct-memory.ts';
import { listMemory, UnknownFact } from '#graph/list-memory.ts';
import { relayLearning } from '#graph/relay-learning.ts';
import { loadProfile } from '#personalization/load-profile.ts';
import { openShop, type Shop } from './turn-services.ts';

const DAY_MS = 24 * 3_600_000;
const MILK = 'oatly-original';

let orders = 0;
/** So many orders of these packs, a week apart, the last a day ago. */
async function buys(shop: Shop, shopperId: string, packs: readonly number[], from = packs.length * 7) {
  const now = shop.services.clock.now();
  await shop.services.learner.learn(
    packs.map((quantity, index) => ({
      eventId: `purchase-${++orders}`,
      shopperId,
      kind: 'purchase' as const,
      at: now - (from - index * 7) * DAY_MS,
      lines: [{ productId: MILK, quantity, unitPriceCents: 499 }],
      source: `order-${orders}`,
    })),
    { privacy: { learning: true } },
  );
}

const all = async ({ services }: Shop, shopperId = 'ada') =>
  (await listMemory(services, shopperId, { limit: 200 })).facts;
const milkOf = async (shop: Shop, shopperId = 'ada') =>
  (await all(shop, shopperId)).find(({ kind }) => kind === 'purchases');
const usualPacks = async ({ services }: Shop) => {
  const profile = await loadProfile({ graph: services.preferences, settings: services.settings }, 'ada');
  return profile.products.find(({ productId }) => productId === MILK)?.quantity.packs ?? null;
};

describe('what is known of a shopper', () => {
  it('is told fact by fact, each with what it stands on', async () => {
    const shop = await openShop();
    await shop.say("I'm allergic to peanuts");
    await buys(shop, 'ada', [2, 2, 2]);
    await relayLearning(shop.services);
    const facts = await all(shop);
    expect(facts[0]).toMatchObject({
      kind: 'allergy',
      value: 'peanut',
      text: 'You are allergic to peanuts.',
      source: 'stated',
      confidence: 1,
      validTo: null,
      corrections: ['holds', 'value'],
    });
    expect(facts.filter(({ kind }) => kind === 'allergy')).toHaveLength(1);
    const milk = facts.find(({ kind }) => kind === 'purchases');
    expect(milk).toMatchObject({ productId: MILK, source: 'learned', observations: 3 });
    expect(milk!.text).toMatch(
      /^Oatly Original Oat Milk: bought in 3 of 3 orders, about every 7 days, usually 2; last on \w+ \d+, \d{4}, due about \w+ \d+, \d{4}\.$/u,
    );
    expect(facts.find(({ kind }) => kind === 'orders')?.text).toMatch(/^You ordered 3 times, last on /u);
  });

  it('comes page by page, of all kinds or some, without a gap or a fact twice', async () => {
    const shop = await openShop();
    await buys(shop, 'ada', [1, 1]);
    await shop.say("I don't like olives");
    await shop.say('oat milk');
    await relayLearning(shop.services);
    const whole = await all(shop);
    expect(whole.length).toBeGreaterThan(3);
    const paged = [];
    for (let after: string | null = null, first = true; first || after !== null; first = false) {
      const page = await listMemory(shop.services, 'ada', {
        limit: 2,
        ...(after === null ? {} : { after }),
      });
      paged.push(...page.facts);
      after = page.next;
    }
    expect(paged).toEqual(whole);
    const searches = await listMemory(shop.services, 'ada', { limit: 9, kinds: ['searches'] });
    expect(searches.facts.map(({ kind }) => kind)).toEqual(['searches']);
    await expect(listMemory(shop.services, 'ada', { limit: 2, after: 'nothing' })).rejects.toThrow(
      UnknownFact,
    );
  });

  it('is nothing for somebody new', async () => {
    expect(await all(await openShop())).toEqual([]);
  });
});

describe('a correction', () => {
  it('of an amount wins at once over what was bought, until other amounts were bought since', async () => {
    const shop = await openShop();
    await buys(shop, 'ada', [2, 2, 2, 2]);
    expect(await usualPacks(shop)).toBe(2);
    const { id } = (await milkOf(shop))!;
    const corrected = await correctMemory(shop.services, 'ada', id, { quantity: 5 });
    expect(corrected).toMatchObject({ kind: 'corrected', fact: { id, value: 5, source: 'corrected' } });
    expect(await usualPacks(shop)).toBe(5);
    await buys(shop, 'ada', [2, 2], 20);
    expect(await usualPacks(shop)).toBe(5);
    await buys(shop, 'ada', [3, 3, 3], -1);
    expect(await usualPacks(shop)).toBe(3);
  });

  it('that it is not so ends it, and what was bought before does not bring it back', async () => {
    const shop = await openShop();
    await buys(shop, 'ada', [2, 2, 2]);
    const { id } = (await milkOf(shop))!;
    expect(await correctMemory(shop.services, 'ada', id, { holds: false })).toEqual({
      kind: 'corrected',
      fact: null,
    });
    await buys(shop, 'ada', [2, 2]);
    expect(await milkOf(shop)).toBeUndefined();
    await buys(shop, 'ada', [1], -1);
    expect(await milkOf(shop)).toMatchObject({ id, observations: 1 });
  });

  it('of a diet, said or made on the page, keeps it from being guessed again', async () => {
    const shop = await openShop();
    const { services } = shop;
    const deniesADiet = async () => {
      await relayLearning(services);
      const profile = await loadProfile({ graph: services.preferences, settings: services.settings }, 'ada');
      return profile.deniesADiet;
    };
    await shop.say('I am vegan');
    expect(await deniesADiet()).toBe(false);
    const [diet] = await all(shop);
    await correctMemory(services, 'ada', diet!.id, { holds: false });
    expect(await deniesADiet()).toBe(true);
    expect((await services.settings.load('ada')).diets).toEqual([]);
    await shop.say('I am vegan');
    expect(await deniesADiet()).toBe(false);
    const kept = await services.settings.load('ada');
    await services.outbox.announce(announceDiets(services, kept, { ...kept, diets: [] }));
    expect(await deniesADiet()).toBe(true);
  });

  it('of what was told changes the preference, or says why not', async () => {
    const shop = await openShop();
    await shop.say('we are a family of 4');
    await shop.say('I am vegan');
    const [diet, household] = await all(shop);
    expect([diet?.kind, household?.kind]).toEqual(['diet', 'household']);
    expect(await correctMemory(shop.services, 'ada', household!.id, { value: 3 })).toMatchObject({
      fact: { id: household!.id, value: 3 },
    });
    const changed = await correctMemory(shop.services, 'ada', diet!.id, { value: 'Vegetarian' });
    expect(changed).toMatchObject({ fact: { kind: 'diet', value: 'vegetarian' } });
    expect(await shop.services.settings.load('ada')).toMatchObject({
      diets: ['vegetarian'],
      householdSize: 3,
    });
    expect((await all(shop)).map(({ value }) => value)).toEqual(['vegetarian', 3]);
    expect(await correctMemory(shop.services, 'ada', household!.id, { value: 0 })).toMatchObject({
      kind: 'refused',
      errors: [{ path: 'value' }],
    });
    expect(await correctMemory(shop.services, 'ada', household!.id, { quantity: 2 })).toMatchObject({
      kind: 'refused',
      errors: [{ path: 'quantity' }],
    });
    expect(await shop.services.settings.load('ada')).toMatchObject({ householdSize: 3 });
  });
});

describe('a forgotten fact', () => {
  it('told by the shopper leaves the preferences and does not come back from what waits', async () => {
    const shop = await openShop();
    await shop.say("I'm allergic to peanuts");
    const [allergy] = await all(shop);
    expect(await forgetMemory(shop.services, 'ada', allergy!.id)).toBe(true);
    await relayLearning(shop.services);
    expect((await all(shop)).filter(({ kind }) => kind === 'allergy')).toEqual([]);
    expect((await shop.services.settings.load('ada')).allergies).toEqual([]);
    await shop.say("I'm allergic to peanuts");
    expect((await all(shop))[0]).toMatchObject({ id: allergy!.id });
  });

  it('of somebody else does not exist, also when both know the same', async () => {
    const shop = await openShop();
    await buys(shop, 'ada', [2, 2]);
    await buys(shop, 'ben', [2, 2]);
    const [adas, bens] = [(await milkOf(shop))!, (await milkOf(shop, 'ben'))!];
    expect(adas.id).not.toBe(bens.id);
    expect(await forgetMemory(shop.services, 'ben', adas.id)).toBe(false);
    expect(await correctMemory(shop.services, 'ben', adas.id, { holds: false })).toEqual({ kind: 'unknown' });
    expect(await milkOf(shop)).toEqual(adas);
    expect(await forgetMemory(shop.services, 'ada', adas.id)).toBe(true);
    expect(await milkOf(shop)).toBeUndefined();
    expect(await milkOf(shop, 'ben')).toEqual(bens);
  });
});
