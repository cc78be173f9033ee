import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CartCommand, CartRefusal } from '#agents/order/cart-desk.ts';
import type { PricedCart } from '#agents/order/order-outcome.ts';
import { toReplyCart } from '#agents/response-compiler/reply-cart.ts';
import { askBeforeConflict } from '#infra/gateway/ask-before-conflict.ts';
import type { Gateway, GatewayParts } from '#infra/gateway/gateway.ts';
import { derivedId } from '#infra/gateway/idempotency.ts';
import { identityOf } from '#infra/gateway/plugins/access.ts';
import { keyReused, ProblemError } from '#infra/gateway/problem.ts';
import {
  addLineRequest,
  cartSchema,
  changeHeaders,
  dietaryConflictSchema,
  lineParams,
  promotionRequest,
  setLineRequest,
} from '#infra/gateway/schemas/cart.ts';
import { problems } from '#infra/gateway/schemas/problem.ts';
import { readRevision } from '#infra/gateway/schemas/text.ts';

const tags = ['cart'];
const CHANGED = { 200: cartSchema, ...problems(400, 401, 403, 404, 409, 412, 413, 415, 422, 429) };

const dietaryProblem = {
  description: 'Problem; also the question before something against an allergy or a diet is added',
  content: { 'application/problem+json': { schema: dietaryConflictSchema } },
};

type ChangeRequest = FastifyRequest & {
  readonly headers: {
    readonly 'if-match'?: string | undefined;
    readonly 'idempotency-key'?: string | undefined;
  };
};

/** The shopper's one cart. Every route answers the cart with its revision, also as `ETag`. */
export function registerCart(app: Gateway, { application }: GatewayParts): void {
  const { desk, newId } = application;

  const answer = (reply: FastifyReply, priced: PricedCart) => {
    const cart = toReplyCart(priced);
    reply.header('etag', `"${cart.revision}"`);
    return cart;
  };

  const change = async (request: ChangeRequest, reply: FastifyReply, command: CartCommand) => {
    const { shopperId } = identityOf(request);
    const key = request.headers['idempotency-key'];
    const result = await desk.change(shopperId, {
      command,
      expectedRevision: readRevision(request.headers['if-match']),
      ...(key === undefined
        ? { operationId: newId() }
        : { operationId: derivedId('cart', shopperId, key), clientKey: true }),
      source: 'api',
    });
    if (result.kind === 'stale') throw staleCart(result.priced, 'If-Match');
    if (result.kind === 'refused') throw refusedChange(result.refusal);
    return answer(reply, result.priced);
  };

  app.get(
    '/v1/cart',
    { schema: { tags, summary: 'The cart', response: { 200: cartSchema, ...problems(401, 403, 429) } } },
    async (request, reply) => answer(reply, await desk.show(identityOf(request).shopperId)),
  );

  app.post(
    '/v1/cart/lines',
    {
      schema: {
        tags,
        summary: 'Add a product; asks first when it is, or may be, against an allergy or a diet',
        headers: changeHeaders,
        body: addLineRequest,
        response: { ...CHANGED, ...problems(503), 409: dietaryProblem },
      },
    },
    async (request, reply) => {
      const { despite, productId, quantity } = request.body;
      if (!despite) await askBeforeConflict(application, identityOf(request).shopperId, productId);
      return change(request, reply, { kind: 'add', productId, quantity });
    },
  );

  app.patch(
    '/v1/cart/lines/:lineId',
    {
      schema: {
        tags,
        summary: 'Set the quantity of a line; 0 removes it',
        headers: changeHeaders,
        params: lineParams,
        body: setLineRequest,
        response: CHANGED,
      },
    },
    async (request, reply) => change(request, reply, { kind: 'set', ...request.params, ...request.body }),
  );

  app.delete(
    '/v1/cart/lines/:lineId',
    {
      schema: {
        tags,
        summary: 'Remove a line',
        headers: changeHeaders,
        params: lineParams,
        response: CHANGED,
      },
    },
    async (request, reply) => change(request, reply, { kind: 'set', ...request.params, quantity: 0 }),
  );

  app.delete(
    '/v1/cart',
    { schema: { tags, summary: 'Empty the cart', headers: changeHeaders, response: CHANGED } },
    async (request, reply) => change(request, reply, { kind: 'clear' }),
  );

  app.post(
    '/v1/cart/undo',
    { schema: { tags, summary: 'Take the last change back', headers: changeHeaders, response: CHANGED } },
    async (request, reply) => change(request, reply, { kind: 'undo' }),
  );

  app.post(
    '/v1/cart/promotions',
    {
      schema: {
        tags,
        summary: 'Apply a promotion code',
        headers: changeHeaders,
        body: promotionRequest,
        response: CHANGED,
      },
    },
    async (request, reply) =>
      change(request, reply, { kind: 'apply_promotion', code: request.body.code.trim() }),
  );
}

/** The cart moved on since the revision that the client named. */
export function staleCart({ cart }: PricedCart, path: string): ProblemError {
  const message = `the cart is at revision ${cart.revision}; read it again and send that`;
  return new ProblemError('stale-revision', {
    detail: `${path}: ${message}.`,
    errors: [{ path, message }],
    headers: { etag: `"${cart.revision}"` },
  });
}

function refusedChange(refusal: CartRefusal): ProblemError {
  const withField = (kind: 'not-found' | 'conflict' | 'unprocessable', path: string, message: string) =>
    new ProblemError(kind, { detail: message, errors: [{ path, message }] });
  switch (refusal.kind) {
    case 'unknown_product':
      return withField(
        'not-found',
        'productId',
        'There is no such product. Take a productId from /v1/products.',
      );
    case 'unknown_line':
      return withField('not-found', 'lineId', 'There is no such line. Take a lineId from /v1/cart.');
    case 'out_of_stock':
      return withField(
        'conflict',
        'quantity',
        refusal.available > 0
          ? `Only ${refusal.available} are in stock. Ask for at most that many.`
          : 'It is out of stock. Choose another product.',
      );
    case 'limit':
      return refusal.what === 'lines'
        ? withField(
            'unprocessable',
            'productId',
            `A cart holds at most ${refusal.max} lines. Remove one first.`,
          )
        : withField('unprocessable', 'quantity', `A line holds at most ${refusal.max}. Ask for fewer.`);
    case 'nothing_to_undo':
      return new ProblemError('conflict', { detail: 'There is no change to take back.' });
    case 'nothing_to_redo':
      return new ProblemError('conflict', { detail: 'There is no change to make again.' });
    case 'key_reused':
      return keyReused();
    case 'promotion':
      return withField('unprocessable', 'code', refusal.reason);
  }
}
