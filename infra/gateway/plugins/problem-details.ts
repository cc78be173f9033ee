import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import fp from 'fastify-plugin';
import { InvalidCursor } from '#agents/order/order-book.ts';
import { ProductIndexUnavailable } from '#agents/search/product-index.ts';
import { describeIssues } from '#infra/gateway/describe-issue.ts';
import { invalidField, ProblemError } from '#infra/gateway/problem.ts';
import { allowedMethods } from '#infra/gateway/route-table.ts';
import { InvalidInput } from '#infra/gateway/validate.ts';
import { StoreUnavailable } from '#infra/resilience/store-unavailable.ts';
import { InvalidCursorError } from '#memory/conversation/invalid-cursor-error.ts';

/** Answers every failure as RFC 9457 problem details. What is not meant for clients is logged and left out. */
export const problemDetails = fp(async (app: FastifyInstance) => {
  const allowed = allowedMethods(app);

  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const problem = toProblemError(error);
    if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
    // What was to become a websocket is closed by the server once it is refused.
    if (request.ws) reply.header('connection', 'close');
    return sendProblem(reply, request, problem);
  });

  app.setNotFoundHandler((request) => {
    const methods = allowed(request.url.split('?', 1)[0] ?? '/');
    if (methods.length === 0) {
      throw new ProblemError('not-found', {
        detail: 'There is nothing at this address; /openapi.json lists what there is.',
      });
    }
    const allow = methods.join(', ');
    throw new ProblemError('method-not-allowed', { detail: `Use ${allow} here.`, headers: { allow } });
  });
});

export function sendProblem(
  reply: FastifyReply,
  request: { readonly url: string; readonly id: string },
  problem: ProblemError,
): FastifyReply {
  return reply
    .code(problem.status)
    .headers(problem.refusal.headers ?? {})
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problem.toProblem(request));
}

/** What a failure is to a client. Anything not expected is an internal error without a word of what it was. */
export function toProblemError(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof InvalidInput) {
    const errors = describeIssues(error.issues, error.location);
    const detail = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
    return new ProblemError('invalid-request', { detail, errors });
  }
  if (error instanceof InvalidCursor || error instanceof InvalidCursorError) {
    return invalidField('before', 'send the `next` of an earlier page of this list, or leave it out');
  }
  if (error instanceof ProductIndexUnavailable) {
    return new ProblemError('unavailable', {
      detail: 'The catalogue cannot be asked right now. Try again in a few seconds.',
      headers: { 'retry-after': '5' },
    });
  }
  if (error instanceof StoreUnavailable) {
    return new ProblemError('unavailable', {
      detail:
        'Carts, orders and conversations cannot be reached right now. Send the same again, under the same id, in a few seconds: nothing is done twice.',
      headers: { 'retry-after': '5' },
    });
  }
  return (
    ofFastify(error) ??
    new ProblemError('internal-error', { detail: 'The failure was logged under the requestId. Try again.' })
  );
}

function ofFastify(error: unknown): ProblemError | null {
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new ProblemError('body-too-large', { detail: 'Send at most 64 KiB.' });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new ProblemError('unsupported-media-type', {
        detail: 'Send JSON with content-type: application/json.',
        errors: [{ path: 'Content-Type', message: 'send application/json' }],
      });
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new ProblemError('malformed-body', {
        detail: 'Content-Length differs from the length of the body.',
      });
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_INVALID_URL':
      return new ProblemError('invalid-request', {
        detail: 'The address holds a broken percent-encoding. Encode it as UTF-8.',
      });
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new ProblemError('not-found', { detail: 'The id in the address is longer than any of ours.' });
  }
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode >= 500) return null;
  return new ProblemError('invalid-request', {
    detail: 'The request cannot be read. Check its headers and its body.',
  });
}
