import type { Order } from './order.ts';
import { InvalidCursor } from './order-book.ts';

/** A page goes on after its last order, so orders placed meanwhile move nothing. */
export function cursorAt({ placedAt, orderId }: Order): string {
  return Buffer.from(JSON.stringify([placedAt, orderId])).toString('base64url');
}

/** Placing time and id of the order that a page ended with. Throws `InvalidCursor`. */
export function readCursor(cursor: string): readonly [number, string] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(parsed) && parsed.length === 2) {
      const [placedAt, orderId]: readonly unknown[] = parsed;
      if (Number.isSafeInteger(placedAt) && typeof orderId === 'string') return [Number(placedAt), orderId];
    }
  } catch (error) {
    throw new InvalidCursor(cursor, { cause: error });
  }
  throw new InvalidCursor(cursor);
}
