import { expect, it } from 'vitest';
import { barriers, LOOKS } from './barriers.ts';
import { describeInBrowser } from './describe-in-browser.ts';

describeInBrowser('the page for everybody', (open) => {
  for (const [look, options] of Object.entries(LOOKS)) {
    it(`has no serious barrier, ${look}`, async () => {
      const shop = await open({ ...options, reducedMotion: 'reduce' });
      const { page } = shop;
      expect(await barriers(page), 'empty').toEqual([]);
      await shop.say('oat milk under $5');
      await shop.latest().locator('.card .button-add').first().click();
      await page.locator('.card .stepper').waitFor();
      await shop.latest().locator('.basis summary').click();
      expect(await barriers(page), 'results').toEqual([]);
      await shop.latest().locator('.card-open').first().click();
      await page.getByRole('dialog').waitFor();
      expect(await barriers(page), 'product').toEqual([]);
      await page.keyboard.press('Escape');
      await shop.say('ingredients for sambar');
      expect(await barriers(page), 'recipe').toEqual([]);
      if (options.isMobile === true) await page.locator('.cart-button').click();
      await page.locator('.checkout:visible').waitFor();
      expect(await barriers(page), 'cart').toEqual([]);
      await page.locator('.checkout:visible').click();
      expect(await barriers(page), 'review').toEqual([]);
      await page.getByRole('button', { name: 'Place order' }).click();
      await page.getByRole('dialog').locator('.receipt').waitFor();
      expect(await barriers(page), 'receipt').toEqual([]);
      await page.getByRole('button', { name: 'Done' }).click();
      await page.getByRole('button', { name: /Choose another shopper/ }).click();
      await page.getByRole('dialog').waitFor();
      expect(await barriers(page), 'shoppers').toEqual([]);
      expect(shop.complaints).toEqual([]);
      // The browser itself complains of the refusal that the question comes with.
      await page.keyboard.press('Escape');
      await shop.say('peanut butter');
      await shop.api('PATCH', '/v1/me/preferences', { allergies: ['peanut'] });
      await shop.latest().locator('.button-add:enabled').first().click();
      await page.getByRole('alertdialog').waitFor();
      expect(await barriers(page), 'question about an allergy').toEqual([]);
      await shop.close();
    });
  }

  it('would be found to have a barrier, had it one', async () => {
    const shop = await open({ reducedMotion: 'reduce' });
    await shop.page.evaluate(() => document.querySelector('main')?.append(document.createElement('button')));
    expect((await barriers(shop.page)).join()).toMatch(/button-name/);
    await shop.close();
  });

  it('never needs sideways scrolling on a small phone', async () => {
    const shop = await open({ viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true });
    await shop.say('oat milk under $5');
    await shop.say('ingredients for sambar');
    const overflow = await shop.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    await shop.close();
  });

  it('can be used with the keyboard alone, and keeps the focus on what was pressed', async () => {
    const shop = await open();
    const { page } = shop;
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain(
      'Skip to the message field',
    );
    await page.keyboard.press('Enter');
    await page.keyboard.type('bananas');
    await page.keyboard.press('Enter');
    await shop.latest().locator('.card').first().waitFor();
    const label = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    for (let presses = 0; presses < 60 && !/^Add /.test(await label()); presses += 1) {
      await page.keyboard.press('Shift+Tab');
    }
    expect(await label()).toMatch(/^Add /);
    await page.keyboard.press('Enter');
    await expect.poll(label).toMatch(/^One more /);
    await page.keyboard.press('Enter');
    await expect.poll(() => shop.cart().locator('.step-count').textContent()).toBe('2');
    expect(await label()).toMatch(/^One more /);
    await shop.close();
  });

  it('tells a screen reader the answer and what the cart comes to', async () => {
    const shop = await open();
    const status = shop.page.locator('[role=status][aria-live=polite]');
    await shop.say('oat milk under $5');
    await expect.poll(() => status.textContent()).toMatch(/products? shown/);
    await shop.latest().locator('.card .button-add').first().click();
    await expect.poll(() => status.textContent()).toMatch(/in your cart\. Cart total \$/);
    await shop.close();
  });

  it('follows the colours that the shopper chose over a reload', async () => {
    const shop = await open({ colorScheme: 'light' });
    const paper = () => shop.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await shop.page.getByRole('button', { name: 'Switch to dark colours' }).click();
    const dark = await paper();
    expect(dark).not.toBe(light);
    await shop.page.reload();
    expect(await paper()).toBe(dark);
    await shop.close();
  });
});
