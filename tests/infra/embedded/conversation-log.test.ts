import { expect, it } from 'vitest';
import { conversationMigrations, createEmbeddedConversationLog } from '#infra/embedded/conversation-log.ts';
import { createEmbeddedOutbox, outboxMigrations } from '#infra/embedded/outbox.ts';
import { announcement, conversationLogCases, turnRecord } from '#tests/conformance/conversation-log.ts';
import { temporaryDatabase, temporaryPath } from './temporary-database.ts';

const migrations = [...outboxMigrations, ...conversationMigrations];

conversationLogCases(async () => {
  const database = temporaryDatabase(migrations);
  return { log: createEmbeddedConversationLog(database), outbox: createEmbeddedOutbox(database) };
});

it('keeps turns and announcements for the next process', async () => {
  const path = temporaryPath();
  await createEmbeddedConversationLog(temporaryDatabase(migrations, path)).append(turnRecord(), [
    announcement(),
  ]);
  const reopened = temporaryDatabase(migrations, path);
  expect(await createEmbeddedConversationLog(reopened).find('ada', 't1')).toEqual(turnRecord());
  expect(await createEmbeddedOutbox(reopened).depth()).toEqual({ waiting: 1, setAside: 0 });
});
