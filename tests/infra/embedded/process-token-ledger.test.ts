import { expect, it } from 'vitest';
import { createProcessTokenLedger } from '#infra/embedded/process-token-ledger.ts';
import { tokenLedgerCases } from '#tests/conformance/token-ledger.ts';

tokenLedgerCases(async () => createProcessTokenLedger());

it('forgets the conversation that went on longest ago when it is full', async () => {
  const ledger = createProcessTokenLedger({ maxConversations: 2 });
  await ledger.add('c1', 't1', 1);
  await ledger.add('c2', 't1', 2);
  await ledger.add('c1', 't2', 10);
  await ledger.add('c3', 't1', 3);
  expect(await ledger.read('c2')).toBeNull();
  expect(await ledger.read('c1')).toBe(11);
  expect(await ledger.read('c3')).toBe(3);
});
