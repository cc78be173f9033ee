import { z } from 'zod';
import { INTENT_NAMES, type IntentSlots } from '#agents/supervisor/intent.ts';
import { cartSchema, orderSchema } from './cart.ts';
import { facetSchema, productSchema } from './product.ts';
import { named } from './registry.ts';

/** Each intent has its own slots; clients get them as they are. */
const slots = z.record(z.string(), z.unknown()) as unknown as z.ZodType<IntentSlots>;

const productNote = { productId: z.string(), name: z.string(), reason: z.string() };

export const citationSchema = named(
  'Citation',
  z.object({
    citationId: z.string(),
    kind: z.enum(['product', 'order', 'memory', 'preference', 'promotion', 'knowledge']),
    ref: z.string(),
    claim: z.string(),
  }),
);

const personalizationSchema = z.object({
  enabled: z.boolean(),
  features: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      confidence: z.number(),
      observations: z.number(),
      reason: z.string(),
    }),
  ),
  usualItems: z.array(z.object({ ...productNote, quantity: z.number() })),
  reorder: z.array(z.object({ ...productNote, status: z.string(), probability: z.number() })),
  complementary: z.array(z.object(productNote)),
  alternatives: z.array(z.object(productNote)),
});

const outcome = z.enum(['done', 'asked', 'refused', 'failed']);

const executionSchema = z.object({
  totalMs: z.number(),
  nodes: z.array(z.object({ node: z.string(), ms: z.number(), status: z.enum(['done', 'failed', 'late']) })),
  steps: z.array(
    z.object({
      tool: z.string(),
      detail: z.string(),
      outcome,
      calls: z.array(z.object({ input: z.string(), outcome, observation: z.string() })),
    }),
  ),
});

/** The reply of a turn. A test holds it equal to `TurnReply`; `slots` stays open, each intent has its own. */
export const replySchema = named(
  'TurnReply',
  z.object({
    turnId: z.string(),
    conversationId: z.string(),
    intents: z.array(
      z.object({
        name: z.enum(INTENT_NAMES),
        confidence: z.number(),
        slots,
      }),
    ),
    text: z.string(),
    speech: z.string(),
    products: z.array(productSchema),
    totalProducts: z.int(),
    facets: z.array(facetSchema),
    cart: cartSchema,
    order: orderSchema.nullable(),
    question: z.object({ text: z.string(), kind: z.string(), options: z.array(z.string()) }).nullable(),
    personalization: personalizationSchema,
    citations: z.array(citationSchema),
    suggestions: z.array(z.string()),
    emotion: z.object({
      primary: z.string(),
      confidence: z.number(),
      sentiment: z.string(),
      sentimentScore: z.number(),
    }),
    context: z.object({
      mode: z.string(),
      tokens: z.number(),
      budget: z.number(),
      dropped: z.array(z.object({ component: z.string(), tokens: z.number(), reason: z.string() })),
    }),
    experiment: z.object({ name: z.string(), group: z.string() }).nullable(),
    degraded: z.array(z.object({ capability: z.string(), reason: z.string(), fallback: z.string() })),
    execution: executionSchema,
    traceId: z.string(),
  }),
);

export const runningTurn = z.object({ turnId: z.string(), status: z.literal('running') });
