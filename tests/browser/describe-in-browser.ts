import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { type RunningAssistant, startAssistant } from '#tests/tools/running-assistant.ts';
import { openShop, type ShopPage } from './shop-page.ts';

const CANDIDATES = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser'];
const FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-quic',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
];

/** Opens the page of the running assistant in a browser profile of its own. */
export type OpenPage = (options?: BrowserContextOptions) => Promise<ShopPage>;

/**
 * A suite against the real assistant in a real browser. Without a browser it is skipped and says so; in CI a missing
 * browser is a failure.
 */
export function describeInBrowser(title: string, define: (open: OpenPage) => void): void {
  const executablePath = CANDIDATES.find((path) => path !== undefined && existsSync(path));
  if (executablePath === undefined && process.env.CI === undefined) {
    describe.skip(`${title} (no browser here: apt-get install chromium, or set CHROMIUM_PATH)`, () =>
      define(() => Promise.reject(new Error('No browser'))));
    return;
  }
  describe(title, () => {
    let dataDir: string;
    let assistant: RunningAssistant;
    let browser: Browser;
    const opened: ShopPage[] = [];

    beforeAll(async () => {
      if (executablePath === undefined) throw new Error('CI needs a browser: apt-get install chromium.');
      dataDir = mkdtempSync(join(tmpdir(), 'leafloaf-browser-'));
      assistant = await startAssistant(dataDir);
      browser = await chromium.launch({ executablePath, args: FLAGS });
    }, 60_000);

    afterAll(async () => {
      await browser?.close();
      await assistant?.stop();
      if (dataDir !== undefined) rmSync(dataDir, { recursive: true, force: true });
    });

    define(async (options) => {
      const shop = await openShop(browser, assistant.url, options);
      opened.push(shop);
      return shop;
    });
  });
}
