import { afterAll, expect, it } from 'vitest';
import { openClient, type SpannerClient } from '#infra/spanner/client.ts';
import { migrate, pendingMigrations, readMigrations, record } from '#infra/spanner/migrate.ts';
import { serviceAddress } from '#tests/services/service-server.ts';

const clients: SpannerClient[] = [];
const open = async (databaseId: string) => {
  const client = await openClient({
    projectId: 'leafloaf-tests',
    instanceId: 'leafloaf',
    databaseId,
    emulatorHost: serviceAddress('TEST_SPANNER_EMULATOR_HOST'),
  });
  clients.push(client);
  return client;
};
afterAll(() => Promise.all(clients.map((client) => client.close())));

it('lets several processes create and migrate a database at the same time', async () => {
  const migrations = await readMigrations();
  const needed = migrations.filter(({ optional }) => !optional).map(({ id }) => id);
  const processes = await Promise.all([1, 2, 3].map(() => open('migrated-at-once')));
  const created = await Promise.all(processes.map((client) => client.createDatabase()));
  expect(created.filter((isNew) => isNew)).toHaveLength(1);
  const reports = await Promise.all(processes.map((client) => migrate(client, migrations)));
  const [first] = processes as [SpannerClient];
  expect(await pendingMigrations(first, migrations)).toEqual([]);
  const [rows] = await first
    .database()
    .run({ sql: 'SELECT Id FROM SchemaMigrations ORDER BY Id', json: true });
  expect(rows).toEqual(needed.map((Id) => ({ Id })));
  // The emulator knows no property graphs: nothing depends on them.
  for (const { unsupported } of reports) expect(unsupported).toEqual(['0010-property-graph']);
  expect((await migrate(first, migrations)).applied).toEqual([]);
}, 60_000);

it('tells by the first record when a database was made, whoever records the same after it', async () => {
  const migrations = (await readMigrations()).slice(0, 2);
  const [early, late] = await Promise.all([open('made-once'), open('made-once')]);
  await early.createDatabase();
  await migrate(early, migrations.slice(0, 1));
  const recordedAt = async () => {
    const [rows] = await early.database().run({ sql: 'SELECT MIN(AppliedAt) FROM SchemaMigrations' });
    return JSON.stringify(rows);
  };
  const made = await recordedAt();
  // One that saw nothing applied yet, and is done after the others.
  await record(late, migrations);
  expect(await recordedAt()).toBe(made);
  expect(await pendingMigrations(late, migrations)).toEqual([]);
});

it('names what is pending, also where nothing was ever applied, and goes on after the last one', async () => {
  const client = await open('migrated-in-steps');
  await client.createDatabase();
  const migrations = await readMigrations();
  const [first, second] = migrations;
  expect(await pendingMigrations(client, migrations)).toContain(first?.id);
  await migrate(client, migrations.slice(0, 1));
  expect(await pendingMigrations(client, migrations)).not.toContain(first?.id);
  expect((await migrate(client, migrations.slice(0, 2))).applied).toEqual([second?.id]);
});

it('records nothing of a migration whose statements fail', async () => {
  const client = await open('migrated-wrongly');
  await client.createDatabase();
  const broken = { id: '0001-broken', optional: false, statements: ['CREATE TABLE Nothing'] };
  await expect(migrate(client, [broken])).rejects.toThrow();
  expect(await pendingMigrations(client, [broken])).toEqual(['0001-broken']);
});
