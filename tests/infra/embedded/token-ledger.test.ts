import { statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createEmbeddedTokenLedger, tokenLedgerMigrations } from '#infra/embedded/token-ledger.ts';
import { tokenLedgerCases } from '#tests/conformance/token-ledger.ts';
import { temporaryDatabase, temporaryPath } from './temporary-database.ts';

tokenLedgerCases(async () => createEmbeddedTokenLedger(temporaryDatabase(tokenLedgerMigrations)));

it('takes at most 200 bytes a conversation on disk', async () => {
  const path = temporaryPath();
  const database = temporaryDatabase(tokenLedgerMigrations, path);
  const ledger = createEmbeddedTokenLedger(database);
  const conversations = 5_000;
  database.statement('BEGIN').run();
  for (let one = 0; one < conversations; one += 1) {
    // Ids as random as real ones (36 characters), so that pages split as they would.
    const id = `${((one * 2_654_435_761) % 4_294_967_296).toString(16).padStart(8, '0')}-5f0a-4c1e-9d2b-0123456789ab`;
    database
      .statement('INSERT INTO token_ledger (conversation_id, tokens, marks) VALUES (?, ?, ?)')
      .run(id, 12_345, new Uint8Array(48));
  }
  database.statement('COMMIT').run();
  await ledger.add('one-more', 't1', 1);
  database.statement('PRAGMA wal_checkpoint(TRUNCATE)').all();
  expect(statSync(path).size / conversations).toBeLessThanOrEqual(200);
});
