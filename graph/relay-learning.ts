import type { Announcement } from '#memory/conversation/conversation-log.ts';
import type { Recollection } from '#memory/semantic/recollection-store.ts';
import type { Interaction } from '#personalization/learning/interaction.ts';
import type { Services } from './services.ts';

/** Entries taken up in one go. */
const BATCH = 200;

type Needs = Pick<Services, 'outbox' | 'learner' | 'settings' | 'recollections'>;

/**
 * Learns and indexes what was announced and is not done yet: of one shopper behind their turn, of everybody after a
 * crash or when something came in by REST. Both stores are idempotent, so two relays may meet the same entry.
 * Answers how many entries were done.
 */
export async function relayLearning(services: Needs, shopperId?: string): Promise<number> {
  const of = shopperId === undefined ? {} : { shopperId };
  const [interactions, recollections] = await Promise.all([
    services.outbox.pending({ limit: BATCH, topic: 'interaction', ...of }),
    services.outbox.pending({ limit: BATCH, topic: 'recollection', ...of }),
  ]);
  let done = await relayEach(services, recollections, (entries) =>
    services.recollections.index(entries.map(({ payload }) => payload as Recollection)),
  );
  for (const [owner, entries] of Map.groupBy(interactions, (entry) => entry.shopperId)) {
    const settings = await services.settings.load(owner);
    done += await relayEach(services, entries, async (some) => {
      await services.learner.learn(
        some.map(({ payload }) => payload as Interaction),
        settings,
      );
    });
  }
  return done;
}

/** All at once; when that fails one by one, so that a single bad entry holds up no other. */
async function relayEach(
  { outbox }: Pick<Needs, 'outbox'>,
  entries: readonly Announcement[],
  deliver: (entries: readonly Announcement[]) => Promise<void>,
): Promise<number> {
  if (entries.length === 0) return 0;
  try {
    await deliver(entries);
    await outbox.complete(entries.map(({ entryId }) => entryId));
    return entries.length;
  } catch (error) {
    if (entries.length === 1) {
      await outbox.fail(entries[0]?.entryId ?? '', reasonOf(error));
      return 0;
    }
    let done = 0;
    for (const entry of entries) done += await relayEach({ outbox }, [entry], deliver);
    return done;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
