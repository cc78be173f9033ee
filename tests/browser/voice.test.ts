import { expect, it } from 'vitest';
import { describeInBrowser } from './describe-in-browser.ts';

/** What the browser's recogniser would do, without a microphone. */
function fakeRecogniser(): void {
  const spoken: string[] = [];
  class Recogniser {
    onresult: ((event: unknown) => void) | null = null;
    onend: (() => void) | null = null;
    lang = '';
    start() {
      const result = (isFinal: boolean, ...alternatives: object[]) =>
        this.onresult?.({ results: [Object.assign(alternatives, { isFinal })] });
      queueMicrotask(() => {
        result(false, { transcript: 'add two', confidence: 0.3 });
        result(
          true,
          { transcript: 'add 2 bananas', confidence: 0.9 },
          { transcript: 'add 2 bandanas', confidence: 0.4 },
        );
      });
    }
    stop() {
      queueMicrotask(() => this.onend?.());
    }
  }
  Object.assign(globalThis, {
    spoken,
    SpeechRecognition: Recogniser,
    SpeechSynthesisUtterance: class {
      readonly text: string;
      constructor(text: string) {
        this.text = text;
      }
    },
  });
  Object.defineProperty(globalThis, 'speechSynthesis', {
    value: { cancel: () => undefined, speak: ({ text }: { text: string }) => spoken.push(text) },
  });
}

describeInBrowser('speaking to the page', (open) => {
  it('sends the final transcript once, with its alternatives, and speaks the answer', async () => {
    const shop = await open();
    await shop.page.addInitScript(fakeRecogniser);
    await shop.page.reload();
    const turns: { mode: string; transcript: { alternatives: unknown[]; isFinal: boolean } }[] = [];
    shop.page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/v1/turns'))
        turns.push(request.postDataJSON());
    });
    await shop.page.getByRole('button', { name: 'Speak instead of typing' }).click();
    await shop.cart().locator('.cart-line').waitFor();
    expect(turns).toHaveLength(1);
    expect(turns[0]).toMatchObject({
      mode: 'voice',
      message: 'add 2 bananas',
      transcript: { isFinal: true },
    });
    expect(turns[0]?.transcript.alternatives).toHaveLength(2);
    await expect
      .poll(() => shop.page.evaluate(() => (globalThis as unknown as { spoken: string[] }).spoken.length))
      .toBe(1);
    await shop.close();
  });

  it('hides the microphone where the browser cannot listen', async () => {
    const shop = await open();
    await shop.page.addInitScript(() => {
      Object.assign(globalThis, { SpeechRecognition: undefined, webkitSpeechRecognition: undefined });
    });
    await shop.page.reload();
    await shop.page.getByRole('button', { name: 'Send' }).waitFor();
    expect(await shop.page.getByRole('button', { name: 'Speak instead of typing' }).count()).toBe(0);
    await shop.close();
  });
});
