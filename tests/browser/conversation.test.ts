import { expect, it } from 'vitest';
import { describeInBrowser } from './describe-in-browser.ts';

interface Watched {
  /** Parts of an answer in the order they first appeared. */
  readonly seen: string[];
  /** How long the text was each time that the page changed. */
  readonly lengths: number[];
}

/** Brings a turn's events one by one, as a slow line would, and notes what the page shows meanwhile. */
function slowDownTurns(): void {
  const watched: Watched = { seen: [], lengths: [] };
  Object.assign(globalThis, watched);
  new MutationObserver(() => {
    for (const name of ['said', 'progress', 'answer-text', 'card']) {
      const shown = document.querySelector(`.turns .${name}`) !== null;
      if (shown && !watched.seen.includes(name)) watched.seen.push(name);
    }
    const text = document.querySelector('.turns .answer-text')?.textContent ?? '';
    if (text !== '') watched.lengths.push(text.length);
  }).observe(document, { childList: true, subtree: true, characterData: true });

  const quick = globalThis.fetch;
  globalThis.fetch = async (address, options) => {
    const response = await quick(address, options);
    if (!String(address).endsWith('/v1/turns')) return response;
    const events = (await response.text()).split(/(?<=\n\n)/);
    const stream = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const event = events.shift();
        if (event === undefined) return controller.close();
        await new Promise((resolve) => setTimeout(resolve, 10));
        controller.enqueue(new TextEncoder().encode(event));
      },
    });
    return new Response(stream, { status: response.status, headers: response.headers });
  };
}

describeInBrowser('talking on the page', (open) => {
  it('shows an answer while it comes: own words and progress first, then the text as it grows', async () => {
    const shop = await open();
    await shop.page.addInitScript(slowDownTurns);
    await shop.page.reload();
    await shop.say('oat milk');
    const { seen, lengths } = await shop.page.evaluate(() => {
      const { seen, lengths } = globalThis as unknown as Watched;
      return { seen, lengths };
    });
    expect(seen.slice(0, 2).sort()).toEqual(['progress', 'said']);
    expect(seen).toEqual(expect.arrayContaining(['answer-text', 'card']));
    expect(new Set(lengths).size).toBeGreaterThan(4);
    expect(lengths).toEqual([...lengths].sort((one, other) => one - other));
    await shop.close();
  });

  it('takes a broken stream up again behind the last event', async () => {
    const shop = await open();
    let resumedAfter: string | undefined;
    await shop.page.route('**/v1/turns', async (route) => {
      const response = await route.fetch();
      const events = (await response.text()).split('\n\n');
      await route.fulfill({ response, body: `${events.slice(0, 4).join('\n\n')}\n\n` });
    });
    await shop.page.route('**/v1/turns/*/events', (route) => {
      resumedAfter = route.request().headers()['last-event-id'];
      return route.continue();
    });
    await shop.say('oat milk');
    await shop.latest().locator('.card').first().waitFor();
    expect(Number(resumedAfter)).toBeGreaterThan(0);
    expect(await shop.latest().locator('.answer-text').textContent()).toMatch(/oat milk/i);
    await shop.close();
  });

  it('offers to try again when the store cannot be reached, and sends the same turn', async () => {
    const shop = await open();
    const turnIds: string[] = [];
    let reachable = false;
    await shop.page.route('**/v1/turns', (route) => {
      turnIds.push((route.request().postDataJSON() as { turnId: string }).turnId);
      return reachable ? route.continue() : route.abort('connectionrefused');
    });
    await shop.say('add 2 bananas');
    const again = shop.latest().getByRole('button', { name: 'Try again' });
    await again.waitFor({ timeout: 20_000 });
    reachable = true;
    await again.click();
    await shop.cart().locator('.cart-line').waitFor();
    expect(turnIds.length).toBeGreaterThan(2);
    expect(new Set(turnIds).size).toBe(1);
    expect(await shop.cart().locator('.step-count').textContent()).toBe('2');
    await shop.close();
  });

  it('restores conversation, cart and receipt after a reload', async () => {
    const shop = await open();
    await shop.say('add 2 bananas');
    await shop
      .cart()
      .getByRole('button', { name: /^Check out/ })
      .click();
    await shop.page.getByRole('button', { name: 'Place order' }).click();
    await shop.page.getByRole('button', { name: 'Done' }).click();
    await shop.say('add 3 avocados');
    await shop.page.reload();
    await shop.page.locator('.turns .said').nth(1).waitFor();
    const kinds = await shop.page
      .locator('.turns > .turn')
      .evaluateAll((turns) =>
        turns.map((turn) => (turn.querySelector('.said') === null ? 'receipt' : 'said')),
      );
    expect(kinds).toEqual(['said', 'receipt', 'said']);
    await expect.poll(() => shop.cart().locator('.step-count').textContent()).toBe('3');
    expect(shop.complaints).toEqual([]);
    await shop.close();
  });

  it('gets a new session without a word when the old one is no longer taken', async () => {
    const shop = await open();
    await shop.say('add 2 bananas');
    const kept = () => shop.page.evaluate(() => JSON.parse(localStorage.getItem('leafloaf.session') ?? '{}'));
    const before = await kept();
    await shop.page.evaluate(() => {
      const session = JSON.parse(localStorage.getItem('leafloaf.session') ?? '{}');
      localStorage.setItem(
        'leafloaf.session',
        JSON.stringify({ ...session, token: 'expired.expired.expired' }),
      );
    });
    await shop.page.reload();
    await shop.cart().locator('.cart-line').waitFor();
    const after = await kept();
    expect(after.shopperId).toBe(before.shopperId);
    expect(after.token).not.toBe('expired.expired.expired');
    await shop.close();
  });

  it('answers an open question by its buttons', async () => {
    const shop = await open();
    await shop.say('add 2 bananas');
    await shop.say("that's all for now");
    const options = shop.latest().locator('.chip-answer');
    await options.first().click();
    await shop.page.locator('.turns .receipt').waitFor();
    await shop.close();
  });

  it('shows markup that a shopper types as the text it is', async () => {
    const shop = await open();
    const hostile = [
      '<img src=x onerror="window.hacked=1">',
      '<script>window.hacked=1</script> milk',
      '"><svg onload=window.hacked=1>',
      'javascript:window.hacked=1',
      '{{constructor.constructor("window.hacked=1")()}}',
    ];
    for (const words of hostile) {
      await shop.say(words);
      expect(await shop.latest().locator('.said').textContent()).toContain(words);
    }
    expect(await shop.page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(await shop.page.locator('.turns script, .turns img[src="x"], .turns svg[onload]').count()).toBe(0);
    expect(shop.complaints).toEqual([]);
    await shop.close();
  });

  it('has a policy that refuses inline script, and these tests notice', async () => {
    const shop = await open();
    await shop.page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.hacked = 1';
      document.body.append(script);
    });
    await expect.poll(() => shop.complaints.join(' ')).toMatch(/content security policy: script-src/);
    expect(await shop.page.evaluate(() => 'hacked' in window)).toBe(false);
    await shop.close();
  });
});
