import { afterAll } from 'vitest';
import { openClient, type SpannerClient } from '#infra/spanner/client.ts';
import { type ConnectedSpanner, connectSpanner } from '#infra/spanner/connect-spanner.ts';
import type { SpannerDatabase } from '#infra/spanner/database.ts';
import { serviceAddress } from '#tests/services/service-server.ts';

const ROOTS = [
  'Shoppers',
  'OutboxDrains',
  'Checkpoints',
  'CheckpointWrites',
  'HistoryImports',
  'Populations',
  'PopulationPieces',
  'PopulationLearners',
];
let opened = 0;

/** Connections of the product to one database of this test file, as several processes would have them. */
export function testSpanner(emulatorHost = serviceAddress('TEST_SPANNER_EMULATOR_HOST')) {
  opened += 1;
  const databaseId = `test-${process.pid}-${Date.now().toString(36)}-${opened}`;
  const connections: ConnectedSpanner[] = [];
  let first: Promise<ConnectedSpanner> | null = null;

  const address = { projectId: 'leafloaf-tests', instanceId: 'leafloaf', databaseId, emulatorHost };
  let admin: Promise<SpannerClient> | null = null;

  const connect = async (): Promise<ConnectedSpanner> => {
    const connection = await connectSpanner({
      address,
      now: Date.now,
      chance: Math.random,
    });
    connections.push(connection);
    return connection;
  };
  afterAll(async () => {
    await Promise.all(connections.map((connection) => connection.close()));
    await (await admin)?.close();
  });

  return {
    databaseId,
    /** As another process would connect. */
    connect,
    /** The first connection. */
    async database(): Promise<SpannerDatabase> {
      first ??= connect();
      return (await first).database;
    },
    /** The first connection, to a database that was emptied. */
    async emptied(): Promise<SpannerDatabase> {
      const database = await this.database();
      // Beside the product, whose deadlines are too short for the emulator to drop a thousand shoppers.
      admin ??= openClient(address);
      await (await admin).database().runTransactionAsync(async (transaction) => {
        for (const table of ROOTS) await transaction.runUpdate(`DELETE FROM ${table} WHERE TRUE`);
        await transaction.commit();
      });
      return database;
    },
  };
}
