import { StoreUnavailable } from '#infra/resilience/store-unavailable.ts';
import { type Availability, createAvailability, type SpannerState } from './availability.ts';
import { openClient, type SpannerAddress, type SpannerClient } from './client.ts';
import { createSpannerDatabase, READ_OPTIONS, type SpannerDatabase } from './database.ts';
import { type Migration, migrate, pendingMigrations, readMigrations } from './migrate.ts';
import { SpannerNotReady } from './spanner-not-ready.ts';

export interface ConnectSpannerOptions {
  readonly address: SpannerAddress;
  readonly now: () => number;
  /** 0 … 1, spreads retries. */
  readonly chance: () => number;
  /** Told when Spanner falls silent, and when it answers again. */
  readonly onChange?: (state: SpannerState) => void;
}

export interface ConnectedSpanner {
  readonly database: SpannerDatabase;
  state(): SpannerState;
  close(): Promise<void>;
}

/** How long the start waits for the first answer before it goes on without. */
const FIRST_ANSWER_MS = 5_000;
const PROBE_MS = 1_000;
/** Making an emulator's database anew takes longer than asking it. */
const REMAKE_MS = 8_000;
/** INVALID_ARGUMENT of an unknown table, and NOT_FOUND. */
const NOT_THERE = new Set([3, 5]);
const CODES_OF_SETUP = new Set([3, 5, 7, 9, 16]);

/**
 * Connects to the database. An emulator's is created and brought up to date here; the real service's must have been
 * (`npm run spanner:migrate`), else `SpannerNotReady` is thrown. When Spanner does not answer at all this resolves:
 * the process starts, says so, and goes on by itself once it does.
 */
export async function connectSpanner(options: ConnectSpannerOptions): Promise<ConnectedSpanner> {
  const { address, now, chance, onChange } = options;
  const isEmulator = address.emulatorHost !== null;
  const client = await openClient(address);
  const migrations = await readMigrations();
  /** Which database was prepared: one that is made anew under the same name is another. Null before it is known. */
  let prepared: string | null = null;
  let areSessionsLost = false;
  let preparing: Promise<void> | null = null;

  const prepareAgain = async () => {
    if (isEmulator) await client.createDatabase();
    if (areSessionsLost) client.renew();
    // An emulator may be started again at any moment, and gives the names of sessions to others then.
    areSessionsLost = isEmulator;
    await (isEmulator ? migrate(client, migrations) : requireMigrated(client, migrations));
    prepared = await madeAt(client);
  };
  const probe = async (lose: (reason: unknown) => void) => {
    if (prepared !== null) {
      if ((await madeAt(client)) === prepared) return;
      // An emulator that was started again has lost everything; a real database may have been restored.
      lose(new Error('its database is not the one it was'));
      prepared = null;
      areSessionsLost = true;
    }
    // One that takes longer than a probe may is waited for by the next.
    preparing ??= prepareAgain().finally(() => {
      preparing = null;
    });
    await preparing;
  };
  const availability: Availability = createAvailability({
    now,
    probe,
    probeWithinMs: isEmulator ? REMAKE_MS : 2 * PROBE_MS,
    ...(onChange === undefined ? {} : { onChange }),
  });

  try {
    await firstAnswer(availability, probe);
  } catch (error) {
    availability.close();
    await client.close();
    throw error;
  }
  return {
    database: createSpannerDatabase({ client, availability, oneWriter: isEmulator, chance }),
    state: () => availability.state(),
    async close() {
      availability.close();
      await client.close();
    },
  };
}

/** Rejects only where waiting would not help. */
async function firstAnswer(
  availability: Availability,
  probe: Parameters<typeof createAvailability>[0]['probe'],
): Promise<void> {
  try {
    await availability.ask('answer', FIRST_ANSWER_MS, () => probe(() => undefined));
  } catch (error) {
    if (error instanceof SpannerNotReady) throw error;
    const cause = error instanceof StoreUnavailable ? error.cause : error;
    if (CODES_OF_SETUP.has(codeOf(cause))) {
      throw new SpannerNotReady(
        `Spanner refuses this database: ${messageOf(cause)}. Check SPANNER_PROJECT, SPANNER_INSTANCE, SPANNER_DATABASE and the rights of this service's account (docs/operations.md).`,
        { cause },
      );
    }
    if (availability.state().kind === 'answering') await availability.check();
  }
}

async function requireMigrated(client: SpannerClient, migrations: readonly Migration[]): Promise<void> {
  const pending = await pendingMigrations(client, migrations);
  if (pending.length > 0) {
    throw new SpannerNotReady(
      `The Spanner database lacks ${pending.join(', ')}. Run npm run spanner:migrate with the same settings, then start again.`,
    );
  }
}

/** When the database got its first table; null where it has none, or there is no such database. */
async function madeAt(client: SpannerClient): Promise<string | null> {
  try {
    const [rows] = await client.database().run({
      sql: 'SELECT CAST(MIN(AppliedAt) AS STRING) AS MadeAt FROM SchemaMigrations',
      json: true,
      gaxOptions: { ...READ_OPTIONS, timeout: PROBE_MS },
    });
    return (rows[0] as unknown as { MadeAt: string | null } | undefined)?.MadeAt ?? null;
  } catch (error) {
    if (NOT_THERE.has(codeOf(error))) return null;
    throw error;
  }
}

function codeOf(error: unknown): number {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'number' ? code : -1;
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
