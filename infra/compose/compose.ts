import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createEventRelay } from '#analytics/event-relay.ts';
import { relayLearning } from '#graph/relay-learning.ts';
import type { FeedbackReport } from '#graph/run-feedback.ts';
import { runRetention } from '#graph/run-retention.ts';
import { createTurnRunner } from '#graph/run-turn.ts';
import { createTurnGate } from '#graph/turn-gate.ts';
import { createTurnGraph } from '#graph/turn-graph.ts';
import { readPersonas } from '#infra/catalogue/samples/personas.ts';
import { createSampleShoppers } from '#infra/catalogue/samples/sample-shoppers.ts';
import type { Settings } from '#infra/config/settings.ts';
import { createEmbeddedEventSink } from '#infra/embedded/event-sink.ts';
import { createEmbeddedPatternSource } from '#infra/embedded/pattern-source.ts';
import type { Application, HealthReport } from '#infra/gateway/application.ts';
import { type ChosenEmbeddings, openEmbeddings } from '#infra/models/open-embeddings.ts';
import { recollectionEmbedder } from '#infra/models/recollection-embedder.ts';
import { StoreUnavailable } from '#infra/resilience/store-unavailable.ts';
import { loadLocalSecret } from '#infra/security/local-secret.ts';
import { createPseudonym } from '#infra/security/pseudonym.ts';
import type { Embedder } from '#memory/semantic/embedder.ts';
import { composeApplication } from './application.ts';
import { createBackgroundWork } from './background-work.ts';
import { type EmbeddedStores, openEmbeddedStores } from './embedded-stores.ts';
import { embeddingHealth, followReembedding } from './embedding-work.ts';
import { createFeedbackWork } from './feedback-work.ts';
import { healthOf, outboxHealth, populationHealth } from './health.ts';
import { newId } from './new-id.ts';
import { createPopulationThread } from './population-thread.ts';
import { openSearchBackEnd } from './search-back-end.ts';
import { productVectorHealth, searchHealth } from './search-health.ts';

import { composeServices } from './services.ts';
import { openSharedState, type SharedState } from './shared-state.ts';
import type { SpannerStores } from './spanner-stores.ts';
import { systemClock } from './system-clock.ts';

/** Tells the log of trouble that no caller sees. */
export type Report = (what: string, error: unknown) => void;

export interface Composition {
  readonly application: Application;
  readonly shared: Pick<SharedState, 'limits' | 'tickets'>;
  /** Learns patterns over many shoppers from the events there are by now. */
  readonly feedback: () => Promise<FeedbackReport>;
  /** Waits for what turns left to do, then closes every store. */
  close(): Promise<void>;
}

/** How often left-over learning is looked for, in milliseconds. */
const LEARNING_EVERY_MS = 5_000;
const LEARNING_SOON_MS = 100;

/** How often is looked whether to learn over everybody, and how soon after the start: behind the first answers. */
const POPULATION_EVERY_MS = 60_000;
const POPULATION_SOON_MS = 20_000;
/** How often is forgotten what shoppers do not let be kept longer; the first time when the start is long over. */
const RETENTION_EVERY_MS = 24 * 3_600_000;
const RETENTION_SOON_MS = 15 * 60_000;

/** How often is learned anew by what lists are ordered, of those who chose from some since. */
const RANKING_EVERY_MS = 15 * 60_000;
/** How often it is looked whether facts of the global graph changed: a cheap read while they did not. */
const SHARED_EVERY_MS = 60_000;
const SHARED_SOON_MS = 1_000;

/** Builds the whole system from its settings: the only place that picks back ends. */
export async function compose(settings: Settings, report: Report): Promise<Composition> {
  const chosen = await openEmbeddings(settings.embeddings, settings.dataDir);
  if (chosen.trouble !== null) report('embeddings', new Error(chosen.trouble));
  const embedder = recollectionEmbedder(chosen.embeddings, chosen.kind);
  const embedded = openEmbeddedStores({ ...settings, embedder });
  let spanner: SpannerStores | null = null;
  try {
    spanner = await openSpanner(settings, report);
    return await composeOver(
      { ...embedded, ...spanner?.stores },
      spanner,
      { chosen, embedder },
      settings,
      report,
    );
  } catch (error) {
    await spanner?.close();
    embedded.close();
    await chosen.embeddings.close();
    throw error;
  }
}

async function openSpanner({ spanner }: Settings, report: Report): Promise<SpannerStores | null> {
  if (spanner === null) return null;
  const { openSpannerStores } = await import('./spanner-stores.ts');
  return openSpannerStores(spanner, (state) => {
    if (state.kind === 'silent') report('spanner', new Error(state.reason));
  });
}

async function composeOver(
  stores: EmbeddedStores,
  spanner: SpannerStores | null,
  { chosen, embedder }: { readonly chosen: ChosenEmbeddings; readonly embedder: Embedder },
  settings: Settings,
  report: Report,
): Promise<Composition> {
  const eventsFolder = join(settings.dataDir, 'analytics');
  const sink = createEmbeddedEventSink(join(eventsFolder, 'events.duckdb'));
  const pseudonym = createPseudonym(
    settings.pseudonymSecret ?? loadLocalSecret(settings.dataDir, 'pseudonym-secret'),
  );
  const events = createEventRelay({
    source: {
      pending: (limit) => stores.outbox.pending({ limit, topic: 'event' }),
      complete: (entryIds) => stores.outbox.complete(entryIds),
    },
    sink,
    pseudonym,
    deadLetter: async (entry, reason) => {
      await mkdir(eventsFolder, { recursive: true });
      await appendFile(join(eventsFolder, 'dead-letters.jsonl'), `${JSON.stringify({ reason, ...entry })}\n`);
    },
    onFailure: (error) => {
      if (!(error instanceof StoreUnavailable)) report('analytics', error);
    },
  });
  const reportOutage = (capability: string, reason: string | null) => {
    if (reason !== null) report(capability, new Error(reason));
  };
  const shared = await openSharedState(settings, {
    ledger: stores.ledger,
    now: systemClock.now,
    onChange: reportOutage,
  });
  let closing = false;
  let behindTurns: () => void = events.nudge;
  let learnWithout: () => void = () => undefined;
  const thread = createPopulationThread(stores.populationSource, stores.cataloguePath);
  const { services, population, search, follow, searchCounts, vectorProgress } = await composeServices(
    { ...stores, ledger: shared.ledger },
    {
      events: { ...events, nudge: () => behindTurns() },
      newId,
      learnOverall: thread.learn,
      onForgotten: () => learnWithout(),
      breathe: () => (closing ? Promise.reject(new Error('the process ends')) : setImmediate()),
      slowSearchMs: settings.slowSearchMs,
      onSlowSearch: (what) => report('slow search', new Error(what)),
      embeddings: chosen.embeddings,
      onSearchError: (error) => report('search', error),
      openSearch: (embedded) =>
        openSearchBackEnd(settings, {
          ...stores,
          embedded,
          embeddings: chosen.embeddings,
          embedder,
          now: systemClock.now,
          newId,
          onChange: reportOutage,
          onError: (error) => report('weaviate', error),
        }),
    },
  );
  const runner = createTurnRunner({
    graph: createTurnGraph(services, stores.checkpointer),
    services,
    lock: shared.lock,
    gate: createTurnGate({ running: settings.turns.concurrency, waiting: settings.turns.queueLimit }),
    deadlineMs: settings.turns.deadlineMs,
    onFailure: (where, error) => report(where, error),
  });
  const learning = createBackgroundWork({
    work: async () => {
      // Another process may have left events behind.
      if (spanner !== null) events.nudge();
      // As long as something gets through there may be more than one batch.
      while ((await relayLearning(services)) > 0 && !closing);
    },
    everyMs: LEARNING_EVERY_MS,
    soonMs: LEARNING_SOON_MS,
    onError: (error) => {
      // An outage is told of once, when it begins.
      if (!(error instanceof StoreUnavailable)) report('learning', error);
    },
  });
  const feedback = createFeedbackWork(
    { ...services, pseudonym, patterns: createEmbeddedPatternSource(sink.connect) },
    {
      ...settings.feedback,
      events,
      onError: (error) => {
        if (!closing && !(error instanceof StoreUnavailable)) report('feedback', error);
      },
    },
  );
  const onPopulationError = (error: unknown) => {
    if (!closing && !(error instanceof StoreUnavailable)) report('population', error);
  };
  const overall = createBackgroundWork({
    work: () => population.refresh(),
    everyMs: POPULATION_EVERY_MS,
    soonMs: POPULATION_SOON_MS,
    onError: onPopulationError,
  });
  const retention = createBackgroundWork({
    work: () => runRetention(services),
    everyMs: RETENTION_EVERY_MS,
    soonMs: RETENTION_SOON_MS,
    onError: (error) => {
      if (!closing && !(error instanceof StoreUnavailable)) report('retention', error);
    },
  });
  const ranking = createBackgroundWork({
    work: () => services.ranking.learn(),
    everyMs: RANKING_EVERY_MS,
    soonMs: POPULATION_SOON_MS,
    onError: onPopulationError,
  });
  const sharedFacts = createBackgroundWork({
    work: async () => {
      await services.common.refresh();
      await services.ranking.follow();
    },
    everyMs: SHARED_EVERY_MS,
    soonMs: SHARED_SOON_MS,
    onError: onPopulationError,
  });
  learnWithout = () => {
    overall.nudge();
    ranking.nudge();
  };
  population.takeOver().catch(onPopulationError);
  behindTurns = () => {
    learning.nudge();
    events.nudge();
  };
  const reembedding = followReembedding(chosen, stores.recollections.reembedding, (error) =>
    report('embeddings', error),
  );
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
      const progress = vectorProgress();
      const components: HealthReport['components'] = [
        { name: 'catalogue', status: 'pass', detail: `${await services.products.count()} products` },
        await outboxHealth(stores.outbox),
        searchHealth(searchCounts()),
        populationHealth(population.status()),
        ...(progress === null ? [] : [productVectorHealth(progress)]),
        ...(spanner === null ? [] : [spanner.health()]),
        embeddingHealth(chosen, reembedding),
        ...shared.health(),
        ...search.health(),
      ];
      return healthOf(components);
    },
  });

  return {
    application,
    shared,
    feedback: feedback.run,
    async close() {
      closing = true;
      unfollow();
      await runner.idle();
      await shared.close();
      await search.close();
      await learning.close();
      await feedback.close();
      await thread.close();
      await overall.close();
      await retention.close();
      await ranking.close();
      await sharedFacts.close();
      await reembedding.close();
      await chosen.embeddings.close();
      await events.flush();
      await events.close();
      await sink.close();
      await spanner?.close();
      stores.close();
    },
  };
}
