import { describe, expect, it } from 'vitest';
import { describeProfile } from '#infra/compose/describe-profile.ts';
import { openShop } from './turn-services.ts';
import { buysWeekly } from './weekly-orders.ts';

describe('what is put forward unasked', () => {
  const basket = { 'peanut-butter': 1, 'whole-milk-1gal': 2, bananas: 3 };

  it('is all that recurs while nothing speaks against it', async () => {
    const shop = await openShop();
    await buysWeekly(shop, basket);
    const { personalization } = await shop.say('what do I need?');
    expect(personalization.usualItems.map(({ productId }) => productId).sort()).toEqual(
      Object.keys(basket).sort(),
    );
    expect(personalization.reorder).toHaveLength(3);
  });

  it('leaves out what holds an allergen or breaks a diet, from the turn on that tells of it', async () => {
    const shop = await openShop();
    await buysWeekly(shop, basket);
    const told = await shop.say("I'm allergic to peanuts");
    const asked = await shop.say('what do I need?');
    for (const { personalization } of [told, asked]) {
      const named = [...personalization.usualItems, ...personalization.reorder];
      expect(named.map(({ productId }) => productId)).not.toContain('peanut-butter');
      expect(personalization.usualItems).toHaveLength(2);
    }
    expect(asked.text).not.toContain('Peanut');
    await shop.say("I'm vegan");
    const vegan = await shop.say('what do I need?');
    expect(vegan.personalization.usualItems.map(({ productId }) => productId)).toEqual(['bananas']);
    expect(vegan.personalization.reorder.map(({ productId }) => productId)).toEqual(['bananas']);
  });

  it('says why when it is asked about by name', async () => {
    const shop = await openShop();
    await buysWeekly(shop, basket);
    await shop.say("I'm allergic to peanuts");
    const { text } = await shop.say('do I need peanut butter?');
    expect(text).toContain("I don't suggest it: it contains peanuts, and you told me you are allergic");
  });

  it('shows the usual order without it, and offers only the rest', async () => {
    const shop = await openShop();
    await buysWeekly(shop, basket);
    await shop.say("I'm allergic to peanuts");
    const shown = await shop.say('show me my usual order');
    expect(shown.text).toContain('I leave out Jif Creamy Peanut Butter');
    await shop.say('yes');
    expect(await shop.cart()).toEqual({ 'whole-milk-1gal': 2, bananas: 3 });
  });

  it('is the same on the page of what is known', async () => {
    const shop = await openShop();
    await buysWeekly(shop, basket);
    await shop.say("I'm allergic to peanuts");
    const { features } = await describeProfile(shop.services, 'ada');
    const { evidence } = features.find(({ name }) => name === 'reorder_intelligence')!;
    expect(JSON.stringify(evidence)).toContain('bananas');
    expect(JSON.stringify(evidence)).not.toContain('peanut-butter');
  });
});

describe('what the shopper still has', () => {
  const dueNow = async (shop: Awaited<ReturnType<typeof openShop>>) => {
    const { personalization } = await shop.say('what do I need?');
    return personalization.reorder.filter(({ status }) => status === 'due').map(({ productId }) => productId);
  };

  it.each(['I still have eggs', "I don't need eggs yet", 'I have plenty of eggs'])(
    '“%s” puts it off',
    async (said) => {
      const shop = await openShop();
      await buysWeekly(shop, { 'eggs-12': 1, bananas: 3 });
      expect((await dueNow(shop)).sort()).toEqual(['bananas', 'eggs-12']);
      const { text } = await shop.say(said);
      expect(text).toContain('Noted: you still have eggs.');
      expect(await dueNow(shop)).toEqual(['bananas']);
      expect((await shop.say('do I need eggs?')).text).toContain('Probably not yet');
      expect(await shop.cart()).toEqual({});
    },
  );

  it('is heard in a no to what was said to be due, and in no other no', async () => {
    const shop = await openShop();
    await buysWeekly(shop, { 'eggs-12': 1, bananas: 3 });
    expect((await shop.say('do I need eggs?')).text).toContain('Yes, you are probably out of');
    expect((await shop.say('not yet')).text).toContain('you still have Leaf & Loaf Large Eggs');
    expect(await dueNow(shop)).toEqual(['bananas']);
    await shop.say('thank you');
    expect((await shop.say('not yet')).text).toBe('Alright.');
    expect(await dueNow(shop)).toEqual(['bananas']);
  });

  it('is learned once, whatever is sent again, and not when learning is off', async () => {
    const shop = await openShop();
    await buysWeekly(shop, { 'eggs-12': 1 });
    const request = shop.request('I still have eggs');
    for (let time = 0; time < 2; time += 1) {
      await shop.run(request);
      await shop.runner.idle();
    }
    const facts = await shop.services.preferences.neighbourhood('ada', { kinds: ['NOT_YET'] });
    expect(facts.edges).toMatchObject([{ targetId: 'product:eggs-12', evidence: { count: 1 } }]);
    await shop.say('stop learning from me');
    expect((await shop.say('I still have eggs')).text).toContain('Noted for this conversation');
    const after = await shop.services.preferences.neighbourhood('ada', { kinds: ['NOT_YET'] });
    expect(after.edges).toMatchObject([{ evidence: { count: 1 } }]);
  });
});
