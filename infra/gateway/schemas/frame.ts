import { z } from 'zod';
import { clientId } from './text.ts';
import { NEEDS_WORDS, needsWords, turnFields } from './turn.ts';

/** What a client may send over the websocket. */
export const clientFrame = z.discriminatedUnion(
  'type',
  [
    z
      .strictObject({ type: z.literal('turn'), turnId: clientId, ...turnFields })
      .refine(needsWords, NEEDS_WORDS),
    z.strictObject({ type: z.literal('cancel'), turnId: clientId }),
    z.strictObject({ type: z.literal('ping') }),
  ],
  { error: 'send a frame whose type is turn, cancel or ping' },
);
export type ClientFrame = z.output<typeof clientFrame>;
