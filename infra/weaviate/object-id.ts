import { createHash } from 'node:crypto';

/** The same object for the same thing, whoever writes it: a version 8 UUID (RFC 9562) from a digest of its name. */
export function objectIdOf(name: string): string {
  const digest = createHash('sha256').update(name).digest('hex');
  const variant = ((Number.parseInt(digest[16] ?? '0', 16) & 0x3) | 0x8).toString(16);
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-');
}
