import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createPopulationThread } from '#infra/compose/population-thread.ts';
import { openDatabase } from '#infra/embedded/database.ts';
import {
  createEmbeddedPreferenceGraph,
  preferenceGraphMigrations,
} from '#infra/embedded/preference-graph.ts';
import { createEmbeddedSettingsStore, settingsMigrations } from '#infra/embedded/settings-store.ts';
import { createLearner } from '#personalization/learning/learn.ts';
import { everybody, factsSeen } from '#personalization/population/learn-population.ts';
import { populationFrom } from '#personalization/population/population-format.ts';
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

it('says why a run failed', async () => {
  const path = join(temporaryFolder(), 'leafloaf.db');
  writeFileSync(path, 'this is no database');
  await expect(createPopulationThread({ kind: 'embedded', path }).learn()).rejects.toThrow(/database/u);
});
