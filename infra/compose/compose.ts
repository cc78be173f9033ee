import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createEventRelay } from '#analytics/event-relay.ts';
import { relayLearning } from '#graph/relay-learning.ts';
import { createTurnRunner } from '#graph/run-turn.ts';
import { createTurnGate } from '#graph/turn-gate.ts';
import { createTurnGraph } from '#graph/turn-graph.ts';
import { readPersonas } from '#infra/catalogue/samples/personas.ts';
import { createSampleShoppers } from '#infra/catalogue/samples/sample-shoppers.ts';
import type { Settings } from '#infra/config/settings.ts';
import { createEmbeddedEventSink } from '#infra/embedded/event-sink.ts';
import type { Application, HealthReport } from '#infra/gateway/application.ts';
import { loadLocalSecret } from '#infra/security/local-secret.ts';
import { createPseudonym } from '#infra/security/pseudonym.ts';
import { composeApplication } from './application.ts';
import { createBackgroundWork } from './background-work.ts';
import { type EmbeddedStores, openEmbeddedStores } from './embedded-stores.ts';
import { newId } from './new-id.ts';
import { composeServices } from './services.ts';
import { openSharedState, type SharedState } from './shared-state.ts';
import { systemClock } from './system-clock.ts';

/** Tells the log of trouble that no caller sees. */
export type Report = (what: string, error: unknown) => void;

export interface Composition {
  readonly application: Application;
  readonly shared: Pick<SharedState, 'limits' | 'tickets'>;
  /** Waits for what turns left to do, then closes every store. */
  close(): Promise<void>;
}

/** How often left-over learning is looked for, in milliseconds. */
const LEARNING_EVERY_MS = 5_000;
const LEARNING_SOON_MS = 100;

/** Builds the whole system from its settings: the only place that picks back ends. */
export async function compose(settings: Settings, report: Report): Promise<Composition> {
  const stores = openEmbeddedStores(settings);
  try {
    return await composeOver(stores, settings, report);
  } catch (error) {
    stores.close();
    throw error;
  }
}

async function composeOver(stores: EmbeddedStores, settings: Settings, report: Report): Promise<Composition> {
  const eventsFolder = join(settings.dataDir, 'analytics');
  const sink = createEmbeddedEventSink(join(eventsFolder, 'events.duckdb'));
  const events = createEventRelay({
    source: {
      pending: (limit) => stores.outbox.pending({ limit, topic: 'event' }),
      complete: (entryIds) => stores.outbox.complete(entryIds),
    },
    sink,
    pseudonym: createPseudonym(loadLocalSecret(settings.dataDir, 'pseudonym-secret')),
    deadLetter: async (entry, reason) => {
      await mkdir(eventsFolder, { recursive: true });
      await appendFile(join(eventsFolder, 'dead-letters.jsonl'), `${JSON.stringify({ reason, ...entry })}\n`);
    },
    onFailure: (error) => report('analytics', error),
  });
  const shared = await openSharedState(settings, {
    ledger: stores.ledger,
    now: systemClock.now,
    onChange: (capability, reason) => {
      if (reason !== null) report(capability, new Error(reason));
    },
  });
  let behindTurns: () => void = events.nudge;
  const { services, follow } = await composeServices(
    { ...stores, ledger: shared.ledger },
    { events: { ...events, nudge: () => behindTurns() }, newId },
  );
  const runner = createTurnRunner({
    graph: createTurnGraph(services, stores.checkpointer),
    services,
    lock: shared.lock,
    gate: createTurnGate({ running: settings.turns.concurrency, waiting: settings.turns.queueLimit }),
    deadlineMs: settings.turns.deadlineMs,
    onFailure: (where, error) => report(where, error),
  });
  let closing = false;
  const learning = createBackgroundWork({
    work: async () => {
      // As long as something gets through there may be more than one batch.
      while ((await relayLearning(services)) > 0 && !closing);
    },
    everyMs: LEARNING_EVERY_MS,
    soonMs: LEARNING_SOON_MS,
    onError: (error) => report('learning', error),
  });
  behindTurns = () => {
    learning.nudge();
    events.nudge();
  };
  const unfollow = follow((error) => report('catalogue', error));
  events.nudge();

  // Made-up people are for trying out: real identities never meet them.
  const samples =
    settings.auth.mode === 'demo'
      ? createSampleShoppers({ ...services, now: services.clock.now }, await readPersonas())
      : null;

  const application = composeApplication({
    services,
    runner,
    forgetThread: (conversationId) => stores.checkpointer.deleteThread(conversationId),
    sampleShoppers: samples?.list ?? [],
    prepareShopper: async (shopperId) => samples?.prepare(shopperId),
    announced: () => behindTurns(),
    health: async () => {
      const { waiting, setAside } = await stores.outbox.depth();
      const components: HealthReport['components'] = [
        { name: 'catalogue', status: 'pass', detail: `${await services.products.count()} products` },
        {
          name: 'outbox',
          status: setAside > 0 ? 'warn' : 'pass',
          detail: `${waiting} waiting, ${setAside} set aside`,
        },
        ...shared.health(),
      ];
      const status = components.some((component) => component.status !== 'pass') ? 'warn' : 'pass';
      return { started: true, status, components };
    },
  });

  return {
    application,
    shared,
    async close() {
      closing = true;
      unfollow();
      await runner.idle();
      await shared.close();
      await learning.close();
      await events.flush();
      await events.close();
      await sink.close();
      stores.close();
    },
  };
}
