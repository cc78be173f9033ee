import type { ReplyOrder, TurnReply } from '#agents/response-compiler/reply.ts';
import type { PastTurns } from '#infra/gateway/pages/shop/api/contract.ts';
import { createEntry, type Entry, settleEntry } from './entry.ts';

/** Past turns come newest first; orders placed from the cart since then are put between them by time. */
export function pastEntries(
  turns: PastTurns['turns'],
  placed: readonly ReplyOrder[],
  since: string,
): readonly Entry[] {
  const told = new Set(turns.flatMap(({ reply }) => (reply.order === null ? [] : [reply.order.orderId])));
  const timed = [
    ...turns.map(({ turnId, message, recordedAt, reply }) => {
      const entry = createEntry(message, { message, turnId });
      settleEntry(entry, reply as TurnReply);
      return { at: Date.parse(recordedAt), entry: entry as Entry };
    }),
    ...placed
      .filter(({ orderId, placedAt }) => placedAt >= since && !told.has(orderId))
      .map((order) => ({ at: Date.parse(order.placedAt), entry: { kind: 'order', order } as Entry })),
  ];
  return timed.sort((one, other) => one.at - other.at).map(({ entry }) => entry);
}
