import { describe, expect, it } from 'vitest';
import { makeUpOrders } from '#infra/catalogue/samples/make-up-orders.ts';
import { readPersonas } from '#infra/catalogue/samples/personas.ts';
import { pickProducts } from '#infra/catalogue/samples/pick-products.ts';
import { createSampleShoppers } from '#infra/catalogue/samples/sample-shoppers.ts';
import { readShippedProducts } from '#infra/catalogue/shipped-catalogue.ts';
import { cartMigrations } from '#infra/embedded/cart-store.ts';
import { catalogueMigrations, createCatalogueStore } from '#infra/embedded/catalogue-store.ts';
import { createEmbeddedOrderBook, orderMigrations } from '#infra/embedded/order-book.ts';
import { createEmbeddedOutbox, outboxMigrations } from '#infra/embedded/outbox.ts';
import {
  createEmbeddedPreferenceGraph,
  preferenceGraphMigrations,
} from '#infra/embedded/preference-graph.ts';
import { createEmbeddedProductIndex } from '#infra/embedded/product-index.ts';
import { createEmbeddedSettingsStore, settingsMigrations } from '#infra/embedded/settings-store.ts';
import { usualOrders } from '#personalization/features/usual-orders.ts';
import { DAY_MS } from '#personalization/learning/evidence.ts';
import { createLearner } from '#personalization/learning/learn.ts';
import { loadProfile } from '#personalization/load-profile.ts';
import { temporaryDatabase } from '#tests/infra/embedded/temporary-database.ts';

const NOW = Date.UTC(2026, 9, 14, 12);
const personas = await readPersonas();
const shipped = await readShippedProducts();
const shippedById = new Map(shipped.map((product) => [product.id, product]));

async function open() {
  const catalogue = createCatalogueStore(temporaryDatabase(catalogueMigrations));
  catalogue.upsert(shipped, { source: 'shipped', run: 'test' });
  const products = createEmbeddedProductIndex({ store: catalogue });
  await products.sync();
  const database = temporaryDatabase([
    ...outboxMigrations,
    ...cartMigrations,
    ...orderMigrations,
    ...settingsMigrations,
    ...preferenceGraphMigrations,
  ]);
  const graph = createEmbeddedPreferenceGraph(database);
  const stores = {
    orders: createEmbeddedOrderBook(database),
    settings: createEmbeddedSettingsStore(database),
    outbox: createEmbeddedOutbox(database),
    graph,
  };
  let now = NOW;
  const services = { ...stores, products, learner: createLearner({ graph, now: () => now }), now: () => now };
  return {
    ...stores,
    products,
    samples: createSampleShoppers(services, personas),
    profile: (shopperId: string) => loadProfile(stores, shopperId),
    ordersOf: async (shopperId: string) => (await stores.orders.list(shopperId, { limit: 500 })).orders,
    setNow(time: number) {
      now = time;
    },
  };
}

describe('the sample shoppers', () => {
  it('are at least four, and each says that it is a sample with a made-up history', () => {
    expect(personas.length).toBeGreaterThanOrEqual(4);
    for (const { shopperId, description } of personas) {
      expect(shopperId).toMatch(/^sample-/);
      expect(description).toContain('made-up year');
    }
  });

  it.each(personas)(
    '$label has a year of orders, a regular basket and the settings that were stated',
    async (persona) => {
      const { samples, profile, ordersOf, settings } = await open();
      await samples.prepare(persona.shopperId);
      const orders = await ordersOf(persona.shopperId);
      const days = orders.map(({ placedAt }) => Math.floor((NOW - placedAt) / DAY_MS));
      expect(orders.length).toBeGreaterThan(30);
      expect(Math.max(...days)).toBeGreaterThan(340);
      expect(Math.max(...days)).toBeLessThanOrEqual(366);
      expect(Math.min(...days)).toBeLessThanOrEqual(persona.shopsEveryDays + 1);
      expect(Math.min(...orders.map(({ placedAt }) => NOW - placedAt))).toBeGreaterThan(0);
      const usual = usualOrders(await profile(persona.shopperId));
      expect(usual.report.status).toBe('applied');
      expect(usual.items.length).toBeGreaterThan(4);
      expect(await settings.load(persona.shopperId)).toMatchObject({ revision: 1, ...persona.settings });
      for (const line of orders.flatMap(({ lines }) => lines))
        expect(line.name).toBe(shippedById.get(line.productId)!.name);
    },
  );

  it.each(personas)('$label finds every wish in the shipped catalogue', async (persona) => {
    const { products } = await open();
    const { items, extras } = await pickProducts(products, persona);
    expect(persona.items.filter((_, index) => items[index] === null)).toEqual([]);
    const categories = new Set(extras.map(({ id }) => shippedById.get(id)!.category));
    expect([...categories].sort()).toEqual([...persona.extras.categories].sort());
  });

  it('never buy what their diets or allergies forbid', async () => {
    const { samples, profile } = await open();
    for (const { shopperId, settings } of personas) {
      await samples.prepare(shopperId);
      for (const { productId } of (await profile(shopperId)).products) {
        const product = shippedById.get(productId)!;
        for (const diet of settings.diets) expect(product.diets[diet], `${productId} ${diet}`).toBe('yes');
        for (const allergen of settings.allergies) {
          expect([...product.allergens.contains, ...product.allergens.mayContain]).not.toContain(allergen);
        }
      }
    }
  });

  it('differ clearly: no two share half of their regular baskets', async () => {
    const { samples, profile } = await open();
    const baskets: Set<string>[] = [];
    for (const { shopperId } of personas) {
      await samples.prepare(shopperId);
      baskets.push(new Set(usualOrders(await profile(shopperId)).items.map(({ productId }) => productId)));
    }
    for (const [index, basket] of baskets.entries()) {
      for (const other of baskets.slice(index + 1)) {
        expect(basket.intersection(other).size / Math.min(basket.size, other.size)).toBeLessThan(0.5);
      }
    }
  });

  it('are made up once, however often and at whatever moment they are chosen', async () => {
    const { samples, ordersOf, graph, setNow } = await open();
    const [{ shopperId }] = personas as [(typeof personas)[number]];
    await Promise.all([samples.prepare(shopperId), samples.prepare(shopperId)]);
    const before = await ordersOf(shopperId);
    const version = await graph.version(shopperId);
    setNow(NOW + 90 * DAY_MS);
    await samples.prepare(shopperId);
    expect(await ordersOf(shopperId)).toEqual(before);
    expect(await graph.version(shopperId)).toBe(version);
  });

  it('come back after they were forgotten, and nobody else is touched', async () => {
    const { samples, ordersOf, graph, orders, settings } = await open();
    const [{ shopperId }] = personas as [(typeof personas)[number]];
    await samples.prepare(shopperId);
    const before = await ordersOf(shopperId);
    for (const store of [graph, orders, settings]) await store.forget(shopperId);
    await samples.prepare(shopperId);
    expect(await ordersOf(shopperId)).toEqual(before);
    await samples.prepare('ana');
    expect(await ordersOf('ana')).toEqual([]);
    expect(await settings.load('ana')).toMatchObject({ revision: 0 });
  });

  it('are not told to analysts, who count real shoppers', async () => {
    const { samples, outbox } = await open();
    for (const { shopperId } of personas) await samples.prepare(shopperId);
    expect((await outbox.depth()).waiting).toBe(0);
  });
});

describe('making up orders', () => {
  const [persona] = personas as [(typeof personas)[number]];
  const picked = {
    items: persona.items.map((_, index) => ({ id: `p${index}`, priceCents: 100 })),
    extras: [{ id: 'x', priceCents: 5 }],
  };

  it('gives the same order for the same day, whenever it is asked', () => {
    const one = makeUpOrders(persona, picked, NOW);
    const later = makeUpOrders(persona, picked, NOW + 30 * DAY_MS);
    const shared = later.filter(({ orderId }) => one.some((order) => order.orderId === orderId));
    expect(shared.length).toBeGreaterThan(40);
    expect(one).toEqual(expect.arrayContaining(shared));
  });

  it('leaves out what the catalogue does not have', () => {
    const none = { items: picked.items.map(() => null), extras: [] };
    expect(makeUpOrders(persona, none, NOW)).toEqual([]);
  });
});
