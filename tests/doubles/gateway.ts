import type { FastifyInstance, InjectOptions } from 'fastify';
import { expect } from 'vitest';
import { z } from 'zod';
import { readSettings } from '#infra/config/settings.ts';
import { createApp } from '#infra/gateway/app.ts';
import { type MemoryApplication, memoryApplication } from './memory-application.ts';

const SECRET = 'a secret of the tests that is long enough';

export interface TestGateway {
  readonly app: FastifyInstance;
  readonly application: MemoryApplication;
  /** A token of the demo identity provider. */
  token(body?: object): Promise<string>;
  ask(method: string, url: string, more?: Ask): Promise<Answer>;
}

export interface Ask {
  readonly token?: string;
  readonly body?: unknown;
  readonly raw?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever was answered.
  readonly body: any;
  readonly text: string;
}

/** The gateway over the in-memory application; every answer is also held against its route's schema. */
export function testGateway(env: Readonly<Record<string, string>> = {}): TestGateway {
  const application = memoryApplication();
  const app = createApp(application, readSettings({ JWT_SECRET: SECRET, LOG_LEVEL: 'silent', ...env }));
  app.addHook('preSerialization', async (request, reply, payload) => {
    const declared: unknown = (request.routeOptions.schema?.response as Record<number, unknown>)?.[
      reply.statusCode
    ];
    if (declared instanceof z.ZodType) expect(declared.safeParse(payload).error).toBeUndefined();
    return payload;
  });

  const ask = async (
    method: string,
    url: string,
    { token, body, raw, headers = {} }: Ask = {},
  ): Promise<Answer> => {
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await app.inject({
      method: method as NonNullable<InjectOptions['method']>,
      url,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload }),
    });
    const type = String(response.headers['content-type'] ?? '');
    return {
      status: response.statusCode,
      headers: response.headers as Record<string, string>,
      body: type.includes('json') ? JSON.parse(response.body) : undefined,
      text: response.body,
    };
  };
  return {
    app,
    application,
    ask,
    async token(body = {}) {
      const { status, body: session, text } = await ask('POST', '/v1/sessions', { body });
      if (status !== 201) throw new Error(text);
      return session.token;
    },
  };
}
