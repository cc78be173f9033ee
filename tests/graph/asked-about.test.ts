import { expect, it } from 'vitest';
import { openShop } from './turn-services.ts';
import { buysWeekly } from './weekly-orders.ts';

it.each([
  ['add some', 1],
  ['ok add two', 2],
  ['put it in my cart', 1],
])('after "do I need eggs?", %j adds what is bought of them', async (said, quantity) => {
  const shop = await openShop();
  await buysWeekly(shop, { 'eggs-18': 1 });
  await shop.say('do I need eggs?');
  await shop.say(said);
  expect(await shop.cart('ada')).toEqual({ 'eggs-18': quantity });
});

it('adds nothing of what was never bought, nor what came before', async () => {
  const shop = await openShop();
  await shop.say('add bananas');
  await shop.say('do I need eggs?');
  await shop.say('add some');
  expect(await shop.cart('ada')).toEqual({ bananas: 1 });
});
