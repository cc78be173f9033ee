import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningAssistant, startAssistant } from '#tests/tools/running-assistant.ts';
import { type ShopperClient, signIn } from '#tests/tools/shopper-client.ts';

const folder = mkdtempSync(join(tmpdir(), 'leafloaf-clicks-'));
let assistant: RunningAssistant;
beforeAll(async () => {
  assistant = await startAssistant(folder);
}, 60_000);
afterAll(async () => {
  await assistant.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Page {
  readonly alpha: number;
  readonly products: readonly { readonly productId: string }[];
}
const QUERY = 'crunchy breakfast cereal';

async function found(shopper: ShopperClient, alpha?: number): Promise<Page> {
  const at = alpha === undefined ? '' : `&alpha=${alpha}`;
  const path = `/v1/products?q=${encodeURIComponent(QUERY)}&limit=50${at}`;
  return (await shopper.request('GET', path)).body;
}

describe('clicks on what a search found', () => {
  it('move alpha towards the channel that ranked them higher, also after the assistant was killed', async () => {
    const shopper = await signIn(assistant.url);
    const before = (await found(shopper)).alpha;
    const [byWords, byMeaning] = [await found(shopper, 0), await found(shopper, 1)];
    const rank = (page: Page, id: string) => {
      const at = page.products.findIndex(({ productId }) => productId === id);
      return at < 0 ? 51 : at + 1;
    };
    const [clicked] = [...byMeaning.products]
      .map(({ productId }) => productId)
      .sort((a, b) => rank(byMeaning, a) / rank(byWords, a) - rank(byMeaning, b) / rank(byWords, b));
    expect(rank(byWords, clicked ?? '')).toBeGreaterThan(rank(byMeaning, clicked ?? ''));

    for (let at = 0; at < 20; at += 1) {
      const { status } = await shopper.request('POST', '/v1/interactions', {
        kind: 'click',
        productId: clicked,
        query: QUERY,
        position: 10,
      });
      expect(status).toBe(202);
    }
    await expect.poll(async () => (await found(shopper)).alpha, { timeout: 20_000 }).toBeGreaterThan(before);

    await assistant.kill();
    assistant = await startAssistant(folder);
    const again = await signIn(assistant.url);
    expect((await found(again)).alpha).toBeGreaterThan(before);
  }, 60_000);
});
