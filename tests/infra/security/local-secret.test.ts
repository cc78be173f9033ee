import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadLocalSecret } from '#infra/security/local-secret.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leafloaf-secret-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('a secret of this data folder outlives a restart and is for its owner only', () => {
  const data = join(folder, 'data');
  const secret = loadLocalSecret(data, 'demo-secret');
  expect(Buffer.byteLength(secret)).toBeGreaterThanOrEqual(32);
  expect(loadLocalSecret(data, 'demo-secret')).toBe(secret);
  expect(statSync(join(data, 'demo-secret')).mode & 0o777).toBe(0o600);
  expect(loadLocalSecret(join(folder, 'other'), 'demo-secret')).not.toBe(secret);
});

it('a damaged secret is not used, and the error says what to do', () => {
  writeFileSync(join(folder, 'demo-secret'), 'short');
  expect(() => loadLocalSecret(folder, 'demo-secret')).toThrow(/Delete it/);
  expect(readFileSync(join(folder, 'demo-secret'), 'utf8')).toBe('short');
});
