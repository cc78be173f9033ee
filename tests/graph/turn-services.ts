import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createCartDesk } from '#agents/order/create-cart-desk.ts';
import { createPromotionBook } from '#agents/order/promotion.ts';
import { createKnowledgeBase } from '#agents/research/knowledge-base.ts';
import type { TurnRequest } from '#agents/response-compiler/reply.ts';
import { countAssortment } from '#agents/search/assortment.ts';
import type { Product } from '#agents/search/product.ts';
import type { Recipe } from '#agents/search/recipe.ts';
import { createRecipeBook } from '#agents/search/recipe-book.ts';
import { unitPrice } from '#agents/search/unit-price.ts';
import { buildVocabulary } from '#agents/supervisor/build-vocabulary.ts';
import { createTranscriptChooser } from '#agents/supervisor/choose-transcript.ts';
import { createCalibration } from '#agents/supervisor/confidence/calibrate-intents.ts';
import { CONFIDENCE_WEIGHTS } from '#agents/supervisor/confidence/confidence-weights.ts';
import { createUnderstanding } from '#agents/supervisor/create-understanding.ts';
import { createProductMask } from '#agents/supervisor/product-mask.ts';
import { createRouter } from '#agents/supervisor/router/route-prior.ts';
import type { NodeName } from '#graph/node-names.ts';
import { createTurnRunner } from '#graph/run-turn.ts';
import type { Services } from '#graph/services.ts';
import type { TurnEvent } from '#graph/turn-event.ts';
import { createTurnGate } from '#graph/turn-gate.ts';
import { createTurnGraph } from '#graph/turn-graph.ts';
import { createPriceShelf } from '#infra/catalogue/price-shelf.ts';
import { openEmbeddedStores } from '#infra/compose/embedded-stores.ts';
import { createEmbeddedProductIndex } from '#infra/embedded/product-index.ts';
import { createProcessTurnLock } from '#infra/embedded/turn-lock.ts';
import { recollectionEmbedder } from '#infra/models/recollection-embedder.ts';
import { readRouterWeightsFile } from '#infra/models/router-weights-file.ts';
import { createStaticEmbeddings } from '#infra/models/static/static-embeddings.ts';
import { createLearner } from '#personalization/learning/learn.ts';
import { createCommonFactsReader } from '#personalization/population/common-facts.ts';
import { createProfileCache } from '#personalization/profile-cache.ts';
import { createRankingLearner } from '#personalization/ranking/ranking-learner.ts';
import { fixtureKnowledge, fixturePromotions, fixtureRecipes } from '#tests/fixtures/kitchen.ts';
import { fixtureProducts } from '#tests/fixtures/products.ts';

export interface ShopOptions {
  /** Default: a folder that goes when the test does. Given again, the shop goes on where it was. */
  readonly folder?: string;
  readonly products?: readonly Product[];
  readonly recipes?: readonly Recipe[];
  /** Puts something else in the place of a port; see `trouble.ts`. */
  readonly wrap?: (services: Services) => Partial<Services>;
  readonly gate?: { readonly running: number; readonly waiting: number };
  readonly deadlineMs?: number;
}

export type Shop = Awaited<ReturnType<typeof openShop>>;

/** Counts ids on, also from one shop to the next over the same folder. */
let serial = 0;

/** A folder that goes when the test does. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'leafloaf-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The whole turn machinery over real embedded stores, with a clock and ids that the test holds. */
export async function openShop(options: ShopOptions = {}) {
  const { products = fixtureProducts, recipes = fixtureRecipes } = options;
  const stores = openEmbeddedStores({
    dataDir: options.folder ?? temporaryFolder(),
    durability: 'process',
    embedder: recollectionEmbedder(createStaticEmbeddings(), 'builtin'),
  });
  const index = createEmbeddedProductIndex({ store: stores.catalogue });
  if ((await index.count()) === 0) await index.upsert(products);
  await index.sync();
  const shelf = createPriceShelf(stores.catalogue);
  shelf.sync();
  const time = { now: Date.UTC(2026, 5, 1, 10), elapsed: 0 };
  const newId = () => `id-${++serial}`;
  const now = () => time.now;
  const vocabulary = buildVocabulary({ products, recipes });
  const assortment = countAssortment();
  for (const product of products) assortment.add(product);
  const understand = createUnderstanding(vocabulary);
  const router = createRouter(readRouterWeightsFile());
  const promotions = createPromotionBook(fixturePromotions);
  const nudges = { count: 0 };
  const real: Services = {
    clock: { now, elapsed: () => time.elapsed++ },
    newId,
    understand,
    calibrate: createCalibration(CONFIDENCE_WEIGHTS, router, vocabulary),
    chooseTranscript: createTranscriptChooser(() => vocabulary, understand),
    isProductName: createProductMask(() => vocabulary),
    products: index,
    catalogueStatistics: index,
    shelves: index,
    assortment,
    unitPriceOf: unitPrice,
    recipes: createRecipeBook(recipes),
    desk: createCartDesk({
      products: index,
      carts: stores.carts,
      orders: stores.orders,
      promotions,
      now,
      newId,
    }),
    orders: stores.orders,
    promotions,
    knowledge: createKnowledgeBase(fixtureKnowledge),
    conversations: stores.conversations,
    recollections: stores.recollections,
    ledger: stores.ledger,
    outbox: stores.outbox,
    settings: stores.settings,
    preferences: stores.preferences,
    learner: createLearner({ graph: stores.preferences, now }),
    population: { current: () => null, refresh: async () => false },
    profiles: createProfileCache(),
    ranking: createRankingLearner({ graph: stores.preferences, now, breathe: async () => {} }),
    common: createCommonFactsReader({ graph: stores.preferences, breathe: async () => {} }),
    priceShelf: shelf,
    events: {
      nudge: () => {
        nudges.count += 1;
      },
      flush: async () => undefined,
      close: async () => undefined,
      counts: () => ({ relayed: 0, rejected: 0, failures: 0 }),
    },
  };
  const services: Services = { ...real, ...options.wrap?.(real) };
  const failures: { readonly where: NodeName | 'listener' | 'after-reply'; readonly error: unknown }[] = [];
  const gate = createTurnGate(options.gate ?? { running: 16, waiting: 100 });
  const runner = createTurnRunner({
    graph: createTurnGraph(services, stores.checkpointer),
    services,
    lock: createProcessTurnLock(),
    gate,
    deadlineMs: options.deadlineMs ?? 30_000,
    onFailure: (where, error) => failures.push({ where, error }),
  });
  let open = true;
  const close = async () => {
    if (!open) return;
    open = false;
    await runner.idle();
    stores.close();
  };
  onTestFinished(close);

  const request = (message: string, more: Partial<TurnRequest> = {}): TurnRequest => ({
    shopperId: 'ada',
    message,
    conversationId: `of-${more.shopperId ?? 'ada'}`,
    turnId: `turn-${++serial}`,
    mode: 'text',
    transcript: null,
    view: 'personalized',
    filters: {},
    limit: 10,
    trace: false,
    ...more,
  });
  const run = (
    turn: TurnRequest,
    hooks: { signal?: AbortSignal; onEvent?: (event: TurnEvent) => void } = {},
  ) => runner.run(turn, { signal: hooks.signal ?? new AbortController().signal, ...hooks });

  return {
    stores,
    services,
    /** The ports without what `wrap` put over them. */
    real,
    runner,
    gate,
    time,
    nudges,
    failures,
    request,
    run,
    /** One turn from its words to the end of the work behind its reply. */
    async say(message: string, more: Partial<TurnRequest> = {}) {
      time.now += 1_000;
      const outcome = await run(request(message, more));
      if (outcome.kind !== 'replied') throw new Error(`“${message}” ended as ${outcome.kind}.`);
      await runner.idle();
      return outcome.reply;
    },
    async cart(shopperId = 'ada'): Promise<Readonly<Record<string, number>>> {
      const { cart } = await real.desk.show(shopperId);
      return Object.fromEntries(cart.lines.map(({ productId, quantity }) => [productId, quantity]));
    },
    /** What was announced and nobody has taken yet. */
    announced: (topic?: 'event' | 'interaction' | 'recollection') =>
      stores.outbox.pending({ limit: 10_000, ...(topic === undefined ? {} : { topic }) }),
    close,
  };
}
