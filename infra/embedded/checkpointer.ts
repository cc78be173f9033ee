import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint';
import { type CheckpointerOptions, createTableCheckpointer } from '#infra/checkpoints/table-checkpointer.ts';
import { createCheckpointTable } from './checkpoint-table.ts';
import type { Database } from './database.ts';

/** LangGraph's checkpointer over an embedded database; opened with `checkpointMigrations`. */
export function createEmbeddedCheckpointer(
  database: Database,
  options: CheckpointerOptions = {},
): BaseCheckpointSaver {
  return createTableCheckpointer(createCheckpointTable(database), options);
}
