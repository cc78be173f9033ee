import { createHash } from 'node:crypto';
import type { TokenLedger } from '#memory/tokens/token-ledger.ts';
import type { RedisConnection } from './client.ts';
import { redisScript, runScript } from './script.ts';

/** A ledger that can be emptied, after which every total is recomputed from the log. */
export interface ClearableTokenLedger extends TokenLedger {
  clear(): Promise<void>;
}

export interface RedisTokenLedgerOptions {
  readonly now: () => number;
  /** Days that a conversation's total is kept after its last turn, at the least; 30 by default. */
  readonly keepDays?: number;
  /**
   * Hashes that the conversations are spread over, 16,384 by default; another number loses all totals. Redis packs a
   * hash while it has at most 128 fields (`hash-max-listpack-entries`): up to about 1.6 million conversations. Beyond,
   * an entry takes about twice as much, still below 200 bytes.
   */
  readonly buckets?: number;
}

const FIELD_BYTES = 8;
const MARK_BYTES = 6;
/** Turns remembered per conversation; they run in order, so only the newest can come again. */
const MARKS = 8;
const DAY_MS = 86_400_000;

/**
 * An entry is 6 to 54 bytes: tokens (32 bits), day of the last turn (16 bits), marks of the latest turns, newest first.
 * This Redis may know no expiry of single fields (HEXPIRE came with 7.4): a bucket expires as a whole when none of its
 * conversations went on, and one that fills up drops its old entries when a new conversation comes.
 */
const KEEP = `
local function keep(total, marks)
  total = math.min(total, 4294967295)
  redis.call('HSET', KEYS[1], ARGV[1], struct.pack('>I4I2', total, ARGV[4]) .. string.sub(marks, 1, ${MARKS * MARK_BYTES}))
  redis.call('EXPIRE', KEYS[1], ARGV[5] * 86400)
  return total
end
local function dropOld()
  if redis.call('HLEN', KEYS[1]) < 64 then return end
  local all = redis.call('HGETALL', KEYS[1])
  for at = 1, #all, 2 do
    if struct.unpack('>I2', all[at + 1], 5) + ARGV[5] < tonumber(ARGV[4]) then redis.call('HDEL', KEYS[1], all[at]) end
  end
end
`;

const READ = redisScript(`
local entry = redis.call('HGET', KEYS[1], ARGV[1])
return entry and (struct.unpack('>I4', entry))
`);

const ADD = redisScript(`${KEEP}
local entry = redis.call('HGET', KEYS[1], ARGV[1])
if not entry then
  dropOld()
  return keep(ARGV[3], ARGV[2])
end
local total, marks = struct.unpack('>I4', entry), string.sub(entry, 7)
for at = 1, #marks, ${MARK_BYTES} do
  if string.sub(marks, at, at + ${MARK_BYTES - 1}) == ARGV[2] then return total end
end
return keep(total + ARGV[3], ARGV[2] .. marks)
`);

const RESTORE = redisScript(`${KEEP}
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then dropOld() end
return keep(ARGV[3], ARGV[2])
`);

/** The token ledger that several processes share; about 70 bytes a conversation at a million. */
export function createRedisTokenLedger(
  redis: RedisConnection,
  { now, keepDays = 30, buckets = 16_384 }: RedisTokenLedgerOptions,
): ClearableTokenLedger {
  const place = (conversationId: string): { readonly key: string; readonly field: Buffer } => {
    const digest = createHash('sha256').update(conversationId).digest();
    return {
      key: bucketKey(digest.readUInt32BE(0) % buckets),
      field: digest.subarray(8, 8 + FIELD_BYTES),
    };
  };
  const write = async (
    operation: string,
    script: typeof ADD,
    conversationId: string,
    marks: Buffer,
    tokens: number,
  ) => {
    const { key, field } = place(conversationId);
    const today = Math.floor(now() / DAY_MS);
    const input = [field, marks, String(Math.round(tokens)), String(today), String(keepDays)];
    return Number(await runScript(redis, operation, script, { keys: [key], arguments: input }));
  };

  return {
    async read(conversationId) {
      const { key, field } = place(conversationId);
      const total = await runScript(redis, 'read tokens', READ, { keys: [key], arguments: [field] });
      return total === null ? null : Number(total);
    },
    add: (conversationId, turnId, tokens) => write('add tokens', ADD, conversationId, markOf(turnId), tokens),
    async restore(conversationId, tokens, latestTurnIds = []) {
      const marks = Buffer.concat(latestTurnIds.slice(0, MARKS).map(markOf));
      await write('restore tokens', RESTORE, conversationId, marks, tokens);
    },
    async remove(conversationId) {
      const { key, field } = place(conversationId);
      await redis.run('remove tokens', (commands) => commands.hDel(key, field));
    },
    async clear() {
      const keys = Array.from({ length: buckets }, (_, bucket) => bucketKey(bucket));
      for (let at = 0; at < keys.length; at += 1_024) {
        await redis.run('clear tokens', (commands) => commands.unlink(keys.slice(at, at + 1_024)));
      }
    },
  };
}

function bucketKey(bucket: number): string {
  return `leafloaf:tokens:${bucket.toString(36)}`;
}

function markOf(turnId: string): Buffer {
  return createHash('sha256').update(turnId).digest().subarray(0, MARK_BYTES);
}
