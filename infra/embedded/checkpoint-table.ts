import type { CheckpointKey, CheckpointTable, Pruning } from '#infra/checkpoints/checkpoint-table.ts';
import type { Database, Migration } from './database.ts';

export const checkpointMigrations: readonly Migration[] = [
  {
    id: 'checkpoints-1',
    sql: `
      CREATE TABLE checkpoints (
        thread_id       TEXT NOT NULL,
        namespace       TEXT NOT NULL,
        checkpoint_id   TEXT NOT NULL,
        parent_id       TEXT,
        checkpoint_type TEXT NOT NULL,
        checkpoint      BLOB NOT NULL,
        metadata_type   TEXT NOT NULL,
        metadata        BLOB NOT NULL,
        PRIMARY KEY (thread_id, namespace, checkpoint_id)
      ) STRICT;
      CREATE TABLE checkpoint_writes (
        thread_id     TEXT NOT NULL,
        namespace     TEXT NOT NULL,
        checkpoint_id TEXT NOT NULL,
        task_id       TEXT NOT NULL,
        position      INTEGER NOT NULL,
        channel       TEXT NOT NULL,
        value_type    TEXT NOT NULL,
        value         BLOB NOT NULL,
        PRIMARY KEY (thread_id, namespace, checkpoint_id, task_id, position)
      ) STRICT;
    `,
  },
];

/** The tables of checkpoints in an embedded database; opened with `checkpointMigrations`. */
export function createCheckpointTable(database: Database): CheckpointTable {
  const nthNewest = (key: CheckpointKey, offset: number) =>
    database
      .statement(
        `SELECT checkpoint_id FROM checkpoints WHERE thread_id = ? AND namespace = ?
         ORDER BY checkpoint_id DESC LIMIT 1 OFFSET ?`,
      )
      .get(key.threadId, key.namespace, offset);

  const prune = (key: CheckpointKey, { keepLatest, slack }: Pruning): void => {
    if (nthNewest(key, keepLatest + slack) === undefined) return;
    const oldestKept = nthNewest(key, keepLatest - 1);
    if (oldestKept === undefined) return;
    // A subgraph run by a task has a namespace of its own ("node:task"), which no later turn enters again.
    for (const table of ['checkpoints', 'checkpoint_writes']) {
      database
        .statement(
          `DELETE FROM ${table} WHERE thread_id = :thread AND checkpoint_id < :oldest
           AND (namespace = :namespace OR (:namespace = '' AND instr(namespace, ':') > 0))`,
        )
        .run({
          thread: key.threadId,
          oldest: oldestKept.checkpoint_id ?? null,
          namespace: key.namespace,
        });
    }
  };

  return {
    async find(threadId, namespace, checkpointId) {
      const row =
        checkpointId === null
          ? database
              .statement(
                `SELECT * FROM checkpoints WHERE thread_id = ? AND namespace = ?
                 ORDER BY checkpoint_id DESC LIMIT 1`,
              )
              .get(threadId, namespace)
          : database
              .statement(
                'SELECT * FROM checkpoints WHERE thread_id = ? AND namespace = ? AND checkpoint_id = ?',
              )
              .get(threadId, namespace, checkpointId);
      if (row === undefined) return null;
      return {
        threadId,
        namespace,
        checkpointId: String(row.checkpoint_id),
        parentId: row.parent_id === null ? null : String(row.parent_id),
        checkpoint: { type: String(row.checkpoint_type), value: row.checkpoint as Uint8Array },
        metadata: { type: String(row.metadata_type), value: row.metadata as Uint8Array },
      };
    },
    async keys(match) {
      return database
        .statement(
          `SELECT thread_id, namespace, checkpoint_id FROM checkpoints
           WHERE (:threadId IS NULL OR thread_id = :threadId) AND (:namespace IS NULL OR namespace = :namespace)
             AND (:checkpointId IS NULL OR checkpoint_id = :checkpointId)
             AND (:before IS NULL OR checkpoint_id < :before)
           ORDER BY checkpoint_id DESC, thread_id, namespace`,
        )
        .all({ ...match })
        .map((row) => ({
          threadId: String(row.thread_id),
          namespace: String(row.namespace),
          checkpointId: String(row.checkpoint_id),
        }));
    },
    async writes(key) {
      return database
        .statement(
          `SELECT task_id, channel, position, value_type, value FROM checkpoint_writes
           WHERE thread_id = ? AND namespace = ? AND checkpoint_id = ? ORDER BY rowid`,
        )
        .all(key.threadId, key.namespace, key.checkpointId)
        .map((row) => ({
          taskId: String(row.task_id),
          channel: String(row.channel),
          position: Number(row.position),
          stored: { type: String(row.value_type), value: row.value as Uint8Array },
        }));
    },
    async put(row, pruning) {
      database.transaction(() => {
        database
          .statement(
            `INSERT OR REPLACE INTO checkpoints (thread_id, namespace, checkpoint_id, parent_id,
               checkpoint_type, checkpoint, metadata_type, metadata)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
          )
          .run(
            row.threadId,
            row.namespace,
            row.checkpointId,
            row.parentId,
            row.checkpoint.type,
            row.checkpoint.value,
            row.metadata.type,
            row.metadata.value,
          );
        if (pruning !== null) prune(row, pruning);
      });
    },
    async putWrites(key, writes) {
      const insert = `INSERT INTO checkpoint_writes
        (thread_id, namespace, checkpoint_id, task_id, position, channel, value_type, value)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO`;
      database.transaction(() => {
        for (const { taskId, position, channel, stored } of writes) {
          database
            .statement(
              position < 0
                ? `${insert} UPDATE SET channel = excluded.channel, value_type = excluded.value_type,
                   value = excluded.value`
                : `${insert} NOTHING`,
            )
            .run(
              key.threadId,
              key.namespace,
              key.checkpointId,
              taskId,
              position,
              channel,
              stored.type,
              stored.value,
            );
        }
      });
    },
    async deleteThread(threadId) {
      database.transaction(() => {
        for (const table of ['checkpoints', 'checkpoint_writes']) {
          database.statement(`DELETE FROM ${table} WHERE thread_id = ?`).run(threadId);
        }
      });
    },
  };
}
