import { createHmac } from 'node:crypto';

/** Letters of a pseudonym; 128 bits, so that two shoppers never share one. */
const LENGTH = 22;

/** A keyed hash of shopper ids: the same id gives the same pseudonym, and without the key none leads back. */
export function createPseudonym(key: string): (shopperId: string) => string {
  return (shopperId) => createHmac('sha256', key).update(shopperId).digest('base64url').slice(0, LENGTH);
}
