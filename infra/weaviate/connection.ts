import { BulkheadPolicy, BulkheadRejectedError } from 'cockatiel';
import type { WeaviateClient } from 'weaviate-client';

export interface WeaviateAddress {
  /** `http://` or `https://`; over `https` the second port speaks TLS too. */
  readonly url: string;
  /** `host:port` of the port that speaks gRPC. */
  readonly grpcUrl: string;
  readonly apiKey: string | null;
}

export interface WeaviateOptions extends WeaviateAddress {
  /** Milliseconds that a question of a turn may take. Default 1,000. */
  readonly questionMs?: number;
  /** Questions of turns under way at once; more are refused rather than queued without end. Default 64. */
  readonly inFlight?: number;
}

export interface CallOptions {
  /** Milliseconds it may take; default: what a question of a turn may take. */
  readonly withinMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Calls a Weaviate server. Nothing is sent before the first call. */
export interface WeaviateConnection {
  /**
   * Runs `work` within a deadline. Rejects with `WeaviateFailure`, or with the reason of the caller's own signal. The
   * client itself repeats calls of a server that cannot be reached, with jitter, until the deadline.
   */
  run<T>(
    operation: string,
    work: (client: WeaviateClient, signal: AbortSignal) => Promise<T>,
    options?: CallOptions,
  ): Promise<T>;
  /** Begins anew: the next call opens fresh channels, whatever state the old ones are in. */
  reopen(): void;
  close(): Promise<void>;
}

/**
 * Weaviate did not do what was asked. `refused` means that it answers and this one call was not to its liking; else it
 * cannot be used at present. Whether a write was done all the same is not known.
 */
export class WeaviateFailure extends Error {
  override readonly name = 'WeaviateFailure';
  readonly operation: string;
  readonly refused: boolean;

  constructor(operation: string, reason: string, options: { refused: boolean; cause?: unknown }) {
    super(`Weaviate could not ${operation}: ${reason}`, { cause: options.cause });
    this.operation = operation;
    this.refused = options.refused;
  }
}

const QUESTION_MS = 1_000;
const IN_FLIGHT = 64;
const QUEUED_PER_PLACE = 4;
/** Milliseconds that replaced channels stay open. */
const CLOSED_AFTER_MS = 10_000;
/** Seconds; longer than any deadline of ours, which come first and say what was late. */
const CLIENT_TIMEOUT = { init: 60, query: 60, insert: 120 };

export function openWeaviate(options: WeaviateOptions): WeaviateConnection {
  const { questionMs = QUESTION_MS, inFlight = IN_FLIGHT } = options;
  const bulkhead = new BulkheadPolicy(inFlight, inFlight * QUEUED_PER_PLACE);
  let client: Promise<WeaviateClient> | null = null;

  const closing = new Map<Promise<WeaviateClient>, NodeJS.Timeout>();

  const close = (old: Promise<WeaviateClient>) => {
    clearTimeout(closing.get(old));
    closing.delete(old);
    return old.then((it) => it.close()).catch(() => undefined);
  };
  const reopen = () => {
    const old = client;
    client = null;
    // Another call may be under way on the old channels and get its answer yet.
    if (old !== null) closing.set(old, setTimeout(() => void close(old), CLOSED_AFTER_MS).unref());
  };

  return {
    async run(operation, work, { withinMs = questionMs, signal } = {}) {
      signal?.throwIfAborted();
      try {
        return await bulkhead.execute(() =>
          withinDeadline(withinMs, signal, async (own) => {
            client ??= openClient(options);
            return work(await client, own);
          }),
        );
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        throw failureOf(operation, error);
      }
    },
    reopen,
    async close() {
      reopen();
      await Promise.all([...closing.keys()].map(close));
    },
  };
}

async function openClient({ url, grpcUrl, apiKey }: WeaviateAddress): Promise<WeaviateClient> {
  const { default: weaviate } = await import('weaviate-client');
  const { protocol, hostname, port, pathname } = new URL(url);
  const secure = protocol === 'https:';
  const grpc = new URL(`grpc://${grpcUrl}`);
  return weaviate.connectToCustom({
    httpHost: hostname,
    httpPort: port === '' ? (secure ? 443 : 80) : Number(port),
    httpPath: pathname === '/' ? '' : pathname,
    httpSecure: secure,
    grpcHost: grpc.hostname,
    grpcPort: Number(grpc.port),
    grpcSecure: secure,
    timeout: CLIENT_TIMEOUT,
    skipInitChecks: true,
    ...(apiKey === null ? {} : { authCredentials: new weaviate.ApiKey(apiKey) }),
  });
}

class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

function withinDeadline<T>(
  withinMs: number,
  parent: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  return new Promise<T>((resolve, reject) => {
    const stop = (reason: unknown) => {
      reject(reason);
      controller.abort(reason);
    };
    const timer = setTimeout(() => {
      // After the event loop was busy, timers run before arrived bytes are read: look at those first.
      setImmediate(() => stop(new NoAnswer(`no answer within ${withinMs} ms`)));
    }, withinMs);
    const onParentAbort = () => stop(parent?.reason);
    parent?.addEventListener('abort', onParentAbort, { once: true });
    Promise.try(work, controller.signal)
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(timer);
        parent?.removeEventListener('abort', onParentAbort);
      });
  });
}

/** Words of gRPC and HTTP for a server that answered and did not like the call. */
const REFUSALS =
  /\b(?:UNKNOWN|INVALID_ARGUMENT|NOT_FOUND|OUT_OF_RANGE|FAILED_PRECONDITION)\b|status code: 4/u;
const NO_ACCESS =
  /\bunauthenticated\b|\bunauthorized\b|permission_denied|status code: 40[13]|\bforbidden\b/iu;

function failureOf(operation: string, error: unknown): WeaviateFailure {
  if (error instanceof WeaviateFailure) return error;
  if (error instanceof BulkheadRejectedError) {
    return new WeaviateFailure(operation, 'too many calls are under way', { refused: true, cause: error });
  }
  const said = error instanceof Error ? error.message || error.name : String(error);
  if (NO_ACCESS.test(said)) {
    return new WeaviateFailure(operation, 'it does not accept WEAVIATE_API_KEY', {
      refused: false,
      cause: error,
    });
  }
  return new WeaviateFailure(operation, said.slice(0, 300), { refused: REFUSALS.test(said), cause: error });
}
