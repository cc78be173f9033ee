import type { Database, Session, Snapshot, Spanner } from '@google-cloud/spanner';
import type { ReadRequest } from '@google-cloud/spanner/build/src/transaction.js';
import { SpannerNotReady } from './spanner-not-ready.ts';

export interface SpannerAddress {
  readonly projectId: string;
  readonly instanceId: string;
  readonly databaseId: string;
  /** `host:port` of an emulator; null is the real service. */
  readonly emulatorHost: string | null;
}

/** The few things of the SDK that the back ends stand on. */
export interface SpannerClient {
  /** Sessions live in it. Another one after `renew`. */
  database(): Database;
  /** Reads what is there now, in one call: the SDK's own `table.read` makes two of it. */
  read(table: string, request: ReadRequest): Promise<readonly unknown[]>;
  /** Several reads of one moment. */
  snapshot<T>(agoMs: number, work: (snapshot: Snapshot) => Promise<T>): Promise<T>;
  /**
   * Gives the sessions up, and the connection that they were asked for by: what is under way over it fails, and
   * reaches no service that was started again, which would take it for somebody else's.
   */
  renew(): void;
  /** Creates the database, and on an emulator its instance; true when there was none. */
  createDatabase(): Promise<boolean>;
  /** Changes the schema by the statements, in their order. */
  updateSchema(statements: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Sessions live in a database object, and reach the service by its client. */
interface Connection {
  readonly spanner: Spanner;
  readonly database: Database;
}

/** Sessions of one process that are not multiplexed: the emulator's. */
const SESSIONS = { min: 1, max: 100, incStep: 5 };
/** How soon a lost connection is tried again, and how soon a silent one is found out. */
const CHANNEL = {
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 1_000,
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 5_000,
};
const ALREADY_EXISTS = 6;
const CANCELLED = 1;
const CLOSE_WITHIN_MS = 1_000;

/** Loads the SDK, which no other file does, and opens nothing yet: the first call connects. */
export async function openClient(address: SpannerAddress): Promise<SpannerClient> {
  const { projectId, instanceId, databaseId, emulatorHost } = address;
  if (emulatorHost !== null) prepareForEmulator(emulatorHost);
  const { Database, Spanner } = await import('@google-cloud/spanner');
  const connect = (): Spanner =>
    new Spanner({
      projectId,
      ...CHANNEL,
      // What is measured of the service stays with whoever runs this.
      disableBuiltInMetrics: true,
    });
  const open = (): Connection => {
    const spanner = connect();
    // `instance.database()` would give back the one whose sessions are lost.
    const database = new Database(spanner.instance(instanceId), databaseId, SESSIONS);
    // Without a listener a lost session would end the process; each call reports its own failure.
    database.on('error', () => undefined);
    return { spanner, database };
  };
  // Knows no sessions, so it outlives them.
  const admin = connect();
  if (emulatorHost === null) await requireCredentials(admin);
  let { spanner, database } = open();

  const project = `projects/${projectId}`;
  const instance = `${project}/instances/${instanceId}`;
  const createEmulatedInstance = async () => {
    const [operation] = await admin.getInstanceAdminClient().createInstance({
      parent: project,
      instanceId,
      instance: {
        config: `${project}/instanceConfigs/emulator-config`,
        displayName: instanceId,
        nodeCount: 1,
      },
    });
    await operation.promise();
  };

  const withSession = async <T>(work: (session: Session) => Promise<T>): Promise<T> => {
    const sessions = database.sessionFactory_;
    const session = await new Promise<Session>((resolve, reject) => {
      sessions.getSession((error, found) => {
        if (error || !found) reject(error ?? new Error('there is no session'));
        else resolve(found);
      });
    });
    try {
      return await work(session);
    } catch (error) {
      // The pool drops a session that the service has forgotten.
      session.lastError = error as NonNullable<Session['lastError']>;
      throw error;
    } finally {
      sessions.release(session);
    }
  };
  const onceMoreIfForgotten = <T>(work: () => Promise<T>): Promise<T> =>
    work().catch((error: unknown) => {
      if (!isForgottenSession(error)) throw error;
      return work();
    });

  return {
    database: () => database,
    read: (table, request) =>
      onceMoreIfForgotten(() =>
        withSession(async (session) => {
          const [rows] = await session.snapshot({ strong: true }).read(table, request);
          return rows;
        }),
      ),
    snapshot: (agoMs, work) =>
      onceMoreIfForgotten(() =>
        withSession(async (session) => {
          const snapshot = session.snapshot(agoMs > 0 ? { exactStaleness: agoMs } : { strong: true });
          await snapshot.begin();
          return work(snapshot);
        }),
      ),
    renew() {
      cutOff({ spanner, database });
      ({ spanner, database } = open());
    },
    async createDatabase() {
      if (emulatorHost !== null) await createEmulatedInstance().catch(ignoreExisting);
      try {
        const [operation] = await admin.getDatabaseAdminClient().createDatabase({
          parent: instance,
          createStatement: `CREATE DATABASE \`${databaseId}\``,
        });
        await operation.promise();
        return true;
      } catch (error) {
        ignoreExisting(error);
        return false;
      }
    },
    async updateSchema(statements) {
      const [operation] = await admin.getDatabaseAdminClient().updateDatabaseDdl({
        database: `${instance}/databases/${databaseId}`,
        statements: [...statements],
      });
      await operation.promise();
    },
    async close() {
      const closing = database.close().catch(() => undefined);
      const patience = new Promise((resolve) => setTimeout(resolve, CLOSE_WITHIN_MS).unref());
      await Promise.race([closing, patience]);
      await Promise.allSettled([spanner.close(), admin.close()]);
    },
  };
}

/** Lets nothing more through, not even the end of its sessions: their names may be others' by now. */
function cutOff({ spanner, database }: Connection): void {
  const lost = Object.assign(new Error('the connection was given up'), { code: CANCELLED });
  spanner.prepareGapicRequest_ = (_request, callback) => callback(lost);
  database.close().catch(() => undefined);
  // What was let through a moment ago must be on its way before its client ends.
  setImmediate(() => spanner.close().catch(() => undefined));
}

/** The SDK reads these from the environment; the emulator knows no multiplexed sessions. */
function prepareForEmulator(host: string): void {
  process.env.SPANNER_EMULATOR_HOST = host;
  process.env.GOOGLE_CLOUD_SPANNER_MULTIPLEXED_SESSIONS = 'false';
  process.env.GOOGLE_CLOUD_SPANNER_MULTIPLEXED_SESSIONS_PARTITIONED_OPS = 'false';
  process.env.GOOGLE_CLOUD_SPANNER_MULTIPLEXED_SESSIONS_FOR_RW = 'false';
  // Nobody answers for Google's metadata where an emulator runs, and asking takes seconds.
  process.env.METADATA_SERVER_DETECTION = 'none';
}

/** Asked for here: deep inside the SDK their lack ends the process. */
async function requireCredentials({ auth }: Spanner): Promise<void> {
  try {
    await auth.getClient();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SpannerNotReady(
      `Spanner needs Google's default credentials: ${reason} Set GOOGLE_APPLICATION_CREDENTIALS, or SPANNER_EMULATOR_HOST to use an emulator (docs/operations.md).`,
      { cause },
    );
  }
}

function isForgottenSession(error: unknown): boolean {
  return /session not found|invalid transaction id/iu.test(String((error as { message?: unknown }).message));
}

function ignoreExisting(error: unknown): void {
  if ((error as { code?: unknown }).code !== ALREADY_EXISTS) throw error;
}
