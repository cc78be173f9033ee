import { z } from 'zod';

/** Text as people write it: no null bytes, no halves of surrogate pairs, which stores and logs cannot keep. */
export function plainText(max: number) {
  return z
    .string()
    .refine((value) => value.isWellFormed() && !value.includes('\0'), {
      error: 'leave out null bytes and broken characters',
    })
    .refine((value) => [...value].length <= max, { error: `send at most ${max} characters` })
    .meta({ maxLength: max });
}

/** Ids that clients may make up: conversations and turns. */
export const clientId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, {
  error: 'use 1 to 64 letters, digits, "_" or "-"',
});

/** Ids that a catalogue or a store gave out. */
export const givenId = z
  .string()
  .min(1)
  .max(256)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused.
  .refine((value) => value.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(value), {
    error: 'send the id as it was given, without control characters',
  });

export const instant = z.iso.datetime().describe('RFC 3339, UTC');

export const idempotencyKey = z.string().regex(/^[\x21-\x7e]{1,128}$/, {
  error: 'use 1 to 128 visible ASCII characters',
});

export const cursor = z.string().min(1).max(500).describe('The `next` of an earlier page');

/** A whole number in a query string. OpenAPI calls it an integer. */
export function numberText(min: number, max: number) {
  const fix = `send a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,12}$/, { error: fix, abort: true })
    .transform(Number)
    .refine((value) => value >= min && value <= max, { error: fix })
    .meta({ type: 'integer', minimum: min, maximum: max });
}

/** The same, with what stands when it is left out. */
export function numberTextOr(fallback: number, min: number, max: number) {
  return numberText(min, max)
    .meta({ type: 'integer', minimum: min, maximum: max, description: `Default ${fallback}` })
    .default(fallback);
}

export const booleanText = z
  .enum(['true', 'false'], { error: 'send true or false' })
  .transform((value) => value === 'true')
  .meta({ type: 'boolean', enum: undefined });

/** A query parameter that may stand once or several times. */
export function listText<T extends z.ZodType<string, string>>(entry: T) {
  return z.union([entry.transform((value) => [value]), z.array(entry).max(30)]);
}

export const pageQuery = z.strictObject({
  limit: numberTextOr(20, 1, 100),
  before: cursor.optional(),
});

export const ifMatch = z
  .string()
  .regex(/^(?:\*|(?:W\/)?"?\d{1,12}"?)$/, {
    error: 'send the cart revision you changed from, as a number, for example 3',
  })
  .describe('Revision of the cart that the change is made from; 412 when it is no longer that');

/** The revision of an `If-Match`; null when any will do. */
export function readRevision(header: string | undefined): number | null {
  const digits = header?.match(/\d+/)?.[0];
  return digits === undefined ? null : Number(digits);
}
