import { z } from 'zod';
import { replySchema } from './reply.ts';
import { clientId, instant } from './text.ts';

export const conversationParams = z.strictObject({ conversationId: clientId });

export const conversationsPage = z.object({
  conversations: z.array(
    z.object({
      conversationId: z.string(),
      title: z.string(),
      turns: z.int(),
      startedAt: instant,
      lastTurnAt: instant,
    }),
  ),
  next: z.string().nullable(),
});

export const turnsPage = z.object({
  turns: z.array(
    z.object({
      turnId: z.string(),
      conversationId: z.string(),
      mode: z.enum(['text', 'voice']),
      message: z.string(),
      recordedAt: instant,
      reply: replySchema,
    }),
  ),
  next: z.string().nullable(),
});
