import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, expect, it } from 'vitest';
import { createEmbeddedEventSink } from '#infra/embedded/event-sink.ts';
import { anEvent, describeEventSink } from '#tests/conformance/event-sink.ts';

const folder = mkdtempSync(join(tmpdir(), 'leafloaf-events-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function readRows(path: string, table: string) {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  const result = await connection.runAndReadAll(
    `SELECT event_id, data, epoch_ms(occurred_at)::DOUBLE FROM ${table} ORDER BY event_id`,
  );
  connection.closeSync();
  instance.closeSync();
  return result.getRows().map(([eventId, data, at]) => ({
    eventId: String(eventId),
    data: JSON.parse(String(data)),
    occurredAt: Number(at),
  }));
}

let files = 0;
describeEventSink('embedded', async () => {
  files += 1;
  const path = join(folder, `events-${files}.duckdb`);
  const sink = createEmbeddedEventSink(path);
  return {
    sink,
    read: async (table) => {
      await sink.write([anEvent('opened', { table: 'user_events' })]);
      await sink.close();
      return readRows(path, table);
    },
  };
});

it('keeps what it stored when the file is opened again', async () => {
  const path = join(folder, 'again.duckdb');
  const first = createEmbeddedEventSink(path);
  await first.write([anEvent('e-1')]);
  await first.close();
  const second = createEmbeddedEventSink(path);
  await second.write([anEvent('e-1'), anEvent('e-2')]);
  await second.close();
  expect((await readRows(path, 'search_events')).map(({ eventId }) => eventId)).toEqual(['e-1', 'e-2']);
});
