import { expect, it } from 'vitest';
import { conversationMigrations, createEmbeddedConversationLog } from '#infra/embedded/conversation-log.ts';
import { outboxMigrations } from '#infra/embedded/outbox.ts';
import { createProcessTokenLedger } from '#infra/embedded/process-token-ledger.ts';
import { conversationTokens } from '#memory/tokens/conversation-tokens.ts';
import { turnRecord } from '#tests/conformance/conversation-log.ts';
import { temporaryDatabase } from '#tests/infra/embedded/temporary-database.ts';

function open() {
  const database = temporaryDatabase([...outboxMigrations, ...conversationMigrations]);
  return { log: createEmbeddedConversationLog(database), ledger: createProcessTokenLedger() };
}

it('restores a lost ledger from the log and goes on from there', async () => {
  const { log, ledger } = open();
  await log.append(turnRecord({ turnId: 't1', tokens: 4_000 }), []);
  await log.append(turnRecord({ turnId: 't2', tokens: 3_000 }), []);
  expect(await conversationTokens(ledger, log, 'ada', 'c1')).toBe(7_000);
  expect(await ledger.add('c1', 't2', 3_000)).toBe(7_000);
  expect(await ledger.add('c1', 't3', 10)).toBe(7_010);
});

it('believes the ledger when it knows', async () => {
  const { log, ledger } = open();
  await log.append(turnRecord({ tokens: 4_000 }), []);
  await ledger.add('c1', 't1', 12);
  expect(await conversationTokens(ledger, log, 'ada', 'c1')).toBe(12);
});

it('starts a new conversation at zero', async () => {
  const { log, ledger } = open();
  expect(await conversationTokens(ledger, log, 'ada', 'new')).toBe(0);
});
