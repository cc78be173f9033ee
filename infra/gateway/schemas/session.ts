import { z } from 'zod';
import { SCOPES } from '#infra/security/identity.ts';
import { isShopperId } from '#infra/security/shopper-id.ts';
import { instant } from './text.ts';

/** Null when the body is left out. */
export const sessionRequest = z
  .strictObject({
    shopperId: z
      .string()
      .refine(isShopperId, {
        error: 'use 1 to 128 letters, digits or . _ : @ | -, starting with a letter or digit',
      })
      .optional()
      .describe('Left out, a new shopper is made'),
    role: z.enum(['shopper', 'operator', 'analyst']).optional(),
  })
  .nullable();

export const sessionSchema = z.object({
  token: z.string(),
  shopperId: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  expiresAt: instant,
});

export const sampleShoppersSchema = z.object({
  sampleShoppers: z.array(z.object({ shopperId: z.string(), label: z.string(), description: z.string() })),
});

export const ticketSchema = z.object({ ticket: z.string(), expiresAt: instant });
