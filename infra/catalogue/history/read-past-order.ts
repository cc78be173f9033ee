import { isShopperId } from '#infra/security/shopper-id.ts';
import type { HistoryMapping } from './history-mapping.ts';

export interface PastLine {
  readonly productId: string;
  readonly quantity: number;
  readonly unitPriceCents: number | null;
}

/** One past order as the file states it, each product once. */
export interface PastOrder {
  readonly orderId: string;
  readonly shopperId: string;
  /** Milliseconds since the epoch. */
  readonly placedAt: number;
  readonly lines: readonly PastLine[];
}

const MAX_ID_LENGTH = 128;
const ID_RULE = `must be text or a number of up to ${MAX_ID_LENGTH} characters, none of them a control character`;
const MAX_LINES = 1_000;
const MAX_QUANTITY = 100_000;
const MAX_CENTS = 100_000_000;
const CONTROL = /\p{Cc}/u;
/** A date, or a date with a time and its zone (RFC 3339). */
const TIME = /^\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:\d{2}))?$/;

/** Reads one record, or says why it is no order. A date without a time counts as midnight UTC. */
export function readPastOrder(
  record: Readonly<Record<string, unknown>>,
  mapping: HistoryMapping,
  now: number,
): { readonly order: PastOrder } | { readonly reason: string } {
  const orderId = idOf(record[mapping.orderId]);
  if (orderId === null) return no(mapping.orderId, ID_RULE);
  const shopperId = idOf(record[mapping.shopperId]);
  if (shopperId === null || !isShopperId(shopperId)) {
    return no(
      mapping.shopperId,
      'must be 1 to 128 letters, digits or . _ : @ | -, starting with a letter or digit',
    );
  }
  const placedAt = timeOf(record[mapping.placedAt]);
  if (placedAt === null) {
    return no(mapping.placedAt, 'must be a time like 2026-03-01T09:30:00Z or a date like 2026-03-01');
  }
  if (placedAt > now) return no(mapping.placedAt, 'lies in the future');
  if (placedAt < 0) return no(mapping.placedAt, 'lies before 1970');
  const lines = record[mapping.lines];
  if (!Array.isArray(lines) || lines.length === 0 || lines.length > MAX_LINES) {
    return no(mapping.lines, `must be a list of 1 to ${MAX_LINES} lines`);
  }
  const products = new Map<string, PastLine>();
  for (const [index, line] of lines.entries()) {
    const read = readLine(line, mapping);
    if (typeof read === 'string') return no(`${mapping.lines}.${index}.${read}`, LINE_RULES[read]);
    const sofar = products.get(read.productId);
    products.set(read.productId, {
      productId: read.productId,
      quantity: (sofar?.quantity ?? 0) + read.quantity,
      unitPriceCents: read.unitPriceCents ?? sofar?.unitPriceCents ?? null,
    });
  }
  return { order: { orderId, shopperId, placedAt, lines: [...products.values()] } };
}

const LINE_RULES = {
  productId: ID_RULE,
  quantity: `must be a whole number from 1 to ${MAX_QUANTITY}`,
  unitPriceCents: 'must be a price that is not negative, or be left out',
} as const;

function readLine(line: unknown, mapping: HistoryMapping): PastLine | keyof typeof LINE_RULES {
  if (typeof line !== 'object' || line === null) return 'productId';
  const fields = line as Readonly<Record<string, unknown>>;
  const productId = idOf(fields[mapping.productId]);
  if (productId === null) return 'productId';
  const quantity = fields[mapping.quantity];
  if (
    typeof quantity !== 'number' ||
    !Number.isInteger(quantity) ||
    quantity < 1 ||
    quantity > MAX_QUANTITY
  ) {
    return 'quantity';
  }
  const price = fields[mapping.unitPriceCents] ?? null;
  if (price === null) return { productId, quantity, unitPriceCents: null };
  const unitPriceCents = typeof price === 'number' ? Math.round(price * mapping.priceFactor) : Number.NaN;
  if (!(unitPriceCents >= 0 && unitPriceCents <= MAX_CENTS)) return 'unitPriceCents';
  return { productId, quantity, unitPriceCents };
}

function idOf(value: unknown): string | null {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== 'string' || text.trim() === '' || text.length > MAX_ID_LENGTH) return null;
  return CONTROL.test(text) ? null : text.trim();
}

function timeOf(value: unknown): number | null {
  if (typeof value !== 'string' || !TIME.test(value)) return null;
  const time = Date.parse(value.replace(' ', 'T'));
  // Date.parse lets the 31st of February through as a day in March.
  const dayExists = new Date(`${value.slice(0, 10)}T00:00:00Z`).toISOString().startsWith(value.slice(0, 10));
  return Number.isNaN(time) || !dayExists ? null : time;
}

function no(path: string, rule: string): { readonly reason: string } {
  return { reason: `${path} ${rule}` };
}
