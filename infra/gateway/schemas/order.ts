import { z } from 'zod';
import { orderSchema } from './cart.ts';
import { givenId, idempotencyKey } from './text.ts';

export const placeOrderRequest = z.strictObject({ cartRevision: z.int().min(0) });

export const placeOrderHeaders = z.looseObject({ 'idempotency-key': idempotencyKey });

export const orderParams = z.strictObject({ orderId: givenId });

export const ordersPage = z.object({ orders: z.array(orderSchema), next: z.string().nullable() });
