import { join } from 'node:path';
import type { z } from 'zod';
import { type SpannerSettings, spannerSettings } from './spanner-settings.ts';
import { VARIABLES } from './variables.ts';

export type AuthSettings =
  /** `secret` null: one is made and kept in `dataDir`. */
  | {
      readonly mode: 'demo';
      readonly secret: string | null;
      readonly audience: string;
      readonly issuer: string;
    }
  | {
      readonly mode: 'jwt';
      readonly keys:
        | { readonly kind: 'secret'; readonly secret: string }
        | { readonly kind: 'jwks'; readonly url: string };
      readonly audience: string;
      readonly issuer: string;
    };

export interface WeaviateSettings {
  readonly url: string;
  /** `host:port` */
  readonly grpcUrl: string;
  readonly apiKey: string | null;
}

export interface EmbeddingSettings {
  readonly choice: 'auto' | 'minilm' | 'builtin';
  /** Folder of all-MiniLM-L6-v2. */
  readonly minilmDir: string;
  /** Whether the folder was named: then it must be there. */
  readonly isNamed: boolean;
}

export interface Settings {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly dataDir: string;
  readonly durability: 'process' | 'power';
  /** Null: nothing is shared between processes. */
  readonly redisUrl: string | null;
  /** Null: products are searched and conversations remembered within the process. */
  readonly weaviate: WeaviateSettings | null;
  /** Null: shoppers' data lies in `dataDir`. */
  readonly spanner: SpannerSettings | null;
  readonly embeddings: EmbeddingSettings;
  readonly production: boolean;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Whether LangChain may send traces to LangSmith. */
  readonly langsmithTracing: boolean;
  readonly auth: AuthSettings;
  /** Null: one is made and kept in `dataDir`. */
  readonly pseudonymSecret: string | null;
  readonly corsOrigins: readonly string[];
  /** Proxies in front whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: number;
  readonly turns: { readonly concurrency: number; readonly queueLimit: number; readonly deadlineMs: number };
  /** Milliseconds beyond which a search counts as slow. */
  readonly slowSearchMs: number;
  readonly rateLimits: { readonly shopperPerMinute: number; readonly ipPerMinute: number };
  readonly socketsPerShopper: number;
  readonly drainTimeoutMs: number;
  /** Patterns over many shoppers: how often they are learned, 0 never, and from how many shoppers on. */
  readonly feedback: { readonly everyMinutes: number; readonly minShoppers: number };
}

/** The environment cannot be used; `problems` names every variable that is wrong and what to write instead. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The settings cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

type Read = {
  [Name in keyof typeof VARIABLES]: (typeof VARIABLES)[Name]['fallback'] extends null
    ? z.output<(typeof VARIABLES)[Name]['schema']> | null
    : z.output<(typeof VARIABLES)[Name]['schema']>;
};

/** Reads all settings from environment variables. Throws one `SettingsError` that names every problem. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const problems: string[] = [];
  const read: Record<string, unknown> = {};
  for (const [name, { schema, fallback }] of Object.entries(VARIABLES)) {
    const given = env[name]?.trim();
    const written = given === undefined || given === '' ? fallback : given;
    if (written === null) {
      read[name] = null;
      continue;
    }
    const result = (schema as z.ZodType<unknown, string>).safeParse(written);
    if (result.success) read[name] = result.data;
    else problems.push(`${name}: ${result.error.issues.map((issue) => issue.message).join('; ')}`);
  }
  if (env.WEAVIATE_URL?.trim() === '' || env.WEAVIATE_URL === undefined) {
    for (const name of ['WEAVIATE_GRPC_URL', 'WEAVIATE_API_KEY'] as const) {
      if (read[name] != null) problems.push(`${name}: set WEAVIATE_URL too, or neither`);
    }
  }
  // A variable with a problem is missing here, so the rules between variables skip what they cannot see.
  const values = read as Partial<Read>;
  const auth = readAuth(values, problems);
  const spanner = spannerSettings(values, problems);
  if (problems.length > 0 || auth === null) throw new SettingsError(problems);
  return toSettings(values as Read, auth, spanner);
}

function readAuth(values: Partial<Read>, problems: string[]): AuthSettings | null {
  const {
    AUTH_MODE: mode,
    JWT_SECRET: secret,
    JWKS_URL: url,
    JWT_AUDIENCE: audience,
    JWT_ISSUER: issuer,
  } = values;
  if (mode === 'demo') {
    if (values.NODE_ENV === 'production') {
      problems.push(
        'AUTH_MODE: demo tokens are refused when NODE_ENV=production; set AUTH_MODE=jwt with JWT_SECRET or JWKS_URL, JWT_AUDIENCE and JWT_ISSUER',
      );
    }
    return {
      mode,
      secret: secret ?? null,
      audience: audience ?? 'leafloaf',
      issuer: issuer ?? 'leafloaf-demo',
    };
  }
  if (mode !== 'jwt') return null;
  if (audience === null)
    problems.push('JWT_AUDIENCE: set the audience that tokens must name (AUTH_MODE=jwt)');
  if (issuer === null) problems.push('JWT_ISSUER: set the issuer that tokens must name (AUTH_MODE=jwt)');
  if (secret === null && url === null) {
    problems.push(
      'JWT_SECRET or JWKS_URL: set one of the two, so that tokens can be verified (AUTH_MODE=jwt)',
    );
  }
  if (typeof secret === 'string' && typeof url === 'string') {
    problems.push('JWT_SECRET and JWKS_URL: set only one of the two');
  }
  const keys =
    typeof secret === 'string'
      ? ({ kind: 'secret', secret } as const)
      : typeof url === 'string'
        ? ({ kind: 'jwks', url } as const)
        : null;
  if (keys === null || typeof audience !== 'string' || typeof issuer !== 'string') return null;
  return { mode, keys, audience, issuer };
}

function readWeaviate({
  WEAVIATE_URL: url,
  WEAVIATE_GRPC_URL: grpcUrl,
  WEAVIATE_API_KEY: apiKey,
}: Read): WeaviateSettings | null {
  if (url === null) return null;
  return { url, grpcUrl: grpcUrl ?? `${new URL(url).hostname}:50051`, apiKey };
}

function toSettings(values: Read, auth: AuthSettings, spanner: SpannerSettings | null): Settings {
  return {
    host: values.HOST,
    port: values.PORT,
    dataDir: values.DATA_DIR,
    durability: values.DURABILITY,
    redisUrl: values.REDIS_URL,
    weaviate: readWeaviate(values),
    spanner,
    embeddings: {
      choice: values.EMBEDDINGS,
      minilmDir: values.MINILM_DIR ?? join(values.DATA_DIR, 'models', 'all-MiniLM-L6-v2'),
      isNamed: values.MINILM_DIR !== null,
    },
    production: values.NODE_ENV === 'production',
    logLevel: values.LOG_LEVEL,
    langsmithTracing: values.LANGSMITH_TRACING === 'true',
    auth,
    pseudonymSecret: values.PSEUDONYM_SECRET,
    corsOrigins: values.CORS_ORIGINS,
    trustedProxies: values.TRUST_PROXY,
    turns: {
      concurrency: values.TURN_CONCURRENCY,
      queueLimit: values.TURN_QUEUE_LIMIT,
      deadlineMs: values.TURN_DEADLINE_MS,
    },
    rateLimits: {
      shopperPerMinute: values.RATE_LIMIT_SHOPPER_PER_MINUTE,
      ipPerMinute: values.RATE_LIMIT_IP_PER_MINUTE,
    },
    socketsPerShopper: values.SOCKETS_PER_SHOPPER,
    slowSearchMs: values.SLOW_SEARCH_MS,
    drainTimeoutMs: values.DRAIN_TIMEOUT_MS,
    feedback: {
      everyMinutes: values.FEEDBACK_EVERY_MINUTES,
      minShoppers: values.FEEDBACK_MIN_SHOPPERS,
    },
  };
}
