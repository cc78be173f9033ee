import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInBrowser } from './describe-in-browser.ts';

/** What has the focus at the moment when no dialog is there any more: a key pressed then must not go nowhere. */
async function focusAsTheDialogGoes(page: Page): Promise<() => Promise<string | null>> {
  const watched = await page.evaluateHandle(() => ({
    label: new Promise<string | null>((resolve) => {
      const observer = new MutationObserver(() => {
        if (document.querySelector('dialog') !== null) return;
        observer.disconnect();
        resolve(document.activeElement?.getAttribute('aria-label') ?? null);
      });
      observer.observe(document.body, { childList: true, subtree: true });
    }),
  }));
  return () => watched.evaluate(({ label }) => label);
}

describeInBrowser('shopping on the page', (open) => {
  it('answers the first words with products that keep the price limit, and finds nothing to complain of', async () => {
    const shop = await open();
    await shop.say('oat milk under $5');
    const prices = await shop.latest().locator('.card .price strong').allTextContents();
    expect(prices.length).toBeGreaterThan(1);
    for (const price of prices) expect(Number(price.replace('$', ''))).toBeLessThanOrEqual(5);
    expect(await shop.latest().locator('.card').first().textContent()).toMatch(/oat milk/i);
    expect(shop.complaints).toEqual([]);
    await shop.close();
  });

  it('adds by a card, counts up and down with the stepper, and takes a removal back', async () => {
    const shop = await open();
    await shop.say('bananas');
    const card = shop.latest().locator('.card').first();
    const name = (await card.locator('.card-open').textContent()) ?? '';
    await card.getByRole('button', { name: /^Add / }).click();
    await shop.cart().getByText(name, { exact: true }).waitFor();

    await card.getByRole('button', { name: `One more ${name}` }).click();
    await expect.poll(() => shop.cart().locator('.step-count').textContent()).toBe('2');
    expect(await shop.cart().getByText(/each$/).count()).toBe(1);

    await card.getByRole('button', { name: `One fewer ${name}` }).click();
    await expect.poll(() => shop.cart().locator('.step-count').textContent()).toBe('1');

    await shop
      .cart()
      .getByRole('button', { name: `Remove ${name} from the cart` })
      .click();
    await shop.cart().getByText('Nothing in it yet.').waitFor();
    await shop.page.locator('.notice').getByRole('button', { name: 'Undo' }).click();
    await shop.cart().getByText(name, { exact: true }).waitFor();
    expect(await shop.api('GET', '/v1/cart')).toMatchObject({ lines: [{ name, quantity: 1 }] });
    await shop.close();
  });

  it('leaves the focus where the shopper writes when what they said changes the cart', async () => {
    const shop = await open();
    await shop.say('bananas');
    const card = shop.latest().locator('.card').first();
    const name = (await card.locator('.card-open').textContent()) ?? '';
    await card.getByRole('button', { name: /^Add / }).click();
    await card.getByRole('button', { name: `One more ${name}` }).click();
    await expect.poll(() => shop.cart().locator('.step-count').textContent()).toBe('2');
    await shop.say('empty my cart');
    await shop.cart().getByText('Nothing in it yet.').waitFor();
    await shop.page
      .getByRole('button', { name: `Add ${name} to the cart` })
      .first()
      .waitFor();
    expect(await shop.page.evaluate(() => document.activeElement?.id)).toBe('message');
    await shop.close();
  });

  it('orders once what the summary showed, shows the receipt and empties the cart', async () => {
    const shop = await open();
    await shop.say('add 2 bananas');
    const total = await shop.cart().locator('.total dd').textContent();
    await shop
      .cart()
      .getByRole('button', { name: /^Check out/ })
      .click();
    const dialog = shop.page.getByRole('dialog');
    expect(await dialog.locator('.total dd').textContent()).toBe(total);
    await dialog.getByRole('button', { name: 'Place order' }).click();
    await dialog.locator('.receipt').waitFor();
    expect(await dialog.locator('.receipt .total dd').textContent()).toBe(total);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await shop.cart().getByText('Nothing in it yet.').waitFor();
    expect(await shop.page.locator('.turns .receipt').count()).toBe(1);
    expect(await shop.api('GET', '/v1/orders')).toMatchObject({ orders: [{ status: 'placed' }] });
    await shop.close();
  });

  it('asks before it adds what the shopper is allergic to, and minds it again at the checkout', async () => {
    const shop = await open();
    await shop.say('hello');
    const found = (await shop.api('GET', '/v1/products?q=peanut+butter&inStock=true&limit=20')) as {
      products: { name: string; allergens: { contains: string[] } }[];
    };
    const name = found.products.find(({ allergens }) => allergens.contains.includes('peanut'))?.name ?? '';
    // Said before the allergy is known: afterwards it would not be shown.
    await shop.say(name);
    await shop.api('PATCH', '/v1/me/preferences', { allergies: ['peanut'] });
    const add = shop.latest().getByRole('button', { name: `Add ${name} to the cart` });
    const dialog = shop.page.getByRole('alertdialog', { name: 'Add it anyway?' });

    await add.click();
    await dialog
      .getByText(`${name} contains peanuts, and you told us you are allergic to peanuts.`)
      .waitFor();
    expect(await dialog.textContent()).not.toContain('despite');
    const focused = () => shop.page.evaluate(() => document.activeElement?.textContent);
    expect(await focused()).toBe('Leave it out');
    const back = await focusAsTheDialogGoes(shop.page);
    await shop.page.keyboard.press('Enter');
    expect(await back()).toBe(`Add ${name} to the cart`);
    expect(await shop.api('GET', '/v1/cart')).toMatchObject({ lines: [] });

    await add.click();
    await dialog.waitFor();
    await shop.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await shop.api('GET', '/v1/cart')).toMatchObject({ lines: [] });

    await add.click();
    await dialog.getByRole('button', { name: 'Add it anyway' }).click();
    await shop.cart().getByText(name, { exact: true }).waitFor();
    await expect
      .poll(() => shop.page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe(`One more ${name}`);
    await shop.page.keyboard.press('Enter');
    await expect.poll(() => shop.cart().locator('.step-count').textContent()).toBe('2');
    expect(await dialog.count()).toBe(0);

    await shop
      .cart()
      .getByRole('button', { name: /^Check out/ })
      .click();
    await shop.page.getByRole('dialog').getByText(`Mind: ${name} contains peanuts`).waitFor();
    await shop.close();
  });

  it('shows what moved since, and orders nothing until the shopper agrees', async () => {
    const shop = await open();
    await shop.say('add 2 bananas');
    const cart = (await shop.api('GET', '/v1/cart')) as { lines: { productId: string; name: string }[] };
    const [line] = cart.lines;
    await shop.page.route('**/v1/orders', (route) =>
      route.fulfill({
        status: 409,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: 'urn:leafloaf:problem:cart-moved',
          title: 'Prices or stock moved',
          status: 409,
          detail: 'Nothing was ordered.',
          instance: '/v1/orders',
          requestId: 'r',
          cart,
          changes: [
            { kind: 'price', productId: line?.productId, name: line?.name, fromCents: 100, toCents: 125 },
          ],
        }),
      }),
    );
    await shop
      .cart()
      .getByRole('button', { name: /^Check out/ })
      .click();
    const dialog = shop.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Place order' }).click();
    await dialog.getByText('now costs $1.25, it was $1.00').waitFor();
    await shop.page.unroute('**/v1/orders');
    await dialog.getByRole('button', { name: 'Order it like this' }).click();
    await dialog.locator('.receipt').waitFor();
    await shop.close();
  });

  it('adds to a cart that was changed elsewhere meanwhile, and keeps both changes', async () => {
    const shop = await open();
    await shop.say('bananas');
    const page = (await shop.api('GET', '/v1/products?q=avocado&inStock=true&limit=1')) as {
      products: { productId: string; name: string }[];
    };
    const [avocado] = page.products;
    await shop.api('POST', '/v1/cart/lines', { productId: avocado?.productId, quantity: 1 });
    await shop.latest().getByRole('button', { name: /^Add / }).first().click();
    await expect.poll(() => shop.cart().locator('.cart-line').count()).toBe(2);
    expect(await shop.cart().textContent()).toContain(avocado?.name);
    await shop.close();
  });

  it('says why a promotion code cannot be used, beside the field', async () => {
    const shop = await open();
    await shop.say('add 2 bananas');
    await shop.cart().getByRole('button', { name: 'Add a promotion code' }).click();
    await shop.cart().getByLabel('Promotion code').fill('NO-SUCH-CODE');
    await shop.page.keyboard.press('Enter');
    expect(await shop.cart().getByRole('alert').textContent()).not.toBe('');
    await shop.close();
  });

  it('lists a recipe by ingredient and puts all of it into the cart with one press', async () => {
    const shop = await open();
    await shop.say('ingredients for sambar');
    const parts = await shop.latest().locator('.row-part').count();
    expect(parts).toBeGreaterThan(5);
    await shop
      .latest()
      .getByRole('button', { name: /^Add everything/ })
      .click();
    await expect
      .poll(() => shop.cart().locator('.cart-line').count(), { timeout: 10_000 })
      .toBeGreaterThan(5);
    await shop.close();
  });

  it('opens a product and resolves the source of what is said about it', async () => {
    const shop = await open();
    await shop.say('oat milk');
    const name = (await shop.latest().locator('.card-open').first().textContent()) ?? '';
    await shop.latest().locator('.card-open').first().click();
    const dialog = shop.page.getByRole('dialog', { name });
    await dialog.getByRole('button', { name: 'Source' }).click();
    const source = shop.page.getByRole('dialog', { name: 'Source' });
    await source.getByText('Product record').waitFor();
    await shop.page.keyboard.press('Escape');
    await expect.poll(() => shop.page.getByRole('dialog').count()).toBe(0);
    expect(shop.complaints).toEqual([]);
    await shop.close();
  });

  it('shows a sample shopper’s usual order with its amounts, and asks the same for everybody with “show all”', async () => {
    const shop = await open();
    await shop.page.getByRole('button', { name: /Choose another shopper/ }).click();
    await shop.page.getByRole('dialog').getByRole('button', { name: /Maya/ }).click();
    await shop.page.getByText('Trying out Maya').waitFor({ timeout: 20_000 });
    await shop.say('show me my usual order');
    expect(await shop.latest().locator('.row').count()).toBeGreaterThan(2);
    await shop.say('oat milk');
    await shop.page.getByRole('switch', { name: 'Sorted for me' }).click();
    await shop.page.locator('.said-view').waitFor();
    await shop.settle();
    expect(await shop.latest().locator('.results-note').textContent()).toContain(
      'Everything, in plain order.',
    );
    await shop.close();
  });
});
