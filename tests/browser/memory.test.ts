import { expect, it } from 'vitest';
import { barriers, LOOKS } from './barriers.ts';
import { describeInBrowser, type OpenPage } from './describe-in-browser.ts';

/** The page of a sample shopper, whom nobody else of these tests is. */
async function openMemory(open: OpenPage, sample: string, options: Parameters<OpenPage>[0] = {}) {
  const shop = await open({ reducedMotion: 'reduce', ...options });
  const { page } = shop;
  await page.getByRole('button', { name: /Choose another shopper/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: sample }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: /Choose another shopper/ }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'What LeafLoaf knows about you' }).click();
  await page.getByRole('heading', { name: 'Your regular basket' }).waitFor();
  const basket = page.getByRole('region', { name: 'Your regular basket' });
  return { ...shop, basket, rows: basket.locator('.memory-list').first().locator('.memory-row') };
}

describeInBrowser('the page of what is known', (open) => {
  for (const [look, options] of Object.entries(LOOKS)) {
    it(`has no serious barrier, ${look}`, async () => {
      const { page, complaints, rows, close } = await openMemory(open, 'Maya', options);
      expect(await barriers(page), 'all').toEqual([]);
      await rows
        .first()
        .getByRole('button', { name: /^Forget/ })
        .click();
      await page.getByRole('alertdialog').waitFor();
      expect(await barriers(page), 'before forgetting').toEqual([]);
      expect(complaints).toEqual([]);
      await close();
    });
  }

  it('shows the regular basket with its evidence, and sets an amount right at once', async () => {
    const { page, rows, api, close } = await openMemory(open, 'Maya');
    expect(await rows.count()).toBeGreaterThan(5);
    const row = rows.first();
    const name = (await row.locator('.memory-name').innerText()).split('\n')[0] ?? '';
    expect(await row.innerText()).toMatch(
      /Bought in \d+ of \d+ orders, about every \d+ days?, usually \d+; last on .+, due about .+\./u,
    );
    const before = Number(await row.locator('.step-count').innerText());
    await row.getByRole('button', { name: `Usually one more ${name}` }).click();
    await expect.poll(() => row.locator('.step-count').innerText()).toBe(String(before + 1));
    const { facts } = (await api('GET', '/v1/me/memory?kind=purchases&limit=200')) as {
      facts: { source: string; value: number; text: string }[];
    };
    expect(facts.filter(({ source }) => source === 'corrected')).toMatchObject([{ value: before + 1 }]);
    await page.reload();
    await expect.poll(() => row.locator('.step-count').innerText()).toBe(String(before + 1));
    await close();
  });

  it('forgets after asking, and keeps what is kept', async () => {
    const { page, rows, api, close } = await openMemory(open, 'student');
    const before = await rows.count();
    const name = (await rows.first().locator('.memory-name').innerText()).split('\n')[0] ?? '';
    const forget = rows.first().getByRole('button', { name: `Forget: ${name}` });
    await forget.click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    expect(await rows.count()).toBe(before);
    await forget.click();
    await page.getByRole('button', { name: 'Forget it' }).click();
    await page.locator('.notice').getByText('Forgotten.').waitFor();
    await expect.poll(() => rows.allInnerTexts().then((all) => all.join())).not.toContain(name);
    expect(JSON.stringify(await api('GET', '/v1/me/memory?limit=200'))).not.toContain(`"${name}:`);
    await close();
  });

  it('shows what orders seem to say with its evidence, and forgets it for good', async () => {
    const { page, api, close } = await openMemory(open, 'student');
    const estimates = page.getByRole('region', { name: 'What your orders seem to say' });
    const level = estimates.locator('.memory-row').filter({ hasText: 'Price level' });
    expect(await level.innerText()).toMatch(
      /cheaper things of a kind: about \d+ on a scale from 0, cheapest, to 100, dearest \(\d+ to \d+\), from \d+ purchases/u,
    );
    await level.getByRole('button', { name: 'Forget: Price level' }).click();
    await page.getByRole('button', { name: 'Forget it' }).click();
    await estimates.getByText('Nothing clear yet.').waitFor();
    expect(await api('GET', '/v1/me/memory?kind=price_level&limit=9')).toMatchObject({ facts: [] });
    await page.reload();
    await estimates.getByText('Nothing clear yet.').waitFor();
    await close();
  });

  it('switches features and learning, and keeps that over a reload', async () => {
    const { page, api, close } = await openMemory(open, 'Garcia');
    await page.getByRole('switch', { name: 'Usual orders' }).click();
    await page.getByText('You switched this off.').first().waitFor();
    await page.getByRole('switch', { name: 'Learn from what I do' }).click();
    const learning = page.locator('[role=switch][aria-label="Learn from what I do"][aria-checked=false]');
    await learning.waitFor();
    await page.reload();
    await learning.waitFor();
    expect(await api('GET', '/v1/me/preferences')).toMatchObject({
      features: { usual_orders: false, household: true },
      privacy: { learning: false },
    });
    await close();
  });

  it('never needs sideways scrolling on a small phone, and leads back to the shop', async () => {
    const { page, close } = await openMemory(open, 'Maya', {
      viewport: { width: 320, height: 640 },
      hasTouch: true,
      isMobile: true,
    });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    await page.getByRole('link', { name: 'Back to the shop', exact: true }).click();
    await page.getByLabel('What do you need?').waitFor();
    await close();
  });

  it('puts off on the page of the shop what has not run out yet', async () => {
    const { page, api, say, latest, close } = await openMemory(open, 'Priya');
    await page.goto(new URL('/', page.url()).href);
    await say('what do I need?');
    const shelf = latest().getByRole('region', { name: 'Running low, perhaps' });
    const button = shelf.getByRole('button', { name: /has not run out$/ }).first();
    const name = ((await button.textContent()) ?? '').replace(/^Not yet: | has not run out$/gu, '');
    await button.click();
    await page.locator('.notice').getByText(`${name}: I expect it to run out later.`).waitFor();
    expect(await shelf.getByText(name, { exact: true }).count()).toBe(0);
    await expect
      .poll(async () => (await api('GET', '/v1/me/memory?kind=not_yet')) as unknown)
      .toMatchObject({ facts: [{ observations: 1 }] });
    await close();
  });
});
