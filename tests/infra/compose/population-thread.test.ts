import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createPriceShelf } from '#infra/catalogue/price-shelf.ts';
import { openEmbeddedStores } from '#infra/compose/embedded-stores.ts';
import { createPopulationThread } from '#infra/compose/population-thread.ts';
import { seededRandom } from '#infra/compose/seeded-random.ts';
import { openDatabase } from '#infra/embedded/database.ts';
import {
  createEmbeddedPreferenceGraph,
  preferenceGraphMigrations,
} from '#infra/embedded/preference-graph.ts';
import { createEmbeddedProductIndex } from '#infra/embedded/product-index.ts';
import { createEmbeddedSettingsStore, settingsMigrations } from '#infra/embedded/settings-store.ts';
import { recollectionEmbedder } from '#infra/models/recollection-embedder.ts';
import { createStaticEmbeddings } from '#infra/models/static/static-embeddings.ts';
import type { Interaction } from '#personalization/learning/interaction.ts';
import { createLearner } from '#personalization/learning/learn.ts';
import { everybody, factsSeen, learnPopulation } from '#personalization/population/learn-population.ts';
import { populationFrom } from '#personalization/population/population-format.ts';
import { fixtureProduct } from '#tests/fixtures/fixture-product.ts';
import { temporaryFolder } from '#tests/graph/turn-services.ts';
import { twoKinds, weeklyOrders } from '#tests/personalization/population/many-shoppers.ts';
import { onDay } from '#tests/personalization/shopper-history.ts';

it('learns in a thread of its own the same as in this one, of those who share', async () => {
  const path = join(temporaryFolder(), 'leafloaf.db');
  const database = openDatabase({ path, migrations: [...preferenceGraphMigrations, ...settingsMigrations] });
  onTestFinished(() => database.close());
  const graph = createEmbeddedPreferenceGraph(database);
  const learner = createLearner({ graph, now: () => onDay(1_000) });
  for (const { shopperId, day, basket } of weeklyOrders()) {
    const lines = Object.entries(basket).map(([productId, quantity]) => ({ productId, quantity }));
    const eventId = `${shopperId}/${day}`;
    await learner.learn([{ eventId, shopperId, kind: 'purchase', at: onDay(day), lines, source: 'test' }], {
      privacy: { learning: true },
    });
  }
  const thread = createPopulationThread({ kind: 'embedded', path });
  const { learnedFrom, bytes } = await thread.learn();
  expect(learnedFrom).toBe(factsSeen(await everybody(graph)));
  const { version, ...here } = await twoKinds();
  expect(populationFrom(bytes)).toEqual(here);

  const settings = createEmbeddedSettingsStore(database);
  const now = await settings.load('shopper-7');
  await settings.save({ ...now, revision: 1, privacy: { ...now.privacy, sharing: false } });
  const without = populationFrom((await thread.learn()).bytes);
  await thread.close();
  expect(without.shoppers).toBe(here.shoppers - 1);
  expect([...without.basket!.population.seats.keys()]).not.toContain('shopper-7');
});

it('learns prices and households by the catalogue, the same as in this thread', async () => {
  const dataDir = temporaryFolder();
  const stores = openEmbeddedStores({
    dataDir,
    durability: 'process',
    embedder: recollectionEmbedder(createStaticEmbeddings(), 'builtin'),
  });
  onTestFinished(() => stores.close());
  await createEmbeddedProductIndex({ store: stores.catalogue }).upsert(shelves);
  const learner = createLearner({ graph: stores.preferences, now: () => onDay(1_000) });
  await learner.learn(ordersOfHouseholds(), { privacy: { learning: true } });
  const thread = createPopulationThread(stores.populationSource, stores.cataloguePath);
  const learned = populationFrom((await thread.learn()).bytes);
  await thread.close();
  expect(learned.prices).not.toBeNull();
  expect(learned.households!.stated).toBe(60);

  const shelf = createPriceShelf(stores.catalogue);
  shelf.sync();
  const here = await learnPopulation(await everybody(stores.preferences), {
    graph: stores.preferences,
    random: () => seededRandom(1),
    breathe: async () => undefined,
    shelf,
  });
  expect([learned.prices, learned.households]).toEqual([here.prices, here.households]);
});

const shelves = ['Cereal', 'Juice', 'Tea', 'Soup'].flatMap((kind) =>
  Array.from({ length: 6 }, (_, place) =>
    fixtureProduct(`${kind}-${place}`, `Plain ${kind}`, `${kind}s/${kind}`, '10 oz', 200 + 100 * place),
  ),
);

/** Sixty shoppers who said how many they are: the more, the more cereal and juice, and the cheaper. */
function ordersOfHouseholds(): readonly Interaction[] {
  const random = seededRandom(5);
  return Array.from({ length: 60 }, (_, shopper): readonly Interaction[] => {
    const [shopperId, size] = [`shopper-${shopper}`, 1 + (shopper % 5)];
    const base = { shopperId, source: 'test' };
    const statement = { kind: 'household', value: String(size), holds: true };
    const orders = Array.from({ length: 8 }, (_, week): Interaction => {
      const kinds = random() < (size - 1) / 4 ? ['Cereal', 'Juice'] : ['Tea', 'Soup'];
      const place = Math.floor(3 * random()) + (size > 2 ? 0 : 3);
      const lines = kinds.map((kind) => ({
        productId: `${kind}-${place}`,
        quantity: size,
        unitPriceCents: 200 + 100 * place,
      }));
      return { ...base, eventId: `${shopperId}/${week}`, kind: 'purchase', at: onDay(week * 7), lines };
    });
    return [
      ...orders,
      { ...base, eventId: `${shopperId}/told`, kind: 'statement', at: onDay(60), statement },
    ];
  }).flat();
}

it('says why a run failed', async () => {
  const path = join(temporaryFolder(), 'leafloaf.db');
  writeFileSync(path, 'this is no database');
  await expect(createPopulationThread({ kind: 'embedded', path }).learn()).rejects.toThrow(/database/u);
});
