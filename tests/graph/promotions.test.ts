import { expect, it } from 'vitest';
import { createPromotionBook } from '#agents/order/promotion.ts';
import { openShop } from './turn-services.ts';

const promotions = createPromotionBook([
  {
    id: 'once',
    label: 'Once only',
    code: 'ONCE',
    reward: { kind: 'fixed', cents: 100 },
    perShopperLimit: 1,
  },
  { id: 'always', label: 'Always there', reward: { kind: 'fixed', cents: 50 } },
  {
    id: 'over',
    label: 'Long over',
    reward: { kind: 'fixed', cents: 50 },
    endsAt: '2020-01-01T00:00:00Z',
  },
]);

function shopWhere(promotionUses: () => Promise<Readonly<Record<string, number>>>) {
  return openShop({ wrap: ({ orders }) => ({ promotions, orders: { ...orders, promotionUses } }) });
}

it('offers what runs now and what this shopper has not used up', async () => {
  const fresh = await shopWhere(async () => ({}));
  expect((await fresh.say('what is on offer?')).text).toMatch(/Once only.*Always there/);
  const used = await shopWhere(async () => ({ once: 1 }));
  const { text } = await used.say('what is on offer?');
  expect(text).toContain('Always there');
  expect(text).not.toMatch(/Once only|Long over/);
});

it('still names the offers when it can not be told which are used up', async () => {
  const shop = await shopWhere(() => Promise.reject(new Error('no orders')));
  expect((await shop.say('what is on offer?')).text).toMatch(/Once only.*Always there/);
});
