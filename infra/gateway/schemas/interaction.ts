import { z } from 'zod';
import { givenId, idempotencyKey, plainText } from './text.ts';

export const interactionRequest = z.strictObject({
  kind: z
    .enum(['view', 'click', 'dismiss', 'not_yet'])
    .describe('not_yet: what was said to run out has not; dismiss: not for me'),
  productId: givenId,
  query: plainText(200).optional(),
  position: z.int().min(1).max(10_000).optional().describe('Place in the list, counted from 1'),
});

export const interactionHeaders = z.looseObject({ 'idempotency-key': idempotencyKey.optional() });

export const interactionAccepted = z.object({ interactionId: z.string() });
