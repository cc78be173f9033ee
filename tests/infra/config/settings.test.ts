import { describe, expect, it } from 'vitest';
import { readSettings, SettingsError } from '#infra/config/settings.ts';

const SECRET = 'a secret that is long enough for HS256';

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
}

describe('readSettings', () => {
  it('needs nothing for the embedded default', () => {
    expect(readSettings({})).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      dataDir: '.leafloaf',
      durability: 'process',
      production: false,
      auth: { mode: 'demo', secret: null },
      corsOrigins: [],
      turns: { concurrency: 16, queueLimit: 2000, deadlineMs: 10_000 },
    });
  });

  it('counts an empty value as unset', () => {
    expect(readSettings({ PORT: '', HOST: '  ' })).toMatchObject({ port: 8080, host: '127.0.0.1' });
  });

  it('reads what is set', () => {
    const settings = readSettings({
      PORT: '0',
      CORS_ORIGINS: 'https://shop.example, http://localhost:3000',
      TURN_CONCURRENCY: '4',
      TRUST_PROXY: '1',
    });
    expect(settings).toMatchObject({
      port: 0,
      corsOrigins: ['https://shop.example', 'http://localhost:3000'],
      turns: { concurrency: 4 },
      trustedProxies: 1,
    });
  });

  it.each(['redis://127.0.0.1:6379', 'rediss://user:pass@redis.example:6380/2', 'redis://localhost'])(
    'takes %s as the shared Redis',
    (url) => {
      expect(readSettings({ REDIS_URL: url }).redisUrl).toBe(url);
      expect(readSettings({}).redisUrl).toBeNull();
    },
  );

  it.each(['localhost:6379', 'http://localhost', 'redis://', 'redis://host/name', '6379'])(
    'refuses %s as the shared Redis, and says what to write',
    (url) => {
      expect(problemsOf({ REDIS_URL: url })).toEqual([
        'REDIS_URL: write redis://host:6379 or rediss://user:password@host:6379/0',
      ]);
    },
  );

  it('takes a Weaviate by its address, with gRPC on the usual port of the same host unless it is said', () => {
    expect(readSettings({}).weaviate).toBeNull();
    expect(readSettings({ WEAVIATE_URL: 'https://weaviate.example' }).weaviate).toEqual({
      url: 'https://weaviate.example',
      grpcUrl: 'weaviate.example:50051',
      apiKey: null,
    });
    const spelled = { WEAVIATE_URL: 'http://10.0.0.5:8080', WEAVIATE_GRPC_URL: 'grpc.example:443' };
    expect(readSettings({ ...spelled, WEAVIATE_API_KEY: 'key' }).weaviate).toEqual({
      url: 'http://10.0.0.5:8080',
      grpcUrl: 'grpc.example:443',
      apiKey: 'key',
    });
  });

  it.each(['weaviate', 'http://weaviate:50051', 'weaviate:50051/path', ':50051', 'weaviate:port'])(
    'refuses %s for gRPC, and says what to write',
    (WEAVIATE_GRPC_URL) => {
      expect(problemsOf({ WEAVIATE_URL: 'http://weaviate:8080', WEAVIATE_GRPC_URL })).toEqual([
        'WEAVIATE_GRPC_URL: write host:port, for example weaviate:50051',
      ]);
    },
  );

  it('does not take half of a Weaviate', () => {
    expect(problemsOf({ WEAVIATE_API_KEY: 'key' })).toEqual([
      'WEAVIATE_API_KEY: set WEAVIATE_URL too, or neither',
    ]);
  });

  it('names every problem at once, each with its variable and the fix', () => {
    const problems = problemsOf({
      PORT: '80a',
      TURN_CONCURRENCY: '0',
      CORS_ORIGINS: 'https://shop.example/path',
      LOG_LEVEL: 'loud',
      JWT_SECRET: 'short',
    });
    expect(problems).toHaveLength(5);
    expect(problems.find((problem) => problem.startsWith('PORT:'))).toContain('from 0 to 65535');
    expect(problems.find((problem) => problem.startsWith('LOG_LEVEL:'))).toContain('warn');
    expect(problems.find((problem) => problem.startsWith('JWT_SECRET:'))).toContain('32 bytes');
  });

  it('never repeats a secret in a problem', () => {
    expect(problemsOf({ JWT_SECRET: 'hunter2' }).join('\n')).not.toContain('hunter2');
  });

  it.each(['-1', '65536', '1e3', '0x10', '8080.5', '٣'])('refuses the port %j', (port) => {
    expect(problemsOf({ PORT: port })).toHaveLength(1);
  });

  it('refuses demo tokens in production', () => {
    expect(problemsOf({ NODE_ENV: 'production' })).toEqual([expect.stringContaining('AUTH_MODE=jwt')]);
  });

  it('asks for audience, issuer and one kind of key with AUTH_MODE=jwt', () => {
    expect(problemsOf({ AUTH_MODE: 'jwt' })).toEqual([
      expect.stringContaining('JWT_AUDIENCE'),
      expect.stringContaining('JWT_ISSUER'),
      expect.stringContaining('JWT_SECRET or JWKS_URL'),
    ]);
    const named = { AUTH_MODE: 'jwt', JWT_AUDIENCE: 'shop', JWT_ISSUER: 'https://id.example' };
    expect(problemsOf({ ...named, JWT_SECRET: SECRET, JWKS_URL: 'https://id.example/keys' })).toHaveLength(1);
    expect(readSettings({ ...named, JWT_SECRET: SECRET, NODE_ENV: 'production' })).toMatchObject({
      production: true,
      auth: { mode: 'jwt', keys: { kind: 'secret', secret: SECRET }, audience: 'shop' },
    });
    expect(readSettings({ ...named, JWKS_URL: 'https://id.example/keys' }).auth).toMatchObject({
      keys: { kind: 'jwks', url: 'https://id.example/keys' },
    });
  });

  it('takes Spanner as a whole or not at all, and no emulator in production', () => {
    expect(readSettings({}).spanner).toBeNull();
    expect(readSettings({ SPANNER_EMULATOR_HOST: 'localhost:9010' }).spanner).toBeNull();
    const whole = { SPANNER_PROJECT: 'shop', SPANNER_INSTANCE: 'leafloaf', SPANNER_DATABASE: 'shoppers' };
    expect(readSettings(whole).spanner).toEqual({
      projectId: 'shop',
      instanceId: 'leafloaf',
      databaseId: 'shoppers',
      emulatorHost: null,
    });
    for (const name of Object.keys(whole)) {
      expect(problemsOf({ ...whole, [name]: '' })).toEqual([expect.stringContaining(`${name}: set it too`)]);
    }
    expect(problemsOf({ ...whole, SPANNER_INSTANCE: 'x', SPANNER_DATABASE: 'Shop' })).toHaveLength(2);
    const emulated = { ...whole, SPANNER_EMULATOR_HOST: 'localhost:9010' };
    expect(readSettings(emulated).spanner).toMatchObject({ emulatorHost: 'localhost:9010' });
    const jwt = { AUTH_MODE: 'jwt', JWT_AUDIENCE: 'a', JWT_ISSUER: 'i', JWT_SECRET: SECRET };
    expect(problemsOf({ ...emulated, ...jwt, NODE_ENV: 'production' })).toEqual([
      expect.stringContaining('an emulator forgets everything'),
    ]);
  });
});
