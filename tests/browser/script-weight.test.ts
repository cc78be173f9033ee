import { expect, it } from 'vitest';
import { buildPages } from '#infra/gateway/pages/build.ts';
import { MAX_SCRIPT_BYTES, readBuiltPages, scriptBytes } from '#infra/gateway/pages/page-files.ts';

it('carries at most 120 kB of compressed script', async () => {
  await buildPages();
  const built = await readBuiltPages();
  if (built === null) throw new Error('The build left nothing behind.');
  console.log(`page script: ${(scriptBytes(built) / 1000).toFixed(1)} kB compressed`);
  expect(scriptBytes(built)).toBeGreaterThan(1_000);
  expect(scriptBytes(built)).toBeLessThanOrEqual(MAX_SCRIPT_BYTES);
});
