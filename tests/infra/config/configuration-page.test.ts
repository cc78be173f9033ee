import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { configurationPage } from '#infra/config/configuration-page.ts';
import { VARIABLES } from '#infra/config/variables.ts';

it('docs/configuration.md is what npm run docs:configuration writes', async () => {
  const file = new URL('../../../docs/configuration.md', import.meta.url);
  expect(await readFile(file, 'utf8')).toBe(configurationPage());
});

it('the page names every variable once', () => {
  const page = configurationPage();
  for (const name of Object.keys(VARIABLES)) {
    expect(page.split('\n').filter((line) => line.startsWith(`| \`${name}\` |`))).toHaveLength(1);
  }
});
