import type { Announcement } from '#memory/conversation/conversation-log.ts';
import type { Recollection } from '#memory/semantic/recollection-store.ts';
import type { Interaction } from '#personalization/learning/interaction.ts';
import type { Services } from './services.ts';

/** Entries taken up in one go. */
const BATCH = 200;

type Needs = Pick<Services, 'outbox' | 'learner' | 'settings' | 'recollections'>;
interface Refused {
  readonly entryId: string;
  readonly error: unknown;
}

interface Delivered {
  /** Entry ids. */
  readonly done: readonly string[];
  /** Those against which a try counts. */
  readonly refused: readonly Refused[];
  readonly failures: readonly unknown[];
}

type Deliver = (entries: readonly Announcement[]) => Promise<unknown>;

/**
 * Learns and indexes what was announced and is not done yet: of one shopper behind their turn, of everybody after a
 * crash or when something came in by REST. Both stores are idempotent, so two relays may meet the same entry.
 * Answers how many entries were done. What could not be done stays; then it rejects, once all else was tried.
 */
export async function relayLearning(services: Needs, shopperId?: string): Promise<number> {
  const [interactions, recollections] = await Promise.all([
    services.outbox.pending({
      limit: BATCH,
      topic: 'interaction',
      ...(shopperId === undefined ? {} : { shopperId }),
    }),
    // The next turn has this one in its window: semantic memory may wait for many turns to be indexed at once.
    shopperId === undefined ? services.outbox.pending({ limit: BATCH, topic: 'recollection' }) : [],
  ]);
  const learned = await deliverAll(byShopper(interactions), async (entries) => {
    const settings = await services.settings.load(entries[0]?.shopperId ?? '');
    return services.learner.learn(
      entries.map(({ payload }) => payload as Interaction),
      settings,
    );
  });
  const indexed = await deliverAll([recollections], (entries) =>
    services.recollections.index(entries.map(({ payload }) => payload as Recollection)),
  );
  const done = [...learned.done, ...indexed.done];
  if (done.length > 0) await services.outbox.complete(done);
  for (const { entryId, error } of [...learned.refused, ...indexed.refused]) {
    await services.outbox.fail(entryId, reasonOf(error));
  }
  const failures = [...learned.failures, ...indexed.failures];
  if (failures.length > 0) {
    throw new AggregateError(
      failures,
      `${failures.length} announcements could not be learned and stay in the outbox.`,
    );
  }
  return done.length;
}

/** Indexes at once what this shopper said lately, for a turn that asks what was said. */
export async function indexLatest(
  { outbox, recollections }: Pick<Needs, 'outbox' | 'recollections'>,
  shopperId: string,
): Promise<void> {
  const entries = await outbox.pending({ limit: BATCH, topic: 'recollection', shopperId });
  if (entries.length === 0) return;
  await recollections.index(entries.map(({ payload }) => payload as Recollection));
  await outbox.complete(entries.map(({ entryId }) => entryId));
}

function byShopper(entries: readonly Announcement[]): readonly (readonly Announcement[])[] {
  return [...Map.groupBy(entries, (entry) => entry.shopperId).values()];
}

/**
 * Delivers each batch at once and, when that fails, one by one, so that a single bad entry holds up no other. A try is
 * counted against an entry only when another got through: a store that is down sets nothing aside, however long.
 */
async function deliverAll(
  batches: readonly (readonly Announcement[])[],
  deliver: Deliver,
): Promise<Delivered> {
  const done: string[] = [];
  const failed: Refused[] = [];
  for (const batch of batches.filter(({ length }) => length > 0)) {
    const error = await refusalOf(deliver, batch);
    if (error === null) {
      done.push(...batch.map(({ entryId }) => entryId));
      continue;
    }
    for (const entry of batch) {
      const { entryId } = entry;
      const own = batch.length === 1 ? error : await refusalOf(deliver, [entry]);
      if (own === null) done.push(entryId);
      else failed.push({ entryId, error: own });
    }
  }
  return { done, refused: done.length > 0 ? failed : [], failures: failed.map(({ error }) => error) };
}

async function refusalOf(deliver: Deliver, entries: readonly Announcement[]): Promise<unknown> {
  try {
    await deliver(entries);
    return null;
  } catch (error) {
    return error ?? new Error('refused without a reason');
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
