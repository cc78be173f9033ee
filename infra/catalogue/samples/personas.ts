import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ALLERGENS, DIETS } from '#agents/search/product.ts';
import { ImportError } from '#infra/catalogue/import-error.ts';
import { SHIPPED_FOLDER } from '#infra/catalogue/shipped-catalogue.ts';
import { SHOPPER_ID } from '#infra/security/shopper-id.ts';

const categories = z.array(z.string().min(1)).min(1);
/** Which of the products that fit, by price: 0 the cheapest, 1 the dearest. */
const price = z.number().min(0).max(1);
const packs = z.array(z.int().min(1).max(99)).min(1);

const persona = z.strictObject({
  shopperId: z.string().regex(SHOPPER_ID),
  label: z.string().min(1),
  description: z.string().min(1),
  settings: z.strictObject({
    diets: z.array(z.enum(DIETS)).default([]),
    allergies: z.array(z.enum(ALLERGENS)).default([]),
    dislikes: z.array(z.string()).default([]),
    householdSize: z.int().min(1).nullable().default(null),
    budgetCents: z.int().min(1).nullable().default(null),
  }),
  shopsEveryDays: z.int().min(1).max(60),
  /** Hour of the day, UTC, at which they start to order. */
  startHour: z.int().min(0).max(22),
  items: z
    .array(
      z.strictObject({
        categories,
        /** Words that its name must have. */
        words: z.string().min(1).optional(),
        /** Left out: the one that fits the words best. */
        price: price.optional(),
        everyDays: z.int().min(1),
        /** Packs bought at a time, each as likely as it is often listed. */
        packs,
      }),
    )
    .min(1),
  /** What is picked up beside: another product each time. */
  extras: z.strictObject({ perOrder: z.int().min(0).max(10), categories, price }),
});
export type Persona = z.output<typeof persona>;

const samples = z.strictObject({ provenance: z.string().min(1), personas: z.array(persona).min(1) });

/** The sample shoppers that ship with the project. Throws `ImportError` when their file is wrong. */
export async function readPersonas(path = join(SHIPPED_FOLDER, 'samples.json')): Promise<readonly Persona[]> {
  const read = samples.safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (!read.success)
    throw new ImportError(`The sample shoppers in ${path} are not right:\n${z.prettifyError(read.error)}`);
  return read.data.personas;
}
