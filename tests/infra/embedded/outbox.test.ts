import { createEmbeddedOutbox, outboxMigrations } from '#infra/embedded/outbox.ts';
import { outboxCases } from '#tests/conformance/outbox.ts';
import { temporaryDatabase } from './temporary-database.ts';

outboxCases(async () => createEmbeddedOutbox(temporaryDatabase(outboxMigrations)));
