import { toReplyCart } from '#agents/response-compiler/reply-cart.ts';
import { toReplyOrder } from '#agents/response-compiler/reply-order.ts';
import type { Gateway, GatewayParts } from '#infra/gateway/gateway.ts';
import { identityOf } from '#infra/gateway/plugins/access.ts';
import { keyReused, notFound, ProblemError } from '#infra/gateway/problem.ts';
import { orderSchema } from '#infra/gateway/schemas/cart.ts';
import {
  orderParams,
  ordersPage,
  placeOrderHeaders,
  placeOrderRequest,
} from '#infra/gateway/schemas/order.ts';
import { problems } from '#infra/gateway/schemas/problem.ts';
import { pageQuery } from '#infra/gateway/schemas/text.ts';
import { staleCart } from './cart.ts';
import { pageOf } from './conversations.ts';

const tags = ['orders'];

/** Orders: placed once per `Idempotency-Key`, read, cancelled. */
export function registerOrders(app: Gateway, { application }: GatewayParts): void {
  const { desk, orders } = application;

  app.post(
    '/v1/orders',
    {
      schema: {
        tags,
        summary: 'Order the cart as it is at this revision',
        headers: placeOrderHeaders,
        body: placeOrderRequest,
        response: { 201: orderSchema, ...problems(400, 401, 403, 409, 412, 413, 415, 422, 429) },
      },
    },
    async (request, reply) => {
      const placement = await desk.placeOrder(identityOf(request).shopperId, {
        cartRevision: request.body.cartRevision,
        idempotencyKey: request.headers['idempotency-key'],
        source: 'api',
      });
      switch (placement.kind) {
        case 'placed':
        case 'repeated': {
          if (placement.kind === 'repeated') reply.header('idempotency-replayed', 'true');
          const order = toReplyOrder(placement.order);
          return reply
            .code(201)
            .header('location', `/v1/orders/${encodeURIComponent(order.orderId)}`)
            .send(order);
        }
        case 'moved':
          throw new ProblemError('cart-moved', {
            detail: `Nothing was ordered. The cart now shows what is true; order again with cartRevision ${placement.priced.cart.revision} if it suits.`,
            extensions: { changes: placement.changes, cart: toReplyCart(placement.priced) },
          });
        case 'stale':
          throw staleCart(placement.priced, 'cartRevision');
        case 'key_reused':
          throw keyReused();
        case 'empty':
          throw new ProblemError('unprocessable', { detail: 'The cart is empty. Add something first.' });
        case 'unpriced':
          throw new ProblemError('unprocessable', {
            detail: `No total can be promised: the price of ${placement.productNames.join(', ')} is not known. Remove it first.`,
          });
      }
    },
  );

  app.get(
    '/v1/orders',
    {
      schema: {
        tags,
        summary: 'Orders, newest first',
        querystring: pageQuery,
        response: { 200: ordersPage, ...problems(400, 401, 403, 429) },
      },
    },
    async (request) => {
      const page = await orders.list(identityOf(request).shopperId, pageOf(request.query));
      return { orders: page.orders.map(toReplyOrder), next: page.next };
    },
  );

  app.get(
    '/v1/orders/:orderId',
    {
      schema: {
        tags,
        summary: 'One order',
        params: orderParams,
        response: { 200: orderSchema, ...problems(400, 401, 403, 404, 429) },
      },
    },
    async (request) => {
      const order = await orders.find(identityOf(request).shopperId, request.params.orderId);
      if (order === null) throw notFound('order');
      return toReplyOrder(order);
    },
  );

  app.post(
    '/v1/orders/:orderId/cancel',
    {
      schema: {
        tags,
        summary: 'Cancel an order that is not packed yet',
        params: orderParams,
        response: { 200: orderSchema, ...problems(400, 401, 403, 404, 409, 429) },
      },
    },
    async (request) => {
      const result = await desk.cancelOrder(identityOf(request).shopperId, request.params.orderId, 'api');
      if (result === null) throw notFound('order');
      // Asked twice, it is cancelled all the same.
      if (result.kind === 'refused' && result.order.status !== 'cancelled') {
        throw new ProblemError('conflict', {
          detail: `The order is ${result.order.status} and can no longer be cancelled.`,
        });
      }
      return toReplyOrder(result.order);
    },
  );
}
