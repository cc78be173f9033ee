import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { ProblemError } from '#infra/gateway/problem.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Reads bodies: JSON in UTF-8 only, not compressed, without the keys that change what an object is. */
export const jsonBody = fp(async (app: FastifyInstance) => {
  app.removeAllContentTypeParsers();
  // Typed as answering through `done`, which it always does before it returns.
  const parse = app.getDefaultJsonParser('error', 'error');

  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const text = decode(body);
    if (text === null) return done(malformed('The body is not valid UTF-8.'));
    if (text.trim() === '') return done(null, undefined);
    parse(request, text, (error, value) => {
      if (error === null) done(null, value);
      else done(malformed(explain(text)));
    });
  });

  app.addHook('preParsing', async (request) => {
    const encoding = request.headers['content-encoding'];
    if (encoding === undefined || encoding.toLowerCase() === 'identity') return;
    throw new ProblemError('unsupported-media-type', {
      detail: 'Compressed bodies are not taken.',
      errors: [{ path: 'Content-Encoding', message: 'leave it out and send the body as it is' }],
    });
  });

  app.addHook('preValidation', async (request) => {
    const { schema, config } = request.routeOptions;
    if (config.open || request.is404) return;
    if (schema?.body === undefined) refuseFields(request.body, 'body');
    if (schema?.querystring === undefined && !config.probe) refuseFields(request.query, 'query');
  });
});

function decode(body: Buffer): string | null {
  try {
    return decoder.decode(body);
  } catch {
    // Not UTF-8: the caller says so to the client.
    return null;
  }
}

function explain(text: string): string {
  try {
    JSON.parse(text);
    return 'The body holds a key named __proto__ or constructor.prototype. Leave it out.';
  } catch {
    return 'The body is not valid JSON. Check quotes, commas and brackets.';
  }
}

function malformed(detail: string): ProblemError {
  return new ProblemError('malformed-body', { detail, errors: [{ path: 'body', message: detail }] });
}

/** For routes that take nothing here. */
function refuseFields(value: unknown, path: 'body' | 'query'): void {
  if (value === undefined || value === null) return;
  const names = typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : [path];
  if (names.length === 0) return;
  throw new ProblemError('invalid-request', {
    detail: `This takes no ${path === 'body' ? 'body' : 'query parameters'}.`,
    errors: names
      .slice(0, 20)
      .map((name) => ({ path: name.slice(0, 64), message: 'unknown field; leave it out' })),
  });
}
