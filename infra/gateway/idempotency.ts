import { createHash } from 'node:crypto';

/**
 * An id made from a client's own key: the same shopper, use and key give the same id on every process, and no other
 * shopper's key gives it. 128 bits of SHA-256, as letters that every id pattern of ours takes.
 */
export function derivedId(use: string, shopperId: string, key: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([use, shopperId, key]))
    .digest();
  return `${use}-${digest.subarray(0, 16).toString('hex')}`;
}
