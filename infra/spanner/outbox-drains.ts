import type { SpannerDatabase } from './database.ts';

/** How long a process that is killed keeps a topic from the others, in seconds. */
const HELD_SECONDS = 15;

export type Drain = 'held before' | 'taken now' | 'held elsewhere';

/**
 * Lets one process at a time work off a topic. Entries are delivered at least once in any case; this keeps two that
 * are well from delivering the same ones to sinks of their own. Time is Spanner's, so that clocks may differ.
 */
export function createDrains(
  database: SpannerDatabase,
  { holder, elapsed }: { readonly holder: string; readonly elapsed: () => number },
) {
  /** Until when, by `elapsed`, this process surely holds a topic. */
  const heldUntil = new Map<string, number>();
  return {
    async take(topic: string): Promise<Drain> {
      const isHeld = (heldUntil.get(topic) ?? 0) > elapsed();
      const isFresh = (heldUntil.get(topic) ?? 0) - elapsed() > (HELD_SECONDS * 1_000) / 2;
      if (isFresh) return 'held before';
      const asked = elapsed();
      const isOurs = await database.transaction('take turns at the outbox', async (transaction) => {
        const [row] = await transaction.query({
          sql: 'SELECT Holder, HeldUntil > CURRENT_TIMESTAMP() AS IsHeld FROM OutboxDrains WHERE Topic = @topic',
          params: { topic },
        });
        if (row !== undefined && row.IsHeld === true && row.Holder !== holder) return false;
        const until = `TIMESTAMP_ADD(CURRENT_TIMESTAMP(), INTERVAL ${HELD_SECONDS} SECOND)`;
        await transaction.execute({
          sql:
            row === undefined
              ? `INSERT INTO OutboxDrains (Topic, Holder, HeldUntil) VALUES (@topic, @holder, ${until})`
              : `UPDATE OutboxDrains SET Holder = @holder, HeldUntil = ${until} WHERE Topic = @topic`,
          params: { topic, holder },
        });
        return true;
      });
      if (!isOurs) {
        heldUntil.delete(topic);
        return 'held elsewhere';
      }
      heldUntil.set(topic, asked + HELD_SECONDS * 1_000);
      return isHeld ? 'held before' : 'taken now';
    },
  };
}
