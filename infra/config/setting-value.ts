import { z } from 'zod';

/** How settings are written as text. Every message says what to write instead. */

export const text = z.string();

export function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: `write one of ${values.join(', ')}` });
}

export function wholeNumber(min: number, max: number) {
  const fix = `write a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, { error: fix, abort: true })
    .transform(Number)
    .refine((value) => value >= min && value <= max, { error: fix });
}

export const secret = z.string().refine((value) => Buffer.byteLength(value, 'utf8') >= 32, {
  error: 'use at least 32 bytes, for example the output of `openssl rand -base64 48`',
});

export const httpUrl = z.string().refine(isHttpUrl, { error: 'write an http:// or https:// address' });

/** Origins as browsers send them, separated by commas. */
export const origins = z
  .string()
  .transform((value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .refine((list) => list.every((origin) => isHttpUrl(origin) && new URL(origin).origin === origin), {
    error: 'write origins as https://shop.example, separated by commas, without a path or a closing slash',
  });

export const redisUrl = z.string().refine(
  (value) => {
    if (!URL.canParse(value)) return false;
    const { protocol, hostname, pathname } = new URL(value);
    return /^rediss?:$/.test(protocol) && hostname !== '' && /^\/?\d*$/.test(pathname);
  },
  { error: 'write redis://host:6379 or rediss://user:password@host:6379/0' },
);

export const hostAndPort = z.string().refine(
  (value) => {
    if (!URL.canParse(`grpc://${value}`)) return false;
    const { host, port } = new URL(`grpc://${value}`);
    return port !== '' && host === value;
  },
  { error: 'write host:port, for example weaviate:50051' },
);

function isHttpUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
