import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Pattern, PatternRow, PatternSource } from '#analytics/pattern-source.ts';

const QUERIES = join(import.meta.dirname, '..', '..', 'analytics', 'queries');

/** Gives functions of BigQuery that the queries use the meaning that they have there. */
const DIALECT = [
  'CREATE OR REPLACE TEMP MACRO json_value(document, path) AS json_extract_string(document, path)',
  'CREATE OR REPLACE TEMP MACRO unix_seconds(moment) AS CAST(floor(epoch(moment)) AS BIGINT)',
];

/** Patterns in the embedded analytical file; `connect` gives a connection of its own for each query. */
export function createEmbeddedPatternSource(connect: () => Promise<DuckDBConnection>): PatternSource {
  return {
    async read(pattern, { shopperKeys, minShoppers }) {
      const connection = await connect();
      try {
        for (const statement of DIALECT) await connection.run(statement);
        await connection.run(
          `CREATE OR REPLACE TEMP TABLE counted_shoppers AS
           SELECT unnest(CAST($keys AS VARCHAR[])) AS shopper_key`,
          { keys: JSON.stringify(shopperKeys) },
        );
        await connection.run(
          'CREATE OR REPLACE TEMP TABLE feedback_parameters AS SELECT CAST($least AS BIGINT) AS min_shoppers',
          { least: minShoppers },
        );
        const found = await connection.runAndReadAll(await readQuery(pattern));
        return found.getRowObjectsJS().map(toRow);
      } finally {
        connection.closeSync();
      }
    },
  };
}

export function readQuery(pattern: Pattern): Promise<string> {
  return readFile(join(QUERIES, `${pattern}.sql`), 'utf8');
}

/** Counts come as big integers, but are never so big. */
function toRow(row: Readonly<Record<string, unknown>>): PatternRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'string' ? value : Number(value)]),
  );
}
