import { z } from 'zod';
import { ALLERGENS, DIETS } from '#agents/search/product.ts';
import { clientId, idempotencyKey, plainText } from './text.ts';

/** Longest message of a turn, in characters. */
export const MAX_MESSAGE = 2_000;

const filters = z.strictObject({
  maxPriceCents: z.int().min(0).max(100_000_000).optional(),
  brands: z.array(plainText(100)).max(20).optional(),
  categories: z.array(plainText(100)).max(20).optional(),
  diets: z.array(z.enum(DIETS)).max(20).optional(),
  excludeAllergens: z.array(z.enum(ALLERGENS)).max(20).optional(),
  organic: z.boolean().optional(),
  inStock: z.boolean().optional(),
});

const transcript = z.strictObject({
  alternatives: z
    .array(
      z.strictObject({
        text: messageText(),
        confidence: z.number().min(0).max(1).describe('0 says that the recogniser stated none'),
      }),
    )
    .min(1)
    .max(10),
  isFinal: z.boolean().describe('Only final transcripts make a turn'),
  language: z
    .string()
    .regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}$/, { error: 'send a language tag such as en-US' })
    .optional(),
});

/** The limit counts what is left after trimming; the text itself is kept as it was sent. */
function messageText() {
  return z
    .string()
    .refine((value) => value.isWellFormed() && !value.includes('\0'), {
      error: 'leave out null bytes and broken characters',
      abort: true,
    })
    .refine((value) => [...value.trim()].length <= MAX_MESSAGE, {
      error: `send 1 to ${MAX_MESSAGE} characters; this is longer`,
    });
}

export const turnFields = {
  message: messageText().describe(
    `1 to ${MAX_MESSAGE} characters. Beside a transcript: what the client shows as said. Empty, or the first or surest alternative, lets the alternatives be weighed; any other text is the shopper's own and is taken as it is`,
  ),
  conversationId: clientId.optional(),
  mode: z.enum(['text', 'voice']).default('text'),
  transcript: transcript.optional(),
  view: z.enum(['personalized', 'all']).default('personalized'),
  filters: filters.default({}),
  limit: z.int().min(1).max(50).default(10),
  trace: z.boolean().default(false),
};

/** Said of both ways to send a turn. */
export function needsWords({ message, transcript }: { message: string; transcript?: unknown }): boolean {
  return message.trim() !== '' || transcript !== undefined;
}
export const NEEDS_WORDS = {
  path: ['message'],
  error: `send 1 to ${MAX_MESSAGE} characters; this is empty`,
  when: ({ value, issues }: { value: unknown; issues: readonly unknown[] }) =>
    issues.length === 0 && typeof value === 'object',
};

export const turnRequestSchema = z
  .strictObject({ ...turnFields, turnId: clientId.optional() })
  .refine(needsWords, NEEDS_WORDS);
export type TurnBody = z.output<typeof turnRequestSchema>;

export const turnHeaders = z.looseObject({
  'idempotency-key': idempotencyKey.optional().describe('Names the turn when the body has no turnId'),
});

export const turnParams = z.strictObject({ turnId: clientId });

export const resumeHeaders = z.looseObject({
  'last-event-id': z
    .string()
    .regex(/^\d{1,9}$/, { error: 'send the id of the last event you received, a whole number' })
    .optional(),
});
