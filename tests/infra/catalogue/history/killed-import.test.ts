import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { temporaryFolder } from '#tests/graph/turn-services.ts';
import { writeGeneratedOrders } from '#tests/tools/generated-orders.ts';

const COMMAND = join(import.meta.dirname, '../../../../infra/cli/history-import.ts');

function startImport(file: string, dataDir: string) {
  const child = spawn(process.execPath, [COMMAND, file, '--data-dir', dataDir], { stdio: 'pipe' });
  let said = '';
  child.stdout.on('data', (text) => {
    said += text;
  });
  const ended = new Promise<{ readonly code: number | null; readonly said: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, said })),
  );
  return { child, ended };
}

/** What one query of the database answers; 0 while there is nothing to ask. */
function count(dataDir: string, sql: string): number {
  const path = join(dataDir, 'leafloaf.db');
  if (!existsSync(path)) return 0;
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return Number(database.prepare(sql).get()?.counted ?? 0);
  } catch {
    // Its tables are not there yet.
    return 0;
  } finally {
    database.close();
  }
}

it('imports every order once, also when it was killed in the middle, and rejects each bad row once', async () => {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'orders.jsonl');
  const orders = await writeGeneratedOrders(file, { lines: 6_000, shoppers: 20, products: 300, seed: 3 });
  writeFileSync(file, `{"orderId": "bad"}\n${readFileSync(file, 'utf8')}not json\n`);
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"lines"'))
    .reduce((sum, line) => sum + (JSON.parse(line) as { lines: unknown[] }).lines.length, 0);

  const first = startImport(file, dataDir);
  await expect
    .poll(() => count(dataDir, 'SELECT max(row) AS counted FROM history_imports'), {
      timeout: 60_000,
      interval: 5,
    })
    .toBeGreaterThan(50);
  first.child.kill('SIGKILL');
  await first.ended;
  const before = count(dataDir, 'SELECT count(*) AS counted FROM orders');
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(orders);

  const { code, said } = await startImport(file, dataDir).ended;
  expect(code, said).toBe(0);
  expect(said).toMatch(/Went on after row \d+/u);
  expect(count(dataDir, 'SELECT count(*) AS counted FROM orders')).toBe(orders);
  expect(
    count(
      dataDir,
      `SELECT sum(evidence ->> '$.count') AS counted FROM graph_edge WHERE kind = 'BOUGHT' AND valid_to IS NULL`,
    ),
  ).toBe(lines);
  expect(
    count(
      dataDir,
      `SELECT count(*) AS counted FROM outbox WHERE payload ->> '$.table' = 'order_transaction_events'`,
    ),
  ).toBe(lines);
  const rejects = readFileSync(join(dataDir, 'imports', 'history-orders.jsonl.rejects.jsonl'), 'utf8');
  expect(rejects.trim().split('\n')).toHaveLength(2);
}, 120_000);
