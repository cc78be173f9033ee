import { describe } from 'vitest';
import { createSpannerPopulationStore } from '#infra/spanner/population-store.ts';
import { populationStoreCases } from '#tests/conformance/population-store.ts';
import { testSpanner } from './open-test-spanner.ts';

const spanner = testSpanner();

describe('the store of populations in Spanner', () => {
  populationStoreCases(async () => {
    const database = await spanner.emptied();
    const { database: otherDatabase } = await spanner.connect();
    return {
      store: createSpannerPopulationStore(database),
      other: createSpannerPopulationStore(otherDatabase),
      async damage() {
        const [row] = await database.rows('read a piece', 'PopulationPieces', ['Bytes'], {
          keys: [['p1', 1]],
        });
        const Bytes = Uint8Array.from(row?.Bytes as Uint8Array, (byte, at) => (at === 7 ? byte ^ 1 : byte));
        await database.write('damage a piece', [
          { kind: 'put', table: 'PopulationPieces', row: { Id: 'p1', Piece: 1, Bytes } },
        ]);
      },
      close: async () => undefined,
    };
  });
});
