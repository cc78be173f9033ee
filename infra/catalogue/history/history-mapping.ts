import { z } from 'zod';
import { readMapping } from '#infra/catalogue/read-mapping.ts';

const field = (name: string) => z.string().min(1).default(name);

const historyMapping = z.strictObject({
  /** Our field ← theirs. */
  orderId: field('orderId'),
  shopperId: field('shopperId'),
  placedAt: field('placedAt'),
  lines: field('lines'),
  /** Inside a line. */
  productId: field('productId'),
  quantity: field('quantity'),
  unitPriceCents: field('unitPriceCents'),
  /** Cents in one of their prices: 100 when they are in major units. */
  priceFactor: z.number().positive().default(1),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be three capital letters, like USD')
    .default('USD'),
});
export type HistoryMapping = z.output<typeof historyMapping>;

/** The mapping of a file that is already in our own format. */
export const OWN_FORMAT: HistoryMapping = historyMapping.parse({});

/** Reads a mapping file. */
export function readHistoryMapping(path: string): Promise<HistoryMapping> {
  return readMapping(path, {
    schema: historyMapping,
    choices: `Our fields are: ${Object.keys(OWN_FORMAT).join(', ')}`,
  });
}
