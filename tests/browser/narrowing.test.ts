import { expect, it } from 'vitest';
import { describeInBrowser } from './describe-in-browser.ts';

describeInBrowser('narrowing a list down', (open) => {
  it('filters by diet and price with the keyboard, says what is on, and takes it off again', async () => {
    const shop = await open();
    await shop.say('milk');
    const diet = () => shop.latest().getByLabel('Diet', { exact: true });
    await diet().selectOption('vegan');
    await shop.page.locator('.turn').nth(1).waitFor();
    await shop.settle();
    expect(await shop.latest().locator('.said').textContent()).toContain('vegan');
    await expect.poll(() => diet().inputValue()).toBe('vegan');
    await expect
      .poll(() => shop.page.evaluate(() => document.activeElement?.getAttribute('name')))
      .toBe('diet');

    await shop.latest().getByLabel('Price', { exact: true }).selectOption('499');
    await shop.page.locator('.turn').nth(2).waitFor();
    await shop.settle();
    const prices = await shop.latest().locator('.card .price strong').allTextContents();
    expect(prices.length).toBeGreaterThan(0);
    for (const price of prices) expect(Number(price.replace('$', ''))).toBeLessThan(5);

    const off = shop.latest().getByRole('button', { name: /^vegan.*take this filter off/ });
    await off.focus();
    await shop.page.keyboard.press('Enter');
    await shop.page.locator('.turn').nth(3).waitFor();
    await shop.settle();
    expect(await diet().inputValue()).toBe('');
    expect(await shop.latest().locator('.said').textContent()).toContain('$4.99');
    expect(shop.complaints).toEqual([]);
    await shop.close();
  });

  it('shows more of a long list', async () => {
    const shop = await open();
    await shop.say('cheese');
    const before = await shop.latest().locator('.results-note').textContent();
    expect(before).toMatch(/The best 12 of/);
    await shop.latest().getByRole('button', { name: 'Show more', exact: true }).click();
    await shop.page.locator('.turn').nth(1).waitFor();
    await shop.settle();
    expect(await shop.latest().locator('.card').count()).toBe(36);
    await shop.close();
  });

  it('offers a way out where nothing is found, to press', async () => {
    const shop = await open({ viewport: { width: 390, height: 844 } });
    await shop.say('oat milk under 50 cents');
    expect(await shop.latest().locator('.card').count()).toBe(0);
    expect(await shop.latest().locator('.answer-text').textContent()).toMatch(/cost more, from \$/);
    await shop.latest().getByRole('button', { name: 'Oat milk', exact: true }).click();
    await shop.page.locator('.turn').nth(1).waitFor();
    await shop.settle();
    expect(await shop.latest().locator('.card').count()).toBeGreaterThan(1);
    const wide = await shop.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(wide).toBe(false);
    await shop.close();
  });
});
