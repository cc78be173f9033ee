import { createHash } from 'node:crypto';
import type { TurnOrigin } from './cart-desk.ts';
import type { Announcement } from './cart-store.ts';

/** What announcements of one operation have in common. */
export interface AnnouncementOrigin {
  readonly shopperId: string;
  readonly operationId: string;
  /** Who asked: `turn`, `rest`, … */
  readonly source: string;
  readonly turn: TurnOrigin | undefined;
  readonly now: number;
}

/** Columns of one analytics row; the relay adds the pseudonymous shopper key. */
export type EventData = Readonly<Record<string, string | number | boolean | null>>;

/** Something the shopper did, for learning. */
export function announceInteraction(
  origin: AnnouncementOrigin,
  part: string,
  interaction: Readonly<Record<string, unknown>> & { readonly kind: string },
): Announcement {
  const entryId = entryIdOf(origin, `interaction ${part}`);
  return {
    entryId,
    shopperId: origin.shopperId,
    topic: 'interaction',
    payload: {
      ...interaction,
      eventId: entryId,
      shopperId: origin.shopperId,
      at: origin.now,
      source: origin.turn?.turnId ?? origin.source,
    },
    createdAt: origin.now,
  };
}

/** A row for analysts. */
export function announceEvent(
  origin: AnnouncementOrigin,
  part: string,
  table: string,
  data: EventData,
): Announcement {
  return {
    entryId: entryIdOf(origin, `${table} ${part}`),
    shopperId: origin.shopperId,
    topic: 'event',
    payload: {
      table,
      data,
      conversationId: origin.turn?.conversationId ?? null,
      turnId: origin.turn?.turnId ?? null,
      occurredAt: origin.now,
    },
    createdAt: origin.now,
  };
}

/** The same operation gives the same ids, so that a repeated delivery is recognised; another shopper's never clash. */
function entryIdOf({ shopperId, operationId }: AnnouncementOrigin, part: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([shopperId, operationId, part]))
    .digest('base64url');
  return `order-${digest.slice(0, 27)}`;
}
