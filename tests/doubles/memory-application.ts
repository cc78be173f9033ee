import { InvalidCursor } from '#agents/order/order-book.ts';
import { citeProduct, readCitationId } from '#agents/response-compiler/cite.ts';
import type { TurnReply, TurnRequest } from '#agents/response-compiler/reply.ts';
import { ALLERGENS, DIETS } from '#agents/search/product.ts';
import type { TurnEvent, TurnOutcome } from '#graph/turn-event.ts';
import type { Application, HealthReport } from '#infra/gateway/application.ts';
import type { Announcement, ConversationSummary } from '#memory/conversation/conversation-log.ts';
import { InvalidCursorError } from '#memory/conversation/invalid-cursor-error.ts';
import type { Json, TurnRecord } from '#memory/conversation/turn-record.ts';
import { applySettingsPatch } from '#personalization/settings/apply-settings-patch.ts';
import { defaultSettings } from '#personalization/settings/default-settings.ts';
import type { ShopperSettings } from '#personalization/settings/settings.ts';
import { fixtureProducts } from '#tests/fixtures/products.ts';
import { memoryDesk } from './memory-desk.ts';
import { memoryOfFacts, type OwnedFact } from './memory-of-facts.ts';
import { turnReply } from './turn-reply.ts';

export type RunTurn = Application['runTurn'];

export interface MemoryApplication extends Application {
  readonly clock: { ms: number };
  readonly announced: Announcement[];
  readonly prepared: string[];
  readonly turnsRun: TurnRequest[];
  /** What is known of shoppers; a test puts it there. */
  readonly facts: OwnedFact[];
  /** What a test sets to see how the gateway behaves. */
  readonly world: { priceMoved: boolean; health: HealthReport; runTurn: RunTurn };
  remember(shopperId: string, conversationId: string, turnId: string): void;
}

/** The system behind the gateway, in memory: a clock that stands, ids that count, turns that repeat what was said. */
export function memoryApplication(): MemoryApplication {
  const clock = { ms: Date.UTC(2026, 4, 1, 12) };
  const now = () => clock.ms;
  let ids = 0;
  const { desk, book, world: orderWorld } = memoryDesk(fixtureProducts, now);
  const records: TurnRecord[] = [];
  const settings = new Map<string, ShopperSettings>();
  const announced: Announcement[] = [];
  const prepared: string[] = [];
  const turnsRun: TurnRequest[] = [];
  const facts: OwnedFact[] = [];
  const load = async (shopperId: string) => settings.get(shopperId) ?? defaultSettings(shopperId);

  const record = (
    request: Pick<TurnRequest, 'shopperId' | 'turnId' | 'conversationId' | 'message'>,
    reply: TurnReply,
  ) =>
    records.unshift({
      turnId: request.turnId,
      conversationId: request.conversationId,
      shopperId: request.shopperId,
      mode: 'text',
      message: request.message,
      text: reply.text,
      reply: reply as unknown as Json,
      focus: null,
      intents: [],
      productIds: [],
      topic: null,
      emotion: { primary: 'neutral', score: 0 },
      tokens: 1,
      recordedAt: now(),
      requestHash: '',
    });

  const echo: RunTurn = async (request, { onEvent }) => {
    const stored = records.find(
      (one) => one.shopperId === request.shopperId && one.turnId === request.turnId,
    );
    if (stored !== undefined) {
      return stored.message === request.message
        ? { kind: 'replied', reply: stored.reply as unknown as TurnReply, repeated: true }
        : { kind: 'turn_id_reused' };
    }
    const other = records.find((one) => one.conversationId === request.conversationId);
    if (other !== undefined && other.shopperId !== request.shopperId) return { kind: 'no_such_conversation' };
    const reply = turnReply(request);
    for (const event of eventsOf(reply)) onEvent?.(event);
    record(request, reply);
    return { kind: 'replied', reply, repeated: false } satisfies TurnOutcome;
  };
  const world = {
    get priceMoved() {
      return orderWorld.priceMoved;
    },
    set priceMoved(moved: boolean) {
      orderWorld.priceMoved = moved;
    },
    health: {
      started: true,
      status: 'pass',
      components: [{ name: 'catalogue', status: 'pass', detail: null }],
    } as HealthReport,
    runTurn: echo,
  };

  return {
    clock,
    announced,
    prepared,
    turnsRun,
    facts,
    world,
    remember: (shopperId, conversationId, turnId) => {
      const request = { shopperId, conversationId, turnId, message: 'hello' };
      record(request, turnReply(request));
    },
    runTurn: (request, hooks) => {
      turnsRun.push(request);
      return world.runTurn(request, hooks);
    },
    desk,
    orders: {
      find: book.find,
      async list(shopperId, page) {
        if (page.before !== undefined && !/^\d+$/.test(page.before)) throw new InvalidCursor('no such page');
        return book.list(shopperId, page);
      },
    },
    products: {
      async search({ text, filters, limit, offset }) {
        const hits = fixtureProducts
          .filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()))
          .filter(
            ({ priceCents }) =>
              filters.maxPriceCents === undefined || (priceCents ?? Infinity) <= filters.maxPriceCents,
          )
          .map((product) => ({ product, score: 0.5, matchesAllTerms: true, exactName: false }));
        return {
          hits: hits.slice(offset, offset + limit),
          total: hits.length,
          facets: [],
          excludedUnknown: 0,
        };
      },
      get: async (wanted) => fixtureProducts.filter(({ id }) => wanted.includes(id)),
    },
    alphaFor: async (query) => (query === '' ? 0 : 0.5),
    conversations: {
      find: async (shopperId, turnId) =>
        records.find((one) => one.shopperId === shopperId && one.turnId === turnId) ?? null,
      async turns(shopperId, conversationId, { limit, before }) {
        if (before !== undefined && !/^\d+$/.test(before)) throw new InvalidCursorError(before);
        const own = records.filter(
          (one) => one.shopperId === shopperId && one.conversationId === conversationId,
        );
        const start = Number(before ?? 0);
        return {
          turns: own.slice(start, start + limit),
          next: start + limit < own.length ? String(start + limit) : null,
        };
      },
      async conversations(shopperId, { before }) {
        if (before !== undefined) throw new InvalidCursorError(before);
        const own = new Map<string, ConversationSummary>();
        for (const { shopperId: owner, conversationId, recordedAt, message } of records) {
          if (owner !== shopperId) continue;
          const turns = (own.get(conversationId)?.turns ?? 0) + 1;
          own.set(conversationId, {
            conversationId,
            startedAt: recordedAt,
            lastTurnAt: recordedAt,
            turns,
            title: message,
          });
        }
        return { conversations: [...own.values()], next: null };
      },
      owner: async (conversationId) =>
        records.find((one) => one.conversationId === conversationId)?.shopperId ?? null,
    },
    async removeConversation(shopperId, conversationId) {
      const kept = records.filter(
        (one) => one.shopperId !== shopperId || one.conversationId !== conversationId,
      );
      return records.splice(0, records.length, ...kept).length - kept.length;
    },
    settings: { load },
    async changePreferences(shopperId, patch) {
      const result = applySettingsPatch(await load(shopperId), patch, now(), {
        diets: DIETS,
        allergens: ALLERGENS,
      });
      if (result.kind === 'invalid') return { kind: 'refused', errors: result.errors };
      settings.set(shopperId, result.settings);
      return { kind: 'changed', settings: result.settings };
    },
    outbox: { announce: async (entries) => void announced.push(...entries) },
    async citation(_shopperId, citationId) {
      const cited = readCitationId(citationId);
      const product = fixtureProducts.find(({ id }) => cited?.kind === 'product' && id === cited.ref);
      return product === undefined ? null : citeProduct(product);
    },
    profile: async () => ({
      features: [
        {
          name: 'usual_orders',
          status: 'abstained',
          confidence: 0,
          observations: 0,
          reason: 'Nothing is known yet.',
          evidence: [],
        },
      ],
    }),
    memory: memoryOfFacts(facts),
    sampleShoppers: [{ shopperId: 'sample-1', label: 'Sample', description: 'Made-up history.' }],
    prepareShopper: async (shopperId) => void prepared.push(shopperId),
    health: async () => world.health,
    now,
    newId: () => `id-${++ids}`,
  };
}

function eventsOf(reply: TurnReply): readonly TurnEvent[] {
  return [
    { type: 'turn-start', data: { turnId: reply.turnId, conversationId: reply.conversationId } },
    { type: 'node-start', data: { node: 'intake' } },
    { type: 'node-end', data: { node: 'intake', ms: 1, status: 'done' } },
    { type: 'text-delta', data: { text: reply.text } },
    { type: 'cart', data: { cart: reply.cart } },
    { type: 'turn-end', data: { reply } },
  ];
}
