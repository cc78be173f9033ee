import { z } from 'zod';
import { MAX_LINE_QUANTITY } from '#agents/order/cart.ts';
import { ALLERGENS, DIETS } from '#agents/search/product.ts';
import { problemSchema } from './problem.ts';
import { named } from './registry.ts';
import { givenId, idempotencyKey, ifMatch, plainText } from './text.ts';

export const cents = z.int();

const discountSchema = z.object({ code: z.string().optional(), label: z.string(), cents });

/** Lines of a cart and of an order differ by `lineId` only. */
const lineFields = {
  productId: z.string(),
  name: z.string(),
  quantity: z.int(),
  unit: z.string(),
  unitPriceCents: cents.nullable(),
  totalCents: cents.nullable(),
};

export const cartSchema = named(
  'Cart',
  z.object({
    cartId: z.string(),
    revision: z.int(),
    lines: z.array(z.object({ lineId: z.string(), ...lineFields })),
    subtotalCents: cents,
    discounts: z.array(discountSchema),
    totalCents: cents,
    currency: z.string(),
    unpricedLines: z.int(),
  }),
);

export const orderSchema = named(
  'Order',
  z.object({
    orderId: z.string(),
    status: z.string(),
    lines: z.array(z.object(lineFields)),
    subtotalCents: cents,
    discounts: z.array(discountSchema),
    totalCents: cents,
    currency: z.string(),
    placedAt: z.string(),
  }),
);

export const addLineRequest = z.strictObject({
  productId: givenId,
  quantity: z.int().min(1).max(MAX_LINE_QUANTITY),
  despite: z
    .boolean()
    .default(false)
    .describe('True adds it although it is, or may be, against an allergy or a diet of the shopper'),
});

/** Of the 409 that asks before something is added that the shopper may not eat. */
export const dietaryConflictSchema = named(
  'DietaryConflict',
  problemSchema.extend({
    conflicts: z
      .array(
        z.object({
          kind: z.enum(['allergy', 'possible_allergy', 'unknown_allergy', 'diet', 'unknown_diet']),
          allergen: z.enum(ALLERGENS).optional(),
          diet: z.enum(DIETS).optional(),
        }),
      )
      .optional()
      .describe('Only where type is urn:leafloaf:problem:dietary-conflict'),
  }),
);

export const setLineRequest = z.strictObject({
  quantity: z.int().min(0).max(MAX_LINE_QUANTITY).describe('0 removes the line'),
});

export const promotionRequest = z.strictObject({
  code: plainText(64).refine((code) => code.trim() !== '', { error: 'send the code of the promotion' }),
});

export const lineParams = z.strictObject({ lineId: givenId });

/** Headers are open: clients send many that are none of ours. */
export const changeHeaders = z.looseObject({
  'if-match': ifMatch.optional(),
  'idempotency-key': idempotencyKey.optional(),
});
