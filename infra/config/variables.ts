import type { z } from 'zod';
import {
  hostAndPort,
  httpUrl,
  oneOf,
  origins,
  redisUrl,
  secret,
  text,
  wholeNumber,
} from './setting-value.ts';
import { spannerDatabase, spannerInstance } from './spanner-settings.ts';

/** One environment variable. `fallback` is what stands when it is unset or empty; null means it may be missing. */
export interface Variable<T> {
  readonly schema: z.ZodType<T, string>;
  readonly fallback: string | null;
  readonly about: string;
}

const variable = <T>(schema: z.ZodType<T, string>, fallback: string, about: string) => ({
  schema,
  fallback,
  about,
});
const optional = <T>(schema: z.ZodType<T, string>, about: string) => ({ schema, fallback: null, about });

/** Everything that is read from the environment; docs/configuration.md is generated from it. */
export const VARIABLES = {
  HOST: variable(text, '127.0.0.1', 'Address to listen on; `0.0.0.0` listens on all.'),
  PORT: variable(wholeNumber(0, 65_535), '8080', 'Port to listen on; `0` takes any free one.'),
  DATA_DIR: variable(
    text,
    '.leafloaf',
    'Folder that holds everything embedded; a fresh folder is a fresh system.',
  ),
  DURABILITY: variable(
    oneOf(['process', 'power']),
    'process',
    'What an acknowledged write survives: the end of the `process` (kill -9), or a loss of `power` too (slower).',
  ),
  REDIS_URL: optional(
    redisUrl,
    'Redis that several processes share (token totals, turn locks, rate limits, websocket tickets), as `redis://` or `rediss://`; unset, each process has its own. While it is out, processes go on alone.',
  ),
  WEAVIATE_URL: optional(
    httpUrl,
    'Weaviate (1.27 or newer) that searches products and remembers conversations for several processes; unset, each process searches by itself. While it is out, processes search their own copy of the catalogue and say so.',
  ),
  WEAVIATE_GRPC_URL: optional(
    hostAndPort,
    'Where the same Weaviate speaks gRPC, as `host:port`; unset, port 50051 of the host of `WEAVIATE_URL`. With `https` it speaks TLS.',
  ),
  WEAVIATE_API_KEY: optional(text, 'Key that Weaviate asks for.'),
  EMBEDDINGS: variable(
    oneOf(['auto', 'minilm', 'builtin']),
    'auto',
    'What gives texts their meaning in search and memory: `builtin`, the vectors that ship; `minilm`, all-MiniLM-L6-v2 on this CPU; `auto`, MiniLM where its folder and onnxruntime-node are there. Where MiniLM cannot be used the built-in vectors stand in, and health says so.',
  ),
  MINILM_DIR: optional(
    text,
    'Folder of all-MiniLM-L6-v2; unset, `models/all-MiniLM-L6-v2` in DATA_DIR, where `npm run models:fetch` puts it.',
  ),
  SPANNER_PROJECT: optional(
    text,
    'Google Cloud project of the Cloud Spanner database that several processes share for carts, orders, conversations, settings and what was learned. Set it with `SPANNER_INSTANCE` and `SPANNER_DATABASE`, or none of them; unset, all of it lies in `DATA_DIR`.',
  ),
  SPANNER_INSTANCE: optional(spannerInstance, 'Spanner instance.'),
  SPANNER_DATABASE: optional(
    spannerDatabase,
    'Spanner database. `npm run spanner:migrate` creates it and brings it up to date.',
  ),
  SPANNER_EMULATOR_HOST: optional(
    hostAndPort,
    'A Spanner emulator to use instead of the real service, as `host:port`; instance and database are then made at the start.',
  ),
  NODE_ENV: optional(text, '`production` refuses settings that are only for trying out.'),
  LOG_LEVEL: variable(
    oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    'warn',
    'Least level that is logged, as JSON lines on standard error.',
  ),
  LANGSMITH_TRACING: variable(
    oneOf(['true', 'false']),
    'false',
    '`true` lets LangChain send traces to LangSmith, by its own settings; every step of a turn then costs more.',
  ),
  AUTH_MODE: variable(
    oneOf(['demo', 'jwt']),
    'demo',
    '`demo` hands out its own tokens at `POST /v1/sessions` and is refused in production; `jwt` trusts your identity provider.',
  ),
  JWT_SECRET: optional(
    secret,
    'Shared secret of HS256 tokens, at least 32 bytes. In demo mode it signs; unset, a secret is kept in DATA_DIR.',
  ),
  PSEUDONYM_SECRET: optional(
    secret,
    'Secret behind the pseudonyms that analysts see instead of shoppers, at least 32 bytes. Processes that share Spanner need the same, or one shopper has a name in each; unset, one is kept in DATA_DIR.',
  ),
  JWKS_URL: optional(httpUrl, 'Address of the identity provider’s key set (RS256, PS256, ES256, EdDSA).'),
  JWT_AUDIENCE: optional(text, 'Audience that tokens must name. Required with `AUTH_MODE=jwt`.'),
  JWT_ISSUER: optional(text, 'Issuer that tokens must name. Required with `AUTH_MODE=jwt`.'),
  CORS_ORIGINS: variable(origins, '', 'Other origins whose pages may call the API, separated by commas.'),
  TRUST_PROXY: variable(
    wholeNumber(0, 10),
    '0',
    'How many proxies stand in front; their `X-Forwarded-For` is believed that far. `0` believes none.',
  ),
  TURN_CONCURRENCY: variable(wholeNumber(1, 1_024), '16', 'Turns that run at once in this process.'),
  TURN_QUEUE_LIMIT: variable(
    wholeNumber(0, 100_000),
    '2000',
    'Turns that may wait for a place; more are refused with 503 and `Retry-After`.',
  ),
  TURN_DEADLINE_MS: variable(
    wholeNumber(100, 600_000),
    '10000',
    'Milliseconds after which a turn answers with what it has.',
  ),
  SLOW_SEARCH_MS: variable(
    wholeNumber(1, 600_000),
    '100',
    'A search of the catalogue that takes longer is logged, without its words, and counted in health.',
  ),
  RATE_LIMIT_SHOPPER_PER_MINUTE: variable(
    wholeNumber(1, 1_000_000),
    '1200',
    'Requests and websocket frames of one shopper a minute.',
  ),
  RATE_LIMIT_IP_PER_MINUTE: variable(
    wholeNumber(1, 100_000_000),
    '60000',
    'Requests of one address a minute.',
  ),
  SOCKETS_PER_SHOPPER: variable(wholeNumber(1, 1_000), '20', 'Websockets that one shopper may hold open.'),
  FEEDBACK_EVERY_MINUTES: variable(
    wholeNumber(0, 10_080),
    '60',
    'How often patterns over many shoppers (what goes with what, how soon things are bought again, what is liked) are learned from the events for analysts; `0` leaves that to `npm run feedback`.',
  ),
  FEEDBACK_MIN_SHOPPERS: variable(
    wholeNumber(2, 10_000),
    '5',
    'From how many different shoppers on such a pattern counts, so that it leads back to nobody.',
  ),
  DRAIN_TIMEOUT_MS: variable(
    wholeNumber(0, 600_000),
    '10000',
    'Milliseconds that running turns have to finish after SIGTERM before they are cancelled.',
  ),
} as const;
