import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '#infra/embedded/database.ts';
import { createEmbeddedPopulationStore, populationMigrations } from '#infra/embedded/population-store.ts';
import { populationStoreCases } from '#tests/conformance/population-store.ts';

function openStores() {
  const folder = mkdtempSync(join(tmpdir(), 'leafloaf-population-'));
  const file = join(folder, 'population.bin');
  const databases = [1, 2].map(() =>
    openDatabase({ path: join(folder, 'leafloaf.db'), migrations: populationMigrations }),
  );
  const [store, other] = databases.map((database) =>
    createEmbeddedPopulationStore(database, { file, now: () => 1_000 }),
  );
  return {
    file,
    store: store!,
    other: other!,
    close() {
      for (const database of databases) database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

describe('the embedded store of populations', () => {
  populationStoreCases(async () => {
    const { file, store, other, close } = openStores();
    return {
      store,
      other,
      async damage() {
        const bytes = readFileSync(file);
        bytes.writeUInt8(bytes.readUInt8(bytes.length - 5) ^ 1, bytes.length - 5);
        writeFileSync(file, bytes);
      },
      close: async () => close(),
    };
  });

  it.each(['', 'not one of ours', '{"id":"p1"', ' '.repeat(5_000)])(
    'takes a file that begins otherwise for none at all: %j',
    async (text) => {
      const { file, store, close } = openStores();
      onTestFinished(close);
      writeFileSync(file, text);
      expect(await store.stored()).toBeNull();
      expect(await store.read('p1')).toBeNull();
    },
  );
});
