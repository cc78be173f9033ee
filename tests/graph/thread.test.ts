import { expect, it } from 'vitest';
import { trouble, troubled } from './trouble.ts';
import { openShop, type Shop, temporaryFolder } from './turn-services.ts';

async function checkpoints({ stores }: Shop, threadId = 'of-ada') {
  const all = await Array.fromAsync(stores.checkpointer.list({ configurable: { thread_id: threadId } }));
  // Newest first, as LangGraph lists them.
  return all.map(({ checkpoint }) => checkpoint.channel_values);
}

it('writes one small checkpoint a turn, without the documents', async () => {
  const shop = await openShop();
  await shop.say('milk');
  expect(await checkpoints(shop)).toHaveLength(1);
  const reply = await shop.say('show me bread, eggs and chicken', { limit: 50 });
  expect(reply.products.length).toBeGreaterThan(5);
  const [latest, ...earlier] = await checkpoints(shop);
  expect(earlier).toHaveLength(1);
  const written = JSON.stringify(latest);
  expect(written.length).toBeLessThan(10_000);
  for (const { productId } of reply.products) expect(written).not.toContain(productId);
});

it('keeps no personal data of a message in the thread', async () => {
  const shop = await openShop();
  await shop.say('add bananas, my card is 4111 1111 1111 1111 and my mail is ada@example.com');
  const written = JSON.stringify(await checkpoints(shop));
  expect(written).toContain('bananas');
  expect(written).not.toMatch(/4111|ada@example/u);
});

it('leaves nothing of a turn to the next one', async () => {
  const state = trouble();
  const shop = await openShop({
    wrap: ({ products }) => ({ products: troubled(products, ['search'], state) }),
  });
  state.mode = 'fails';
  const first = await shop.say('oat milk, my mail is ada@example.com');
  expect(first.degraded).not.toEqual([]);
  state.mode = 'none';
  const second = await shop.say('hello');
  expect(second.degraded).toEqual([]);
  expect(second.products).toEqual([]);
  expect(second.execution.nodes.map(({ node }) => node)).not.toContain('search_agent');
  const [latest] = await checkpoints(shop);
  expect(latest).toMatchObject({ degraded: [], redacted: [], safeMessage: 'hello', text: second.text });
  const runs = latest?.execution ?? [];
  const nodes = (runs as { node: string }[]).map(({ node }) => node);
  expect(new Set(nodes).size).toBe(nodes.length);
});

it('counts the tokens of a conversation, and carries less of it the longer it is', async () => {
  const shop = await openShop();
  const first = await shop.say('oat milk');
  expect(first.context.mode).toBe('full');
  await shop.services.ledger.add('of-ada', 'imported', 6_000);
  expect((await shop.say('oat milk')).context.mode).toBe('balanced');
  await shop.services.ledger.add('of-ada', 'imported-too', 20_000);
  expect((await shop.say('oat milk')).context.mode).toBe('safe');
});

it('recounts a ledger that was lost', async () => {
  const shop = await openShop();
  await shop.say('oat milk');
  await shop.say('bread');
  const before = await shop.services.ledger.read('of-ada');
  await shop.services.ledger.remove('of-ada');
  await shop.say('hello');
  const after = await shop.services.ledger.read('of-ada');
  expect(after).toBeGreaterThan(before ?? Number.NaN);
});

it('goes on after a restart where the conversation was', async () => {
  const folder = temporaryFolder();
  const before = await openShop({ folder });
  const { products } = await before.say('organic spinach');
  await before.say('add 2 bananas');
  await before.say("I'm allergic to milk");
  await before.close();

  const after = await openShop({ folder });
  const reply = await after.say('show me organic spinach');
  expect(reply.products.map(({ productId }) => productId)).toEqual(
    products.map(({ productId }) => productId),
  );
  await after.close();

  const again = await openShop({ folder });
  const added = await again.say('add 2 of the second one');
  const second = products[1]?.productId;
  expect(added.cart.lines).toMatchObject([
    { productId: 'bananas', quantity: 2 },
    { productId: second, quantity: 2 },
  ]);
  expect((await again.say('make it 3')).cart.lines).toMatchObject([
    { productId: 'bananas', quantity: 2 },
    { productId: second, quantity: 3 },
  ]);
  const cheese = await again.say('add sharp cheddar');
  expect(cheese.text).toContain('you told me you are allergic to milk');
  expect(cheese.cart.lines).toHaveLength(2);
});

it('answers an open question after a restart', async () => {
  const folder = temporaryFolder();
  const before = await openShop({ folder });
  await before.say('add 2 bananas');
  expect((await before.say("that's all")).question?.kind).toBe('confirm_order');
  await before.close();
  const after = await openShop({ folder });
  const reply = await after.say('yes');
  expect(reply.order).toMatchObject({ status: 'placed', totalCents: 58 });
  expect(reply.cart.lines).toEqual([]);
});

it('keeps the conversations of two shoppers apart', async () => {
  const shop = await openShop();
  await shop.say('organic spinach');
  await shop.say('chicken', { shopperId: 'ben' });
  const ada = await shop.say('add the first one');
  const ben = await shop.say('add the first one', { shopperId: 'ben' });
  expect(ada.cart.lines[0]?.name).toContain('Spinach');
  expect(ben.cart.lines[0]?.name).toContain('Chicken');
});

it('still counts in the list that was shown after something was picked out of it', async () => {
  const shop = await openShop();
  const { products } = await shop.say('organic spinach');
  await shop.say('add the second one');
  await shop.say('add the third one');
  expect(Object.keys(await shop.cart())).toEqual([products[1]?.productId, products[2]?.productId]);
});
