import { describe, expect, it } from 'vitest';
import { createSpannerPreferenceGraph } from '#infra/spanner/preference-graph.ts';
import { createSpannerSettingsStore } from '#infra/spanner/settings-store.ts';
import type { EdgeName, GraphChange } from '#personalization/learning/edge.ts';
import { createLearner } from '#personalization/learning/learn.ts';
import { loadProfile } from '#personalization/load-profile.ts';
import { createProfileCache } from '#personalization/profile-cache.ts';
import { defaultSettings } from '#personalization/settings/default-settings.ts';
import { preferenceGraphCases } from '#tests/conformance/preference-graph.ts';
import { testSpanner } from './open-test-spanner.ts';

const spanner = testSpanner();
const elapsed = () => performance.now();
const TABLES = ['Graphs', 'GraphNode', 'GraphEdge', 'GraphEvent', 'GraphVersion', 'GraphForgotten'];

async function countRows(shopperId: string, tables = TABLES): Promise<number> {
  const database = await spanner.database();
  const counts = await Promise.all(
    tables.map((table) =>
      database.query('count rows', {
        sql: `SELECT COUNT(*) AS Counted FROM ${table} WHERE ShopperId = @shopperId`,
        params: { shopperId },
      }),
    ),
  );
  return counts.reduce((sum, [row]) => sum + Number(row?.Counted), 0);
}

async function rowsNaming(text: string): Promise<number> {
  const database = await spanner.database();
  const found = await Promise.all(
    TABLES.map((table) => database.query('read all rows', { sql: `SELECT * FROM ${table}` })),
  );
  return found.flat().filter((row) => JSON.stringify(row).includes(text)).length;
}

const viewed = (eventId: string, shopperId: string): GraphChange => ({
  eventId,
  shopperId,
  at: 1,
  recordedAt: 2,
  source: 't1',
  operations: [
    {
      kind: 'observe',
      edge: { sourceId: 'shopper', kind: 'VIEWED', targetId: 'product:tea' },
      observation: { at: 1 },
    },
  ],
});

describe('the preference graph in Spanner', () => {
  preferenceGraphCases(async () => ({
    graph: createSpannerPreferenceGraph(await spanner.emptied(), { elapsed }),
    countRows,
    rowsNaming,
    close: async () => undefined,
  }));

  it('learns an event once when two processes are told of it at the same time', async () => {
    await spanner.emptied();
    const processes = await Promise.all([1, 2].map(() => spanner.connect()));
    const results = await Promise.all(
      processes.map(({ database }) =>
        createSpannerPreferenceGraph(database, { elapsed }).apply([viewed('e1', 'ana')]),
      ),
    );
    expect(results.flat().sort()).toEqual(['applied', 'duplicate']);
  });

  it('takes a denial as the first thing it hears of a shopper', async () => {
    const graph = createSpannerPreferenceGraph(await spanner.emptied(), { elapsed });
    const { edge } = viewed('e1', 'ana').operations[0] as { edge: EdgeName };
    const denial: GraphChange = { ...viewed('e1', 'ana'), operations: [{ kind: 'deny', edge }] };
    expect(await graph.apply([denial])).toEqual(['applied']);
    expect((await graph.neighbourhood('ana')).edges).toEqual([]);
  });

  it('shows another process what was learned within seconds', async () => {
    const database = await spanner.emptied();
    await createSpannerPreferenceGraph(database, { elapsed }).apply([viewed('e1', 'ana')]);
    const other = createSpannerPreferenceGraph((await spanner.connect()).database, { elapsed });
    await expect
      .poll(async () => (await other.neighbourhood('ana')).edges.length, { timeout: 10_000 })
      .toBe(1);
  });

  it('lets a kept profile go within seconds of what another process learned or forgot', async () => {
    const database = await spanner.emptied();
    const connected = (await spanner.connect()).database;
    const graph = createSpannerPreferenceGraph(connected, { elapsed });
    const other = createSpannerPreferenceGraph(database, { elapsed });
    const overall = {
      population: { current: () => null },
      now: () => Date.UTC(2026, 0, 5),
      profiles: createProfileCache(),
    };
    const settings = createSpannerSettingsStore(connected);
    const bought = async () =>
      (await loadProfile({ graph, settings, overall }, 'ana')).products.map(({ productId }) => productId);
    const learner = createLearner({ graph: other, now: () => Date.UTC(2026, 0, 5) });
    const buy = (eventId: string, productId: string) => {
      const lines = [{ productId, quantity: 1 }];
      const at = Date.UTC(2026, 0, 4);
      return learner.learn([{ eventId, shopperId: 'ana', kind: 'purchase', at, lines, source: 'test' }], {
        privacy: { learning: true },
      });
    };
    await buy('e1', 'milk');
    await expect.poll(bought, { timeout: 10_000 }).toEqual(['milk']);
    await buy('e2', 'tea');
    await expect.poll(async () => (await bought()).length, { timeout: 10_000 }).toBe(2);
    await other.forget('ana');
    await expect.poll(bought, { timeout: 10_000 }).toEqual([]);
  });

  it('leaves not even the id of a shopper of whom nothing else is kept', async () => {
    const database = await spanner.emptied();
    const graph = createSpannerPreferenceGraph(database, { elapsed });
    const settings = createSpannerSettingsStore(database);
    await graph.apply([viewed('e1', 'ana')]);
    await settings.save({ ...defaultSettings('ana'), revision: 1, allergies: ['peanut'] });
    await graph.forget('ana');
    expect((await settings.load('ana')).allergies).toEqual(['peanut']);
    expect(await countRows('ana', ['Shoppers'])).toBe(1);
    await settings.forget('ana');
    expect(await countRows('ana', ['Shoppers'])).toBe(0);
  });
});
