/** The few commands that the back ends send; they go through `RedisConnection.run`. */
export interface RedisCommands {
  evalSha(sha: string, input: ScriptInput): Promise<unknown>;
  eval(source: string, input: ScriptInput): Promise<unknown>;
  set(
    key: string,
    value: string,
    options: { readonly expiration: { readonly type: 'PX'; readonly value: number } },
  ): Promise<unknown>;
  getDel(key: string): Promise<string | null>;
  hDel(key: string, field: Buffer): Promise<unknown>;
  unlink(keys: string[]): Promise<unknown>;
}

export interface ScriptInput {
  readonly keys: string[];
  readonly arguments: (string | Buffer)[];
}

export type RedisState =
  | { readonly kind: 'answering' }
  /** `reason` says what was seen last; it never holds the password. */
  | { readonly kind: 'silent'; readonly reason: string };

export interface RedisConnection {
  state(): RedisState;
  /** Resolves when Redis answers, or when it has not for `withinMs`. */
  firstAnswer(withinMs: number): Promise<RedisState>;
  /** Sends commands; rejects with `RedisFailure`, at once when Redis is known to be silent, else within the deadline. */
  run<T>(operation: string, work: (commands: RedisCommands) => Promise<T>): Promise<T>;
  /** Calls `listener` whenever Redis falls silent or answers again. */
  onChange(listener: (state: RedisState) => void): void;
  close(): Promise<void>;
}

/** Redis did not do what was asked; whether it did and the answer got lost is not known. */
export class RedisFailure extends Error {
  override readonly name = 'RedisFailure';
  readonly operation: string;

  constructor(operation: string, reason: string, cause?: unknown) {
    super(`Redis could not ${operation}: ${reason}`, { cause });
    this.operation = operation;
  }
}

export interface RedisOptions {
  /** `redis://` or `rediss://` */
  readonly url: string;
  /** Milliseconds that a command may take. */
  readonly commandTimeoutMs?: number;
}

const COMMAND_TIMEOUT_MS = 500;
const CONNECT_TIMEOUT_MS = 2_000;
/** An idle connection is asked this often whether it lives. */
const PING_INTERVAL_MS = 500;
/** A connection that neither sent nor received for this long is dropped: well above the interval of its pings. */
const SILENCE_LIMIT_MS = 2_500;
const RECONNECT_MS = { first: 50, most: 1_000 };
/** Commands in flight; far above honest use, so that a slow Redis cannot fill the memory. */
const MAX_IN_FLIGHT = 20_000;

/** Opens a connection and answers at once: it connects, and connects again, in the background until it is closed. */
export async function openRedis({
  url,
  commandTimeoutMs = COMMAND_TIMEOUT_MS,
}: RedisOptions): Promise<RedisConnection> {
  const { createClient } = await import('redis');
  const client = createClient({
    url,
    name: 'leafloaf',
    disableOfflineQueue: true,
    commandsQueueMaxLength: MAX_IN_FLIGHT,
    pingInterval: PING_INTERVAL_MS,
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: SILENCE_LIMIT_MS,
      reconnectStrategy: (retries) =>
        Math.min(RECONNECT_MS.first * 2 ** Math.min(retries, 10), RECONNECT_MS.most) +
        Math.floor(Math.random() * RECONNECT_MS.first),
    },
  });

  const listeners = new Set<(state: RedisState) => void>();
  let state: RedisState = { kind: 'silent', reason: 'not connected yet' };
  const become = (next: RedisState) => {
    const changed = next.kind !== state.kind;
    state = next;
    if (changed) for (const listener of listeners) listener(next);
  };
  client.on('error', (error) => become({ kind: 'silent', reason: describe(error) }));
  client.on('ready', () => become({ kind: 'answering' }));
  client.on('ping-interval', () => become({ kind: 'answering' }));
  // It rejects only when closed before it ever connected; every other outcome arrives as an event.
  client.connect().catch((error) => become({ kind: 'silent', reason: describe(error) }));

  return {
    state: () => state,
    firstAnswer(withinMs) {
      if (state.kind === 'answering') return Promise.resolve(state);
      return new Promise((resolve) => {
        const settle = () => {
          clearTimeout(timer);
          listeners.delete(settle);
          resolve(state);
        };
        const timer = setTimeout(settle, withinMs);
        listeners.add(settle);
      });
    },
    async run(operation, work) {
      if (state.kind === 'silent') throw new RedisFailure(operation, state.reason);
      try {
        return await withinDeadline(work(client), commandTimeoutMs);
      } catch (error) {
        // The client times out only what it has not sent yet; a Redis that hangs is found out here, and pings
        // that are answered again end the silence.
        if (error instanceof NoAnswer) become({ kind: 'silent', reason: error.message });
        throw new RedisFailure(operation, describe(error), error);
      }
    },
    onChange: (listener) => {
      listeners.add(listener);
    },
    async close() {
      listeners.clear();
      if (client.isReady) await withinDeadline(client.close(), commandTimeoutMs).catch(() => undefined);
      client.destroy();
      state = { kind: 'silent', reason: 'closed' };
    },
  };
}

class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

function withinDeadline<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      // After the event loop was busy, timers run before arrived bytes are read: look at those first.
      setImmediate(() => reject(new NoAnswer(`no answer within ${timeoutMs} ms`)));
    }, timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return error.message !== '' ? error.message : code || error.name;
}
