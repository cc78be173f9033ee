import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type AnalyticsEvent, EVENT_TABLES } from '#analytics/event.ts';
import type { EventSink } from '#analytics/event-sink.ts';

/** Memory the analytical engine may use; it spills to disk past that. */
const MEMORY_LIMIT = '128MB';

export interface EmbeddedEventSink extends EventSink {
  /** Another connection to the same file, which the caller closes. */
  connect(): Promise<DuckDBConnection>;
}

/**
 * Stores events in an embedded analytical file, one table an event table, ordered by time. The file is opened at the
 * first write and belongs to this process alone while it is open.
 */
export function createEmbeddedEventSink(path: string): EmbeddedEventSink {
  let opening: Promise<{ instance: DuckDBInstance; connection: DuckDBConnection }> | null = null;

  const open = async () => {
    const { DuckDBInstance: Instance } = await import('@duckdb/node-api');
    mkdirSync(dirname(path), { recursive: true });
    const instance = await Instance.create(path, { threads: '1', memory_limit: MEMORY_LIMIT });
    const connection = await instance.connect();
    for (const table of EVENT_TABLES) {
      await connection.run(`
        CREATE TABLE IF NOT EXISTS ${table} (
          event_id        VARCHAR PRIMARY KEY,
          version         INTEGER NOT NULL,
          occurred_at     TIMESTAMP NOT NULL,
          shopper_key     VARCHAR NOT NULL,
          conversation_id VARCHAR,
          turn_id         VARCHAR,
          data            JSON NOT NULL
        )`);
    }
    return { instance, connection };
  };

  const connect = () => {
    opening ??= open().catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  };

  return {
    async connect() {
      const { instance } = await connect();
      return instance.connect();
    },
    async write(events) {
      if (events.length === 0) return { rejected: [] };
      const { connection } = await connect();
      await connection.run('BEGIN');
      try {
        for (const table of EVENT_TABLES) {
          await insert(
            connection,
            table,
            events.filter((event) => event.table === table),
          );
        }
        await connection.run('COMMIT');
      } catch (error) {
        await connection.run('ROLLBACK');
        throw error;
      }
      return { rejected: [] };
    },
    async close() {
      if (opening === null) return;
      const { instance, connection } = await opening;
      connection.closeSync();
      instance.closeSync();
      opening = null;
    },
  };
}

/** Rows go in as one JSON parameter, so that a batch is one statement whatever its length. */
async function insert(
  connection: DuckDBConnection,
  table: string,
  events: readonly AnalyticsEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event) => ({ ...event, data: JSON.stringify(event.data) }));
  await connection.run(
    `INSERT OR IGNORE INTO ${table}
     SELECT row->>'eventId', CAST(row->>'version' AS INTEGER), make_timestamp(CAST(row->>'occurredAt' AS BIGINT) * 1000),
            row->>'shopperKey', row->>'conversationId', row->>'turnId', CAST(row->>'data' AS JSON)
     FROM (SELECT unnest(CAST($rows AS JSON[])) AS row)`,
    { rows: JSON.stringify(rows) },
  );
}
