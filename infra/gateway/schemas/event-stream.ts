import { z } from 'zod';

export const eventStream = z
  .string()
  .describe(
    'Server-sent events turn-start, node-start, node-end, text-delta, products, cart, turn-end; each with an `id:` to resume from. A failure once the stream has begun comes as an `error` event that holds a problem.',
  );
