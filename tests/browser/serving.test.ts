import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningAssistant, startAssistant } from '#tests/tools/running-assistant.ts';

describe('serving the page', () => {
  let dataDir: string;
  let assistant: RunningAssistant;
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${assistant.url}${path}`, { headers });

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'leafloaf-serving-'));
    assistant = await startAssistant(dataDir);
  }, 60_000);
  afterAll(async () => {
    await assistant?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it.each(['/', '/me'])(
    'is asked for anew each time and not sent again while it is the same: %s',
    async (address) => {
      const first = await get(address);
      expect(first.headers.get('cache-control')).toBe('no-cache');
      const etag = first.headers.get('etag') ?? '';
      expect(etag).not.toBe('');
      // Browsers send no cache-control of their own here; fetch would.
      const again = await get(address, { 'if-none-match': etag, 'cache-control': 'max-age=0' });
      expect(again.status).toBe(304);
    },
  );

  it('names only files that are there, compressed, and kept for a year under the hash of their contents', async () => {
    const html = `${await (await get('/')).text()}${await (await get('/me')).text()}`;
    const names = [...html.matchAll(/\/assets\/[^"]+/g)].map(([name]) => name);
    expect(names).toHaveLength(6);
    for (const name of names) {
      const response = await get(name, { 'accept-encoding': 'br' });
      expect(response.status, name).toBe(200);
      expect(name).toMatch(/-[A-Z0-9]{8}\.(js|css)$/);
      expect(response.headers.get('content-encoding')).toBe('br');
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
  });

  it.each(['/', '/me'])('holds no inline script or style and forbids them: %s', async (address) => {
    const response = await get(address);
    const html = await response.text();
    expect(html).not.toMatch(/<style|\sstyle=|<script>|\son[a-z]+=/);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
  });

  it('draws pictures that the icon set has, once, and answers 404 to every other name', async () => {
    const picture = await get('/icons/banana.svg');
    expect(picture.headers.get('content-type')).toBe('image/svg+xml');
    expect(await picture.text()).toMatch(/^<svg /);
    const again = await get('/icons/banana.svg', { 'if-none-match': picture.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
    for (const name of ['nothing-like-it', 'constructor', '__proto__', '..%2f..%2fpackage', '%00']) {
      expect((await get(`/icons/${name}.svg`)).status, name).toBe(404);
    }
  });

  it('answers other addresses as the API does, and keeps pages out of its description', async () => {
    for (const path of ['/me/other', '/assets/nothing.js', '/assets/..%2fshop.html', '/shop.html']) {
      const response = await get(path);
      expect(response.status, path).toBe(404);
      expect(response.headers.get('content-type'), path).toContain('application/problem+json');
    }
    const { paths } = (await (await get('/openapi.json')).json()) as { paths: Record<string, unknown> };
    expect(
      Object.keys(paths).filter((path) => !path.startsWith('/v1/') && /icons|assets|^\/$/.test(path)),
    ).toEqual([]);
  });
});
