import { expect, it } from 'vitest';
import { createSpannerOutbox } from '#infra/spanner/outbox.ts';
import { announcement } from '#tests/conformance/conversation-log.ts';
import { outboxCases } from '#tests/conformance/outbox.ts';
import { testSpanner } from './open-test-spanner.ts';

const spanner = testSpanner();
/** The outbox of a process; `elapsed` stands still unless a test moves it. */
const outboxOf = async (holder: string, elapsed = () => 1) =>
  createSpannerOutbox((await spanner.connect()).database, { holder, elapsed });

outboxCases(async () => createSpannerOutbox(await spanner.emptied(), { holder: 'one', elapsed: () => 1 }));

it('gives what everybody left to one process at a time, and a shopper’s own to whoever asks', async () => {
  await spanner.emptied();
  const [one, other] = [await outboxOf('one'), await outboxOf('other')];
  await other.announce([announcement({ entryId: 'e1' }), announcement({ entryId: 'e2' })]);
  const page = { limit: 10, topic: 'event' } as const;
  expect(await one.pending(page)).toHaveLength(2);
  expect(await other.pending(page)).toEqual([]);
  expect(await other.pending({ ...page, shopperId: 'ada' })).toHaveLength(2);
  expect(await other.pending({ limit: 10, topic: 'interaction' })).toEqual([]);
  await one.complete(['e1', 'e2']);
  expect(await one.pending(page)).toEqual([]);
});

it('lets another process go on where one was killed', async () => {
  const database = await spanner.emptied();
  const [one, other] = [await outboxOf('one'), await outboxOf('other')];
  await one.announce([announcement()]);
  const page = { limit: 10, topic: 'event' } as const;
  expect(await one.pending(page)).toHaveLength(1);
  await database.transaction('let time pass', (transaction) =>
    transaction.execute({
      sql: 'UPDATE OutboxDrains SET HeldUntil = TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 SECOND) WHERE TRUE',
    }),
  );
  expect(await other.pending(page)).toHaveLength(1);
  expect(await (await outboxOf('one', () => 20_000)).pending(page)).toEqual([]);
});
