import { z } from 'zod';
import { ALLERGENS, DIETS } from '#agents/search/product.ts';
import { FEATURE_NAMES } from '#personalization/features/feature.ts';
import { instant, plainText } from './text.ts';

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

function mapFeatures<T extends z.ZodType>(schema: T) {
  return Object.fromEntries(FEATURE_NAMES.map((name) => [name, schema])) as Record<
    (typeof FEATURE_NAMES)[number],
    T
  >;
}
