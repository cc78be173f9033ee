import { z } from 'zod';
import { ALLERGENS, DIETS } from '#agents/search/product.ts';
import { RELAXABLE } from '#agents/search/relaxations.ts';
import { cents } from './cart.ts';
import { named } from './registry.ts';
import { booleanText, givenId, listText, numberText, numberTextOr, plainText } from './text.ts';

const catalogueFacts = {
  productId: z.string(),
  name: z.string(),
  brand: z.string().nullable(),
  department: z.string(),
  category: z.string(),
  size: z.string().nullable(),
  priceCents: cents.nullable(),
  currency: z.string(),
  unitPrice: z.object({ cents: z.number(), per: z.string() }).nullable(),
  diets: z.array(z.enum(DIETS)).describe('Diets whose facts say yes'),
  allergens: z.object({
    contains: z.array(z.enum(ALLERGENS)),
    mayContain: z.array(z.enum(ALLERGENS)),
    unknown: z.boolean(),
  }),
  derived: z
    .object({
      diets: z.array(z.enum(DIETS)),
      allergens: z.array(z.enum(ALLERGENS)),
      freeOfOthers: z.boolean(),
    })
    .optional()
    .describe('Facts that follow from the ingredient list by rule; absent when all are stated'),
  inStock: z.boolean().nullable(),
  citationId: z.string(),
  icon: z.string().nullable(),
};

export const productSchema = named(
  'Product',
  z.object({
    ...catalogueFacts,
    score: z.number(),
    rank: z.int(),
    unpersonalizedRank: z.int(),
    reasons: z.array(z.string()),
    group: z.string().nullable(),
  }),
);

export const productDetail = named(
  'ProductDetail',
  z.object({
    ...catalogueFacts,
    unit: z.string(),
    stock: z.int().nullable(),
    dietsRuledOut: z.array(z.enum(DIETS)).describe('Diets whose facts say no; in neither list is unknown'),
    organic: z.enum(['yes', 'no', 'unknown']),
    aliases: z.array(z.string()),
    cuisines: z.array(z.string()),
    ingredients: z.string().nullable(),
    description: z.string().nullable(),
    ageRestricted: z.boolean(),
  }),
);

export const facetSchema = z.object({
  field: z.enum(['brand', 'category', 'department', 'diet', 'organic', 'priceBand']),
  values: z.array(z.object({ value: z.string(), count: z.int() })),
});

export const productsQuery = z.strictObject({
  q: plainText(200).default('').describe('Search words; empty browses everything that passes the filters'),
  alpha: z
    .string()
    .regex(/^(?:0(?:\.\d{1,6})?|1(?:\.0{1,6})?|\.\d{1,6})$/, {
      error: 'send a number from 0 (keyword) to 1 (vector)',
    })
    .transform(Number)
    .meta({ type: 'number', minimum: 0, maximum: 1 })
    .optional()
    .describe('0 keyword to 1 vector; left out, it is estimated from the query'),
  limit: numberTextOr(20, 1, 100),
  offset: numberTextOr(0, 0, 10_000),
  maxPriceCents: numberText(0, 100_000_000).optional(),
  brand: listText(plainText(100)).optional(),
  category: listText(plainText(100)).optional(),
  diet: listText(z.enum(DIETS)).optional(),
  excludeAllergen: listText(z.enum(ALLERGENS)).optional(),
  organic: booleanText.optional(),
  inStock: booleanText.optional(),
  sort: z.enum(['relevance', 'price', 'price_desc', 'unit_price', 'name']).default('relevance'),
});

export const productsPage = z.object({
  products: z.array(productSchema),
  total: z.int(),
  facets: z.array(facetSchema),
  alpha: z.number(),
  relaxations: z
    .array(
      z.object({
        constraint: z.enum(RELAXABLE),
        diet: z.enum(DIETS).nullable(),
        total: z.int(),
        fromCents: cents.nullable(),
      }),
    )
    .describe('Where nothing is found: what there is without one of the filters; never without an allergen'),
});

export const productParams = z.strictObject({ productId: givenId });
