import { createClient } from 'redis';
import { afterAll } from 'vitest';
import { openRedis, type RedisConnection } from '#infra/redis/client.ts';
import { serviceAddress } from '#tests/services/service-server.ts';

/** Connections of the product to the run's Redis, as several processes would have them; closed after the file. */
export function testRedis() {
  const url = serviceAddress('TEST_REDIS_URL');
  const connections: RedisConnection[] = [];
  const admin = createClient({ url });
  admin.on('error', () => undefined);

  afterAll(async () => {
    await Promise.all(connections.map((connection) => connection.close()));
    if (admin.isOpen) admin.destroy();
  });

  return {
    url,
    /** Looks into Redis beside the product. */
    async admin() {
      if (!admin.isOpen) await admin.connect();
      return admin;
    },
    async connect(): Promise<RedisConnection> {
      const connection = await openRedis({ url });
      connections.push(connection);
      await connection.firstAnswer(5_000);
      return connection;
    },
    /** A connection to a Redis that was emptied. */
    async connectEmpty(): Promise<RedisConnection> {
      await (await this.admin()).flushAll();
      return this.connect();
    },
  };
}
