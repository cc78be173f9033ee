import { describe, expect, it } from 'vitest';
import { findViolations, MAX_FILE_LINES } from './rules.ts';
import { readSourceFiles } from './source-files.ts';

const rulesBrokenBy = (path: string, text: string) =>
  findViolations([{ path, text }]).map(({ rule }) => rule);

describe('the rules of the house', () => {
  it('hold for every file of the project', () => {
    const files = readSourceFiles();
    expect(files.length).toBeGreaterThan(30);
    expect(findViolations(files)).toEqual([]);
  });

  it.each([
    ['agents/order/x.ts', "import { y } from '#memory/y.ts';", 'import-direction'],
    ['memory/x.ts', "import type { y } from '#graph/y.ts';", 'import-direction'],
    ['graph/x.ts', "const y = await import('#infra/y.ts');", 'import-direction'],
    ['infra/x.ts', "import { y } from '#tests/y.ts';", 'import-direction'],
    ['agents/order/x.ts', "import { y } from '../../memory/y.ts';", 'import-direction'],
    ['agents/order/x.ts', "import { y } from '../search/y.ts';", 'import-form'],
    ['memory/x.ts', "import { DatabaseSync } from 'node:sqlite';", 'sdk-behind-port'],
    ['personalization/x.ts', 'const at = Date.now();', 'injected-only'],
    ['graph/x.ts', 'const at = new Date();', 'injected-only'],
    ['agents/x.ts', 'if (Math.random() > 0.5) go();', 'injected-only'],
    ['agents/x.ts', "const answer = await fetch('http://x');", 'injected-only'],
    ['analytics/x.ts', 'const home = process.env.HOME;', 'injected-only'],
    ['agents/x.ts', 'const { env } = process;', 'injected-only'],
    ['agents/x.ts', 'const ask = globalThis.fetch;', 'injected-only'],
    ['memory/x.ts', 'crypto.getRandomValues(bytes);', 'injected-only'],
    ['memory/x.ts', "import { env } from 'node:process';", 'sdk-behind-port'],
    ['graph/x.ts', "import { readFileSync } from 'node:fs';", 'sdk-behind-port'],
    ['agents/x.ts', 'a;\n'.repeat(MAX_FILE_LINES + 1), 'file-size'],
    ['agents/utils.ts', 'export const x = 1;', 'file-name'],
    ['agents/x.ts', "export * from './y.ts';", 'no-barrel'],
  ])('catch a breach in %s: %s', (path, text, rule) => {
    expect(rulesBrokenBy(path, text)).toContain(rule);
  });

  it('leave alone what is allowed', () => {
    expect(
      rulesBrokenBy('graph/x.ts', "import { y } from '#agents/y.ts';\n// Date.now is banned here"),
    ).toEqual([]);
    expect(rulesBrokenBy('infra/x.ts', 'const at = Date.now();')).toEqual([]);
    expect(rulesBrokenBy('agents/x.ts', 'const day = new Date(at); prefetch(day);')).toEqual([]);
  });
});
