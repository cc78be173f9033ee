import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningAssistant, startAssistant } from '#tests/tools/running-assistant.ts';
import { blocksOf, ROOT } from './markdown.ts';
import { runBlocks } from './run-blocks.ts';

const folder = mkdtempSync(join(tmpdir(), 'leafloaf-docs-'));
let assistant: RunningAssistant | undefined;
beforeAll(async () => {
  assistant = await startAssistant(join(folder, 'data'));
});
afterAll(async () => {
  await assistant?.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('answers the commands of docs/api.md with what stands below them', { timeout: 60_000 }, async () => {
  const blocks = blocksOf(readFileSync(join(ROOT, 'docs/api.md'), 'utf8'));
  const runs = await runBlocks(blocks, folder, { URL: assistant?.url ?? '' });
  expect(runs.length).toBeGreaterThanOrEqual(7);
  for (const { commands, printed, promised } of runs) {
    if (promised !== null) expect(printed, commands).toEqual(promised);
  }
});
