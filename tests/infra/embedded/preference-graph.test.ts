import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '#infra/embedded/database.ts';
import {
  createEmbeddedPreferenceGraph,
  preferenceGraphMigrations,
} from '#infra/embedded/preference-graph.ts';
import { preferenceGraphCases } from '#tests/conformance/preference-graph.ts';

describe('the embedded preference graph', () => {
  preferenceGraphCases(async () => {
    const database = openDatabase({ path: ':memory:', migrations: preferenceGraphMigrations });
    return {
      graph: createEmbeddedPreferenceGraph(database),
      async countRows(shopperId) {
        return ['graph_node', 'graph_edge', 'graph_event', 'graph_version', 'graph_forgotten'].reduce(
          (sum, table) =>
            sum +
            Number(
              database.statement(`SELECT count(*) AS rows FROM ${table} WHERE shopper_id = ?`).get(shopperId)
                ?.rows,
            ),
          0,
        );
      },
      async rowsNaming(text) {
        return ['graph_node', 'graph_edge', 'graph_event', 'graph_version', 'graph_forgotten']
          .flatMap((table) => database.statement(`SELECT * FROM ${table}`).all())
          .filter((row) => JSON.stringify(row).includes(text)).length;
      },
      async close() {
        database.close();
      },
    };
  });

  it('is still there after the process ends', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'leafloaf-graph-'));
    const open = () =>
      openDatabase({ path: join(folder, 'leafloaf.db'), migrations: preferenceGraphMigrations });
    const edge = { sourceId: 'shopper', kind: 'VIEWED', targetId: 'product:tea' } as const;
    const first = open();
    await createEmbeddedPreferenceGraph(first).apply([
      {
        eventId: 'e1',
        shopperId: 'ana',
        at: 1,
        recordedAt: 2,
        source: 't1',
        operations: [{ kind: 'observe', edge, observation: { at: 1 } }],
      },
    ]);
    first.close();
    const second = open();
    expect((await createEmbeddedPreferenceGraph(second).neighbourhood('ana')).edges).toMatchObject([edge]);
    second.close();
    rmSync(folder, { recursive: true });
  });
});
