import { newCart } from '#agents/order/new-cart.ts';
import { createSpannerCartStore } from '#infra/spanner/cart-store.ts';
import { connectSpanner } from '#infra/spanner/connect-spanner.ts';
import { createSpannerConversationLog } from '#infra/spanner/conversation-log.ts';
import type { SpannerDatabase } from '#infra/spanner/database.ts';
import { createSpannerPreferenceGraph } from '#infra/spanner/preference-graph.ts';
import { createSpannerSettingsStore } from '#infra/spanner/settings-store.ts';
import { DAY_MS } from '#personalization/learning/evidence.ts';
import type { Interaction } from '#personalization/learning/interaction.ts';
import { createLearner } from '#personalization/learning/learn.ts';
import { loadProfile } from '#personalization/load-profile.ts';
import { announcement, turnRecord } from '#tests/conformance/conversation-log.ts';
import { freePort } from '#tests/services/server-process.ts';
import { server, startSpannerEmulator } from '#tests/services/servers/spanner.ts';
import { type Benchmark, type Figure, percentile } from './figure.ts';

const ORDERS = 1_000;
const LINES = 12;
const PRODUCTS = 300;
const AT_ONCE = 25;
const ROUNDS = 200;

/** How long the calls of a turn take against the emulator; the real service's network comes on top of its own time. */
export const benchSpanner: Benchmark = async () => {
  const preparation = await server.prepare();
  if (preparation.kind === 'missing') {
    return { figures: [], skipped: [`spanner.* (there is no emulator: ${preparation.fix})`] };
  }
  const port = await freePort();
  const emulator = await startSpannerEmulator(port);
  const { database, close } = await connectSpanner({
    address: {
      projectId: 'bench',
      instanceId: 'leafloaf',
      databaseId: 'bench',
      emulatorHost: `127.0.0.1:${port}`,
    },
    now: Date.now,
    chance: () => 0.5,
  });
  try {
    return { figures: await figuresOf(database), skipped: [] };
  } finally {
    await close();
    await emulator.stop();
  }
};

async function figuresOf(database: SpannerDatabase): Promise<readonly Figure[]> {
  const graph = createSpannerPreferenceGraph(database, { elapsed: () => performance.now() });
  const settings = createSpannerSettingsStore(database);
  const learner = createLearner({ graph, now: Date.now });
  const learning = performance.now();
  for (let from = 0; from < ORDERS; from += AT_ONCE) {
    const batch = Array.from({ length: AT_ONCE }, (_, one) => purchase(from + one));
    await learner.learn(batch, { privacy: { learning: true } });
  }
  const perSecond = (ORDERS * LINES * 1_000) / (performance.now() - learning);

  const carts = createSpannerCartStore(database);
  const log = createSpannerConversationLog(database);
  return [
    { name: 'spanner.learn.linesPerSecond', value: perSecond, unit: '/s' },
    ...(await timed('profile', async () => {
      const profile = await loadProfile({ graph, settings }, 'ana');
      if (profile.products.length === 0) throw new Error('The profile is empty.');
    })),
    ...(await timed('cart', async (round) => {
      await carts.commit({
        next: { ...newCart('ana'), revision: round + 1 },
        expectedRevision: round,
        operationId: `operation-${round}`,
        undoable: true,
        announcements: [announcement({ entryId: `cart-${round}`, shopperId: 'ana' })],
      });
    })),
    ...(await timed('turn', async (round) => {
      const stored = turnRecord({ shopperId: 'ana', turnId: `turn-${round}` });
      await log.append(stored, [announcement({ entryId: `turn-${round}`, shopperId: 'ana' })]);
    })),
  ];
}

/** The order of a day, of products that come round again. */
function purchase(order: number): Interaction {
  return {
    eventId: `order-${order}`,
    shopperId: 'ana',
    kind: 'purchase',
    at: Date.UTC(2023, 0, 1) + order * DAY_MS,
    source: `order:${order}`,
    lines: Array.from({ length: LINES }, (_, line) => ({
      productId: `product-${(order * 7 + line * 13) % PRODUCTS}`,
      quantity: 1 + (line % 3),
      unitPriceCents: 300,
    })),
  };
}

async function timed(name: string, work: (round: number) => Promise<void>): Promise<readonly Figure[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    await work(round);
    times.push(performance.now() - started);
  }
  return [0.5, 0.95].map((share) => ({
    name: `spanner.${name}.p${share * 100}Ms`,
    value: percentile(times, share),
    unit: 'ms',
  }));
}
