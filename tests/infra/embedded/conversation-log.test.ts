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

it('reads turns that were stored with their focus in the body', async () => {
  const path = temporaryPath();
  const { reply, ...body } = turnRecord();
  const before = temporaryDatabase([...outboxMigrations, ...conversationMigrations.slice(0, 1)], path);
  before
    .statement(
      'INSERT INTO turns (shopper_id, turn_id, conversation_id, tokens, body, reply) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run('ada', 't1', 'c1', 12, JSON.stringify(body), JSON.stringify(reply));

  const log = createEmbeddedConversationLog(temporaryDatabase(migrations, path));
  await log.append(turnRecord({ turnId: 't2', focus: { shown: ['p2'] } }), []);
  expect(await log.find('ada', 't1')).toEqual(turnRecord());
  const latest = await log.latest('ada', 'c1', 10);
  expect(latest.map(({ focus }) => focus)).toEqual([{ shown: ['p1'] }, { shown: ['p2'] }]);
});
