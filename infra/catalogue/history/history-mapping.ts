import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ImportError } from '#infra/catalogue/import-error.ts';

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
export async function readHistoryMapping(path: string): Promise<HistoryMapping> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new ImportError(`The mapping ${path} cannot be read as JSON. Check the path and the commas.`, {
      usage: true,
      cause,
    });
  }
  const read = historyMapping.safeParse(json);
  if (read.success) return read.data;
  throw new ImportError(
    `The mapping ${path} is not right:\n${z.prettifyError(read.error)}\n` +
      `Our fields are: ${Object.keys(OWN_FORMAT).join(', ')}.`,
    { usage: true },
  );
}
