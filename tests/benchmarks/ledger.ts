import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createClient } from 'redis';
import { createProcessTokenLedger } from '#infra/embedded/process-token-ledger.ts';
import { openRedis } from '#infra/redis/client.ts';
import { createRedisTokenLedger } from '#infra/redis/token-ledger.ts';
import type { TokenLedger } from '#memory/tokens/token-ledger.ts';
import { freePort } from '#tests/services/server-process.ts';
import { hasRedisServer, startRedisServer } from '#tests/services/servers/redis.ts';
import type { Benchmark, Figure } from './figure.ts';

const EMBEDDED_CONVERSATIONS = 100_000;
const REDIS_CONVERSATIONS = [100_000, 1_000_000] as const;
/** Turns of which a ledger still knows the ids: a conversation that takes the most room. */
const LATEST_TURNS = 8;
const AT_ONCE = 2_000;
const AIM_BYTES = 200;

/** Measures the room that a conversation takes in each token ledger. */
export const benchLedger: Benchmark = async () => {
  const figures: Figure[] = [
    { name: 'ledger.bytes.embedded', value: await embeddedBytes(), unit: 'B', aim: AIM_BYTES },
  ];
  if (!hasRedisServer()) return { figures, skipped: ['ledger.bytes.redis (there is no redis-server)'] };
  return { figures: [...figures, ...(await redisFigures())], skipped: [] };
};

/** Heap that the ledger of this process takes, over the conversations that it holds at the most. */
async function embeddedBytes(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const ledger = createProcessTokenLedger();
  collect();
  const before = process.memoryUsage().heapUsed;
  await fill(ledger, 0, EMBEDDED_CONVERSATIONS);
  collect();
  const bytes = process.memoryUsage().heapUsed - before;
  if ((await ledger.read(idOf(`conversation ${EMBEDDED_CONVERSATIONS - 1}`))) === null)
    throw new Error('The ledger lost its latest conversation.');
  return bytes / EMBEDDED_CONVERSATIONS;
}

async function redisFigures(): Promise<readonly Figure[]> {
  const port = await freePort();
  const server = await startRedisServer(port);
  const url = `redis://127.0.0.1:${port}`;
  const admin = createClient({ url });
  // Commands that wait behind two thousand others may take longer than a shopper's.
  const redis = await openRedis({ url, commandTimeoutMs: 60_000 });
  try {
    await admin.connect();
    await redis.firstAnswer(5_000);
    const ledger = createRedisTokenLedger(redis, { now: Date.now });
    const before = await usedBytes(admin);
    const figures: Figure[] = [];
    let filled = 0;
    for (const conversations of REDIS_CONVERSATIONS) {
      await fill(ledger, filled, conversations);
      filled = conversations;
      figures.push({
        name: `ledger.bytes.redis.${conversations}`,
        value: ((await usedBytes(admin)) - before) / conversations,
        unit: 'B',
        aim: AIM_BYTES,
      });
    }
    return figures;
  } finally {
    await redis.close();
    admin.destroy();
    await server.stop();
  }
}

/** Puts the conversations of these numbers into a ledger, each with its latest turns. */
async function fill(ledger: TokenLedger, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, to - at) }, async (_, one) => {
      const id = idOf(`conversation ${at + one}`);
      const turns = Array.from({ length: LATEST_TURNS }, (__, turn) => `${id}-${turn}`);
      await ledger.restore(id, 1_000 + ((at + one) % 30_000), turns);
    });
    await Promise.all(batch);
  }
}

/** An id as random as a real one, and the same in every run. */
function idOf(name: string): string {
  const digits = createHash('sha256').update(name).digest('hex');
  return [8, 12, 16, 20, 32].map((end, part) => digits.slice([0, 8, 12, 16, 20][part], end)).join('-');
}

async function usedBytes(admin: { info(section: string): Promise<string> }): Promise<number> {
  return Number(/used_memory:(\d+)/u.exec(await admin.info('memory'))?.[1]);
}
