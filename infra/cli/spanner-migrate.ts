import { readSettings, SettingsError } from '#infra/config/settings.ts';
import { openClient } from '#infra/spanner/client.ts';
import { migrate, readMigrations } from '#infra/spanner/migrate.ts';
import { SpannerNotReady } from '#infra/spanner/spanner-not-ready.ts';

/** Creates the Spanner database where there is none, and brings its schema up to date. Any number may run at once. */
async function run(): Promise<void> {
  const { spanner } = readSettings(process.env);
  if (spanner === null) {
    throw new SettingsError(['SPANNER_PROJECT, SPANNER_INSTANCE and SPANNER_DATABASE: say which database']);
  }
  const client = await openClient(spanner);
  try {
    if (await client.createDatabase()) console.log(`Created the database ${spanner.databaseId}.`);
    const { applied, unsupported } = await migrate(client, await readMigrations());
    console.log(applied.length === 0 ? 'The schema was up to date.' : `Applied ${applied.join(', ')}.`);
    if (unsupported.length > 0) {
      console.log(`Left out ${unsupported.join(', ')}: optional, and this Spanner does not know it.`);
    }
  } finally {
    await client.close();
  }
}

await run().catch((error: unknown) => {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const isExplained = error instanceof SettingsError || error instanceof SpannerNotReady;
  console.error(isExplained || typeof code === 'number' ? message : error);
  process.exitCode = error instanceof SettingsError ? 2 : 1;
});
