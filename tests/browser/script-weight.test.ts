import { expect, it } from 'vitest';
import { buildPages } from '#infra/gateway/pages/build.ts';
import { MAX_SCRIPT_BYTES, PAGES, readBuiltPages, scriptBytes } from '#infra/gateway/pages/page-files.ts';

it.each(PAGES)('carries at most 120 kB of compressed script: %s', async (page) => {
  await buildPages();
  const built = await readBuiltPages();
  if (built === null) throw new Error('The build left nothing behind.');
  const bytes = scriptBytes(built, page);
  console.log(`script of ${page}: ${(bytes / 1000).toFixed(1)} kB compressed`);
  expect(bytes).toBeGreaterThan(1_000);
  expect(bytes).toBeLessThanOrEqual(MAX_SCRIPT_BYTES);
});
