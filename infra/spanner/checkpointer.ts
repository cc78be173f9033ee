import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint';
import { type CheckpointerOptions, createTableCheckpointer } from '#infra/checkpoints/table-checkpointer.ts';
import { createSpannerCheckpointTable } from './checkpoint-table.ts';
import type { SpannerDatabase } from './database.ts';

/** LangGraph's checkpointer over Spanner. */
export function createSpannerCheckpointer(
  database: SpannerDatabase,
  options: CheckpointerOptions = {},
): BaseCheckpointSaver {
  return createTableCheckpointer(createSpannerCheckpointTable(database), options);
}
