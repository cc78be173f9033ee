import { z } from 'zod';

const cents = z.int().min(1);
const names = z.array(z.string().min(1)).min(1);
const day = z.iso.datetime({ offset: true });

/** One offer of the grocer, as data. Unknown fields are refused, so that a misspelt rule is never ignored. */
export const promotionSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]{1,64}$/, 'must be lower-case letters, digits and dashes'),
    /** What the shopper reads. */
    label: z.string().min(1).max(120),
    /** Null applies by itself; otherwise the shopper must give this code. */
    code: z
      .string()
      .regex(/^[A-Z0-9]{3,24}$/, 'must be 3 to 24 capital letters or digits')
      .nullable()
      .default(null),
    reward: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('percentage'), percent: z.number().gt(0).max(100) }),
      z.strictObject({ kind: z.literal('fixed'), cents }),
      /** For every `buy` units, the next `get` units that cost no more are reduced. Any products of the scope mix. */
      z.strictObject({
        kind: z.literal('buy_get'),
        buy: z.int().min(1).max(99),
        get: z.int().min(1).max(99),
        percentOff: z.number().gt(0).max(100).default(100),
      }),
    ]),
    /** All fields that are given must fit a product; any one name of a field is enough. Empty: the whole cart. */
    scope: z
      .strictObject({
        departments: names.optional(),
        categories: names.optional(),
        brands: names.optional(),
        productIds: names.optional(),
      })
      .default({}),
    /** Least worth of the scope's products before any discount. */
    minimumCents: z.int().min(0).default(0),
    /** Most that it takes off one order. */
    capCents: cents.nullable().default(null),
    startsAt: day.nullable().default(null),
    endsAt: day.nullable().default(null),
    /** Orders of one shopper that may use it. */
    perShopperLimit: z.int().min(1).nullable().default(null),
    /** `exclusive` is never combined with another promotion; `stackable` ones add up. */
    stacking: z.enum(['exclusive', 'stackable']).default('stackable'),
  })
  .refine(
    ({ startsAt, endsAt }) =>
      startsAt === null || endsAt === null || Date.parse(startsAt) < Date.parse(endsAt),
    {
      path: ['endsAt'],
      message: 'must be later than startsAt',
    },
  );

export type Promotion = Readonly<z.infer<typeof promotionSchema>>;

/** PORT. The grocer's promotions, all of them: also those not yet or no longer running. */
export interface PromotionBook {
  all(): readonly Promotion[];
}

const promotionsSchema = z.array(promotionSchema).superRefine((promotions, context) => {
  const seen = new Set<string>();
  promotions.forEach(({ id, code }, index) => {
    for (const [field, value] of Object.entries({ id, code })) {
      if (value === null) continue;
      if (seen.has(`${field} ${value}`)) {
        context.addIssue({ code: 'custom', path: [index, field], message: `"${value}" is used twice` });
      }
      seen.add(`${field} ${value}`);
    }
  });
});

/** Reads promotions from data; throws naming every field that is wrong. */
export function createPromotionBook(data: unknown): PromotionBook {
  const parsed = promotionsSchema.safeParse(data);
  if (!parsed.success) throw new Error(`The promotions are not valid:\n${z.prettifyError(parsed.error)}`);
  const promotions = Object.freeze(parsed.data);
  return { all: () => promotions };
}
