import { z } from 'zod';
import { ALLERGENS, DIETS } from '#agents/search/product.ts';
import { FACT_CORRECTIONS, MEMORY_KINDS } from '#graph/memory-fact.ts';
import { FEATURE_NAMES } from '#personalization/features/feature.ts';
import { givenId, instant, listText, numberTextOr, plainText } from './text.ts';

const privacyFields = {
  learning: z.boolean(),
  sharing: z.boolean(),
  emotionMemory: z.boolean(),
  retentionDays: z.int(),
};
/** Which diets and allergens are known, and their limits, is the settings' own rule; it words the refusal. */
const names = z.array(plainText(100)).max(100);

export const preferencesPatch = z.strictObject({
  diets: names.optional().describe(`Of ${DIETS.join(', ')}`),
  allergies: names.optional().describe(`Of ${ALLERGENS.join(', ')}`),
  dislikes: names.optional(),
  householdSize: z.int().nullable().optional(),
  budgetCents: z.int().nullable().optional(),
  features: z.strictObject(mapFeatures(z.boolean().optional())).optional(),
  privacy: z.strictObject(privacyFields).partial().optional(),
});

export const preferencesSchema = z.object({
  revision: z.int(),
  diets: z.array(z.string()),
  allergies: z.array(z.string()),
  dislikes: z.array(z.string()),
  needs: z
    .array(
      z.object({
        kind: z.enum(['allergy', 'diet', 'dislike', 'like']),
        value: z.string(),
        who: z.string(),
        avoided: z.boolean(),
        heeded: z.boolean(),
      }),
    )
    .describe('Whose an entry is where it is not the shopper’s alone; what is not heeded is only remembered'),
  householdSize: z.int().nullable(),
  budgetCents: z.int().nullable(),
  features: z.object(mapFeatures(z.boolean())),
  privacy: z.object(privacyFields),
  updatedAt: instant.nullable().describe('Null when nothing was ever set'),
});

export const profileSchema = z.object({
  features: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      confidence: z.number(),
      observations: z.number(),
      reason: z.string(),
      evidence: z.unknown().describe('What it knows, as plain JSON'),
    }),
  ),
});

const factSchema = z.object({
  id: z.string(),
  kind: z.enum(MEMORY_KINDS),
  text: z.string().describe('One sentence that the shopper can read'),
  value: z.union([z.string(), z.number()]).nullable().describe('What was told, or the usual number of packs'),
  productId: z.string().nullable(),
  source: z.enum(['stated', 'learned', 'corrected']),
  confidence: z.number().describe('0 … 1: that it is so today'),
  observations: z.int(),
  validFrom: instant,
  validTo: instant.nullable().describe('Null while it holds'),
  lastAt: instant.describe('When it was last said or seen'),
  corrections: z.array(z.enum(FACT_CORRECTIONS)).describe('What a PATCH may set'),
});

export const memoryQuery = z.strictObject({
  limit: numberTextOr(50, 1, 200),
  after: givenId.optional().describe('The `next` of the page before'),
  kind: listText(z.enum(MEMORY_KINDS)).optional().describe('Only facts of these kinds'),
});
export const memoryPage = z.object({
  facts: z.array(factSchema).describe('Told facts first, then by kind, the latest observed first'),
  next: z.string().nullable(),
});
export const factParams = z.strictObject({ id: givenId });
export const factCorrection = z
  .strictObject({
    holds: z.literal(false).optional().describe('It is not so, or no longer'),
    value: z
      .union([plainText(100), z.int()])
      .optional()
      .describe('What holds instead of what was told'),
    quantity: z.int().min(1).max(999).optional().describe('The usual number of packs'),
  })
  .refine((body) => Object.keys(body).length === 1, {
    error: 'send one of holds, value or quantity, as the corrections of the fact say',
  });
export const correctedFact = z.object({
  fact: factSchema.nullable().describe('As it is now; null when it holds no longer'),
});

function mapFeatures<T extends z.ZodType>(schema: T) {
  return Object.fromEntries(FEATURE_NAMES.map((name) => [name, schema])) as Record<
    (typeof FEATURE_NAMES)[number],
    T
  >;
}
