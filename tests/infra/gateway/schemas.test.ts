import { expect, it } from 'vitest';
import type { z } from 'zod';
import type {
  Citation,
  ReplyCart,
  ReplyOrder,
  ReplyProduct,
  TurnReply,
  TurnRequest,
} from '#agents/response-compiler/reply.ts';
import type { DeepReadonly } from '#infra/gateway/gateway.ts';
import type { cartSchema, orderSchema } from '#infra/gateway/schemas/cart.ts';
import type { productSchema } from '#infra/gateway/schemas/product.ts';
import { type citationSchema, replySchema } from '#infra/gateway/schemas/reply.ts';
import type { TurnBody } from '#infra/gateway/schemas/turn.ts';
import { turnReply } from '#tests/doubles/turn-reply.ts';

/** Both can stand for each other: neither has a field that the other lacks. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
type Answer<T extends z.ZodType> = DeepReadonly<z.output<T>>;

/** `tsc` fails here when a schema and a type of the reply part ways. */
const agreements: readonly true[] = [
  true satisfies Same<Answer<typeof replySchema>, TurnReply>,
  true satisfies Same<Answer<typeof cartSchema>, ReplyCart>,
  true satisfies Same<Answer<typeof orderSchema>, ReplyOrder>,
  true satisfies Same<Answer<typeof productSchema>, ReplyProduct>,
  true satisfies Same<Answer<typeof citationSchema>, Citation>,
  true satisfies Same<keyof TurnBody | 'shopperId', keyof TurnRequest>,
];

it('a whole reply passes its schema, unchanged', () => {
  const reply = turnReply({ turnId: 't1', conversationId: 'c1', message: 'milk' });
  expect(agreements).toHaveLength(6);
  expect(replySchema.parse(reply)).toEqual(reply);
});

it('a reply that lacks a field does not pass', () => {
  const { speech: _left, ...reply } = turnReply({ turnId: 't1', conversationId: 'c1', message: 'milk' });
  expect(replySchema.safeParse(reply).success).toBe(false);
});
