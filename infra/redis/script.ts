import { createHash } from 'node:crypto';
import type { RedisConnection, ScriptInput } from './client.ts';

/** A Lua script that Redis runs as one step. */
export interface RedisScript {
  readonly source: string;
  readonly sha: string;
}

export function redisScript(source: string): RedisScript {
  return { source, sha: createHash('sha1').update(source).digest('hex') };
}

/** Runs a script by its hash; a Redis that does not know it yet (it is new, or was restarted) gets the source. */
export function runScript(
  redis: RedisConnection,
  operation: string,
  { source, sha }: RedisScript,
  input: ScriptInput,
): Promise<unknown> {
  return redis.run(operation, async (commands) => {
    try {
      return await commands.evalSha(sha, input);
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('NOSCRIPT')) return commands.eval(source, input);
      throw error;
    }
  });
}
