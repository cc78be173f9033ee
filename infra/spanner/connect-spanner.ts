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
  let isPrepared = false;

  const probe = async () => {
    if (isPrepared) {
      try {
        await client.database().run({ sql: 'SELECT 1', gaxOptions: { ...READ_OPTIONS, timeout: PROBE_MS } });
        return;
      } catch (error) {
        if (codeOf(error) !== 5) throw error;
        // An emulator that was started again has lost everything; a real database may have been restored.
        client.renew();
      }
    }
    await prepare(client, migrations, isEmulator);
    isPrepared = true;
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
async function firstAnswer(availability: Availability, probe: () => Promise<void>): Promise<void> {
  try {
    await availability.ask('answer', FIRST_ANSWER_MS, probe);
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

async function prepare(
  client: SpannerClient,
  migrations: readonly Migration[],
  isEmulator: boolean,
): Promise<void> {
  if (isEmulator) {
    await client.createDatabase();
    await migrate(client, migrations);
    return;
  }
  const pending = await pendingMigrations(client, migrations);
  if (pending.length > 0) {
    throw new SpannerNotReady(
      `The Spanner database lacks ${pending.join(', ')}. Run npm run spanner:migrate with the same settings, then start again.`,
    );
  }
}

function codeOf(error: unknown): number {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'number' ? code : -1;
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
