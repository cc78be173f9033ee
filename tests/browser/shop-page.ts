import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

/** The shop page as a shopper uses it. */
export interface ShopPage {
  readonly page: Page;
  readonly url: string;
  /** What the browser complained of: script errors, console errors, breaches of the content security policy. */
  readonly complaints: readonly string[];
  /** Sends words and waits for the whole answer. */
  say(words: string): Promise<void>;
  /** Waits until nothing is being answered. */
  settle(): Promise<void>;
  /** The latest exchange. */
  latest(): Locator;
  cart(): Locator;
  /** Calls the API as the shopper of this page. */
  api(method: string, path: string, body?: unknown): Promise<unknown>;
  close(): Promise<void>;
}

export async function openShop(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<ShopPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`content security policy: ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  await page.goto(url);
  await page.getByLabel('What do you need?').waitFor();

  const settle = () => page.locator('.conversation[aria-busy=false]').waitFor();

  return {
    page,
    url,
    complaints,
    async say(words) {
      // A dialog that is just closing gives the focus back, and would take the key that is pressed meanwhile.
      await page.locator('dialog[open]').first().waitFor({ state: 'hidden' });
      const before = await page.locator('.turn').count();
      const box = page.getByLabel('What do you need?');
      await box.fill(words);
      await box.press('Enter');
      await page.locator('.turn').nth(before).waitFor();
      await settle();
    },
    settle,
    latest: () => page.locator('.turn').last(),
    cart: () => page.getByRole('complementary', { name: 'Cart' }),
    async api(method, path, body) {
      const token = await page.evaluate(
        () => JSON.parse(localStorage.getItem('leafloaf.session') ?? '{}').token,
      );
      const response = await page.request.fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}` },
        ...(body === undefined ? {} : { data: body }),
      });
      return response.json();
    },
    close: () => context.close(),
  };
}
