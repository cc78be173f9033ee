import { crc32 } from 'node:zlib';
import type { PopulationStore } from '#personalization/population/population-store.ts';
import type { SpannerDatabase } from './database.ts';

/** There is one population; its row is found under this name. */
const NAME = 'everybody';
/** A commit and a cell of Spanner hold more, but a call must not last. */
const PIECE_BYTES = 1 << 20;

/** The population in Spanner: pieces first, then the row that names them, so that nobody reads half of one. */
export function createSpannerPopulationStore(database: SpannerDatabase): PopulationStore {
  const head = async () => {
    const [row] = await database.rows(
      'find the population',
      'Populations',
      ['Id', 'Format', 'LearnedFrom', 'LearnedAt', 'Pieces', 'Checksum'],
      { keys: [[NAME]] },
    );
    return row === undefined
      ? null
      : {
          id: String(row.Id),
          format: String(row.Format),
          learnedFrom: String(row.LearnedFrom),
          learnedAt: Number(row.LearnedAt),
          pieces: Number(row.Pieces),
          checksum: Number(row.Checksum),
        };
  };
  return {
    async stored() {
      const found = await head();
      if (found === null) return null;
      const { pieces, checksum, ...stored } = found;
      return stored;
    },
    async read(id) {
      const found = await head();
      if (found?.id !== id) return null;
      const pieces: Uint8Array[] = [];
      for (let piece = 0; piece < found.pieces; piece += 1) {
        const [row] = await database.rows('read the population', 'PopulationPieces', ['Bytes'], {
          keys: [[id, piece]],
        });
        // Replaced meanwhile.
        if (row === undefined) return null;
        pieces.push(row.Bytes as Uint8Array);
      }
      const bytes = joined(pieces);
      return crc32(bytes) === found.checksum ? bytes : null;
    },
    async save({ id, format, learnedFrom, learnedAt }, bytes) {
      const pieces = Math.ceil(bytes.length / PIECE_BYTES);
      for (let piece = 0; piece < pieces; piece += 1) {
        const Bytes = bytes.subarray(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES);
        await database.write('store the population', [
          { kind: 'put', table: 'PopulationPieces', row: { Id: id, Piece: piece, Bytes } },
        ]);
      }
      await database.write('store the population', [
        {
          kind: 'put',
          table: 'Populations',
          row: {
            Name: NAME,
            Id: id,
            Format: format,
            LearnedFrom: learnedFrom,
            LearnedAt: learnedAt,
            Pieces: pieces,
            Checksum: crc32(bytes),
          },
        },
      ]);
      await removePieces(database, id);
    },
    async clear() {
      await database.write('remove the population', [{ kind: 'remove', table: 'Populations', key: [NAME] }]);
      await removePieces(database, '');
    },
    claim: (holder, forMs) =>
      database.transaction('agree on who learns', async (transaction) => {
        const [row] = await transaction.query({
          sql: 'SELECT Holder, HeldUntil > CURRENT_TIMESTAMP() AS IsHeld FROM PopulationLearners WHERE Name = @name',
          params: { name: NAME },
        });
        if (row !== undefined && row.IsHeld === true && row.Holder !== holder) return false;
        const until = 'TIMESTAMP_ADD(CURRENT_TIMESTAMP(), INTERVAL @forMs MILLISECOND)';
        await transaction.execute({
          sql:
            row === undefined
              ? `INSERT INTO PopulationLearners (Name, Holder, HeldUntil) VALUES (@name, @holder, ${until})`
              : `UPDATE PopulationLearners SET Holder = @holder, HeldUntil = ${until} WHERE Name = @name`,
          params: { name: NAME, holder, forMs },
        });
        return true;
      }),
    async release(holder) {
      await database.transaction('let others learn', (transaction) =>
        transaction.execute({
          sql: 'DELETE FROM PopulationLearners WHERE Name = @name AND Holder = @holder',
          params: { name: NAME, holder },
        }),
      );
    },
  };
}

/** All but those of the one that is stored now. */
async function removePieces(database: SpannerDatabase, kept: string): Promise<void> {
  await database.transaction('remove an old population', (transaction) =>
    transaction.execute({ sql: 'DELETE FROM PopulationPieces WHERE Id != @kept', params: { kept } }),
  );
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
