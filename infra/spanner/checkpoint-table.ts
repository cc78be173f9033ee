import type {
  CheckpointKey,
  CheckpointTable,
  CheckpointWrite,
  Pruning,
} from '#infra/checkpoints/checkpoint-table.ts';
import { COMMIT_TIME, type Row, type SpannerDatabase } from './database.ts';

const CHECKPOINT = [
  'ThreadId',
  'Namespace',
  'CheckpointId',
  'ParentId',
  'CheckpointType',
  'Checkpoint',
  'MetadataType',
  'Metadata',
];
const WRITE = ['TaskId', 'Position', 'Place', 'Channel', 'ValueType', 'Value', 'CommittedAt'];
const KEY = ['ThreadId', 'Namespace', 'CheckpointId'];

/** The tables of checkpoints in Spanner. */
export function createSpannerCheckpointTable(database: SpannerDatabase): CheckpointTable {
  return {
    async find(threadId, namespace, checkpointId) {
      const key = checkpointId === null ? [threadId, namespace] : [threadId, namespace, checkpointId];
      const [row] = await database.rows('find a checkpoint', 'Checkpoints', CHECKPOINT, {
        keys: [key],
        limit: 1,
      });
      if (row === undefined) return null;
      return {
        ...keyOf(row),
        parentId: row.ParentId === null ? null : String(row.ParentId),
        checkpoint: { type: String(row.CheckpointType), value: row.Checkpoint as Uint8Array },
        metadata: { type: String(row.MetadataType), value: row.Metadata as Uint8Array },
      };
    },
    async keys({ threadId, namespace, checkpointId, before }) {
      const rows =
        threadId === null
          ? await database.query('list checkpoints', { sql: `SELECT ${KEY.join(', ')} FROM Checkpoints` })
          : await database.rows('list checkpoints', 'Checkpoints', KEY, {
              keys: [namespace === null ? [threadId] : [threadId, namespace]],
            });
      return rows
        .map(keyOf)
        .filter(
          (key) =>
            (namespace === null || key.namespace === namespace) &&
            (checkpointId === null || key.checkpointId === checkpointId) &&
            (before === null || key.checkpointId < before),
        )
        .sort(newestFirst);
    },
    async writes(key) {
      const rows = await database.rows('read the writes of a checkpoint', 'CheckpointWrites', WRITE, {
        keys: [[key.threadId, key.namespace, key.checkpointId]],
      });
      return [...rows].sort(inOrderOfWriting).map((row) => ({
        taskId: String(row.TaskId),
        channel: String(row.Channel),
        position: Number(row.Position),
        stored: { type: String(row.ValueType), value: row.Value as Uint8Array },
      }));
    },
    async put(row, pruning) {
      await database.write('store a checkpoint', [
        {
          kind: 'put',
          table: 'Checkpoints',
          row: {
            ThreadId: row.threadId,
            Namespace: row.namespace,
            CheckpointId: row.checkpointId,
            ParentId: row.parentId,
            CheckpointType: row.checkpoint.type,
            Checkpoint: row.checkpoint.value,
            MetadataType: row.metadata.type,
            Metadata: row.metadata.value,
          },
        },
      ]);
      if (pruning !== null) await prune(database, row, pruning);
    },
    putWrites: (key, writes) =>
      database.transaction('store the writes of a checkpoint', async (transaction) => {
        const { threadId, namespace, checkpointId } = key;
        const known = await transaction.rows('CheckpointWrites', ['TaskId', 'Position'], {
          keys: [[threadId, namespace, checkpointId]],
        });
        const idOf = (taskId: unknown, position: unknown) => JSON.stringify([taskId, position]);
        const ids = new Set(known.map((row) => idOf(row.TaskId, row.Position)));
        writes.forEach((write, place) => {
          const id = idOf(write.taskId, write.position);
          // Negative positions replace; the others are written once.
          if (write.position >= 0 && ids.has(id)) return;
          ids.add(id);
          transaction.write(putWrite(key, write, place));
        });
      }),
    async deleteThread(threadId) {
      await database.transaction('delete a thread', async (transaction) => {
        const [checkpoints, writes] = await Promise.all([
          transaction.rows('Checkpoints', KEY, { keys: [[threadId]] }),
          transaction.rows('CheckpointWrites', [...KEY, 'TaskId', 'Position'], { keys: [[threadId]] }),
        ]);
        transaction.write(...removals(checkpoints, writes));
      });
    },
  };
}

/** Drops what is older than the latest few, once enough has gathered; what fails is dropped the next time. */
async function prune(
  database: SpannerDatabase,
  { threadId, namespace }: CheckpointKey,
  { keepLatest, slack }: Pruning,
): Promise<void> {
  const newest = await database.rows('count checkpoints', 'Checkpoints', ['CheckpointId'], {
    keys: [[threadId, namespace]],
    limit: keepLatest + slack + 1,
  });
  const oldestKept = newest[keepLatest - 1]?.CheckpointId;
  if (newest.length <= keepLatest + slack || oldestKept === undefined) return;
  await database.transaction('drop old checkpoints', async (transaction) => {
    // A subgraph run by a task has a namespace of its own ("node:task"), which no later turn enters again.
    const isOld = (row: Row) =>
      String(row.CheckpointId) < String(oldestKept) &&
      (row.Namespace === namespace || (namespace === '' && String(row.Namespace).includes(':')));
    const [checkpoints, writes] = await Promise.all([
      transaction.rows('Checkpoints', KEY, { keys: [[threadId]] }),
      transaction.rows('CheckpointWrites', [...KEY, 'TaskId', 'Position'], { keys: [[threadId]] }),
    ]);
    transaction.write(...removals(checkpoints.filter(isOld), writes.filter(isOld)));
  });
}

function putWrite(key: CheckpointKey, { taskId, channel, position, stored }: CheckpointWrite, place: number) {
  return {
    kind: 'put',
    table: 'CheckpointWrites',
    row: {
      ThreadId: key.threadId,
      Namespace: key.namespace,
      CheckpointId: key.checkpointId,
      TaskId: taskId,
      Position: position,
      Place: place,
      Channel: channel,
      ValueType: stored.type,
      Value: stored.value,
      CommittedAt: COMMIT_TIME,
    },
  } as const;
}

function removals(checkpoints: readonly Row[], writes: readonly Row[]) {
  const keyed = (row: Row) => [String(row.ThreadId), String(row.Namespace), String(row.CheckpointId)];
  return [
    ...checkpoints.map((row) => ({ kind: 'remove', table: 'Checkpoints', key: keyed(row) }) as const),
    ...writes.map(
      (row) =>
        ({
          kind: 'remove',
          table: 'CheckpointWrites',
          key: [...keyed(row), String(row.TaskId), Number(row.Position)],
        }) as const,
    ),
  ];
}

function keyOf(row: Row): CheckpointKey {
  return {
    threadId: String(row.ThreadId),
    namespace: String(row.Namespace),
    checkpointId: String(row.CheckpointId),
  };
}

function newestFirst(a: CheckpointKey, b: CheckpointKey): number {
  if (a.checkpointId !== b.checkpointId) return a.checkpointId > b.checkpointId ? -1 : 1;
  if (a.threadId !== b.threadId) return a.threadId < b.threadId ? -1 : 1;
  return a.namespace < b.namespace ? -1 : 1;
}

function inOrderOfWriting(a: Row, b: Row): number {
  const [ofA, ofB] = [a, b].map(({ CommittedAt }) => (CommittedAt as Date).toISOString()) as [string, string];
  return ofA < ofB ? -1 : ofA > ofB ? 1 : Number(a.Place) - Number(b.Place);
}
