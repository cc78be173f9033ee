import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '#infra/embedded/database.ts';
import {
  createEmbeddedPreferenceGraph,
  preferenceGraphMigrations,
} from '#infra/embedded/preference-graph.ts';
import { createEmbeddedSettingsStore, settingsMigrations } from '#infra/embedded/settings-store.ts';
import { complementary } from '#personalization/features/complementary.ts';
import { runFeatures } from '#personalization/features/run-features.ts';
import { SHOPPER_NODE } from '#personalization/learning/edge.ts';
import { createLearner } from '#personalization/learning/learn.ts';
import { loadProfile } from '#personalization/load-profile.ts';
import type { Population } from '#personalization/population/population.ts';
import type { ShopperProfile } from '#personalization/profile.ts';
import { createProfileCache } from '#personalization/profile-cache.ts';
import { contextOn, onDay, openHistory } from '#tests/personalization/shopper-history.ts';
import { twoKinds } from './population/many-shoppers.ts';

/** A shopper whose profiles are kept, with how often their facts were read. */
function keeping(population: Population | null = null) {
  const history = openHistory();
  const profiles = createProfileCache();
  const reads = { facts: 0, versions: 0 };
  const learned = { population, day: 30 };
  const graph = {
    neighbourhood: (...query: Parameters<typeof history.graph.neighbourhood>) => {
      // What was clicked and chosen lately is read anew each time, and not kept.
      if (query[1]?.kinds?.includes('BOUGHT') === true) reads.facts += 1;
      return history.graph.neighbourhood(...query);
    },
    version: (...query: Parameters<typeof history.graph.version>) => {
      reads.versions += 1;
      return history.graph.version(...query);
    },
  };
  const load = (shopperId = 'ana') =>
    loadProfile(
      {
        graph,
        settings: history.settings,
        overall: {
          population: { current: () => learned.population },
          now: () => onDay(learned.day),
          profiles,
        },
      },
      shopperId,
    );
  return { history, profiles, reads, learned, load, graph };
}

async function weekly(order: (day: number, basket: Record<string, number>) => Promise<void>) {
  for (const day of [0, 7, 14, 21]) await order(day, { milk: 2, ...(day > 7 && { bread: 1 }) });
}

const plain = ({ companionsOf, outlooks, ...rest }: ShopperProfile) => rest;
const bought = (productId: string) =>
  ({ sourceId: SHOPPER_NODE, kind: 'BOUGHT', targetId: `product:${productId}` }) as const;

describe('a kept profile', () => {
  let population: Population;
  beforeAll(async () => {
    population = await twoKinds();
  });

  it('is read once while nothing changes, and is exactly what reading it again would give', async () => {
    const { history, reads, load } = keeping(population);
    await weekly(history.order);
    await history.learn({ kind: 'rejection', at: onDay(3), productId: 'tea' });
    const first = await load();
    const again = await load();
    expect(reads).toEqual({ facts: 1, versions: 1 });
    expect(plain(again)).toEqual(plain(first));
    expect(plain(first)).toEqual(plain(await history.profile(population, 30)));
    const context = contextOn(30, {
      basket: { productIds: ['bread', 'milk'] },
      offerable: new Map(['bread', 'milk', 'jam'].map((id) => [id, { name: id, priceCents: 100 }])),
    });
    const fresh = await history.profile(population, 30);
    for (let turn = 0; turn < 2; turn += 1)
      expect(runFeatures(again, context)).toEqual(runFeatures(fresh, context));
    expect(complementary(again, context).report.status).toBe('applied');
  });

  it.each([
    ['an order', (of: ReturnType<typeof openHistory>) => of.order(28, { milk: 1 })],
    [
      'a product that is turned down',
      (of: ReturnType<typeof openHistory>) =>
        of.learn({ kind: 'rejection', at: onDay(28), productId: 'tea' }),
    ],
    [
      'a forgotten fact',
      (of: ReturnType<typeof openHistory>) => of.graph.forgetFact('ana', bought('milk'), onDay(29)),
    ],
    [
      'a correction',
      (of: ReturnType<typeof openHistory>) =>
        of.graph.apply([
          {
            eventId: 'right',
            shopperId: 'ana',
            at: onDay(29),
            recordedAt: onDay(29),
            source: 'test',
            operations: [
              { kind: 'correct', edge: bought('milk'), props: { quantity: 5, correctedAt: onDay(29) } },
            ],
          },
        ]),
    ],
    ['erasure', (of: ReturnType<typeof openHistory>) => of.graph.forget('ana')],
  ])('is read anew after %s', async (_, change) => {
    const { history, reads, load } = keeping();
    await weekly(history.order);
    const before = await load();
    await change(history);
    const after = await load();
    expect(reads.facts).toBe(2);
    expect(plain(after)).not.toEqual(plain(before));
    expect(plain(after)).toEqual(plain(await history.profile(null, 30)));
  });

  it('is not given to a shopper who was forgotten and comes back with as many orders', async () => {
    const { history, load } = keeping();
    await weekly(history.order);
    await load();
    await history.graph.forget('ana');
    const later = createLearner({ graph: history.graph, now: () => onDay(2_000) });
    for (const day of [0, 7, 14, 21]) {
      await later.learn(
        [
          {
            eventId: `back-${day}`,
            shopperId: 'ana',
            source: 'test',
            kind: 'purchase',
            at: onDay(day),
            lines: [
              { productId: 'tea', quantity: 1 },
              ...(day > 7 ? [{ productId: 'salt', quantity: 1 }] : []),
            ],
          },
        ],
        { privacy: { learning: true } },
      );
    }
    expect((await load()).products.map(({ productId }) => productId).sort()).toEqual(['salt', 'tea']);
  });

  it('is made anew with what was newly learned over everybody, and on another day', async () => {
    const { history, reads, learned, load } = keeping();
    await weekly(history.order);
    await load();
    learned.population = population;
    expect((await load()).suggestions).not.toEqual([]);
    learned.population = { ...population, version: population.version + 1 };
    await load();
    expect(reads.facts).toBe(3);
    learned.day = 31;
    expect(plain(await load())).toEqual(plain(await history.profile(learned.population, 31)));
    expect(reads.facts).toBe(4);
  });

  it('takes the settings as they are now', async () => {
    const { history, reads, load } = keeping();
    await weekly(history.order);
    await load();
    await history.set({ allergies: ['peanut'] });
    expect((await load()).settings?.allergies).toEqual(['peanut']);
    expect(reads.facts).toBe(1);
  });

  it('is not shown while the graph cannot be asked whether it is still true', async () => {
    const { history, load, graph } = keeping();
    await weekly(history.order);
    await load();
    graph.version = () => Promise.reject(new Error('graph is down'));
    expect(await load()).toMatchObject({
      products: [],
      failures: [{ capability: 'graph_memory', reason: 'graph is down' }],
    });
  });

  it('gives way to those who spoke later, and leaves memory when dropped', async () => {
    const kept = createProfileCache(2);
    const basis = { factsVersion: 1, populationVersion: null, day: 1 };
    const { history, profiles, load } = keeping();
    await weekly(history.order);
    await load();
    const profile = profiles.find('ana', {
      factsVersion: profiles.factsVersion('ana')!,
      populationVersion: null,
      day: Math.floor(onDay(30) / 86_400_000),
    })!;
    for (const shopperId of ['ana', 'ben']) kept.keep(shopperId, basis, profile);
    expect(kept.find('ana', basis)).toBe(profile);
    kept.keep('cem', basis, profile);
    expect(['ana', 'ben', 'cem'].map((shopperId) => kept.factsVersion(shopperId))).toEqual([1, null, 1]);
    kept.drop('ana');
    expect(kept.find('ana', basis)).toBeNull();
  });

  it('sees what another process changed in the same database', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'leafloaf-profiles-'));
    const process = () => {
      const database = openDatabase({
        path: join(folder, 'leafloaf.db'),
        migrations: [...preferenceGraphMigrations, ...settingsMigrations],
      });
      onTestFinished(() => database.close());
      const graph = createEmbeddedPreferenceGraph(database);
      const profiles = createProfileCache();
      const settings = createEmbeddedSettingsStore(database);
      const overall = { population: { current: () => null }, now: () => onDay(30), profiles };
      return { graph, load: () => loadProfile({ graph, settings, overall }, 'ana') };
    };
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [one, other] = [process(), process()];
    const learner = createLearner({ graph: other.graph, now: () => onDay(30) });
    const buy = (eventId: string, productId: string) =>
      learner.learn(
        [
          {
            eventId,
            shopperId: 'ana',
            source: 'test',
            kind: 'purchase',
            at: onDay(1),
            lines: [{ productId, quantity: 1 }],
          },
        ],
        { privacy: { learning: true } },
      );
    await buy('e1', 'milk');
    expect((await one.load()).products).toHaveLength(1);
    await buy('e2', 'tea');
    expect((await one.load()).products).toHaveLength(2);
    await other.graph.forget('ana');
    expect((await one.load()).products).toEqual([]);
  });
});
