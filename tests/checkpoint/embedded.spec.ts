import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint';
import { validate } from '@langchain/langgraph-checkpoint-validation';
import { checkpointMigrations } from '#infra/embedded/checkpoint-table.ts';
import { createEmbeddedCheckpointer } from '#infra/embedded/checkpointer.ts';
import { openDatabase } from '#infra/embedded/database.ts';

const closings = new Map<BaseCheckpointSaver, () => void>();

validate({
  checkpointerName: 'embedded checkpointer',
  createCheckpointer() {
    const folder = mkdtempSync(join(tmpdir(), 'leafloaf-'));
    const database = openDatabase({ path: join(folder, 'store.sqlite'), migrations: checkpointMigrations });
    const checkpointer = createEmbeddedCheckpointer(database);
    closings.set(checkpointer, () => {
      database.close();
      rmSync(folder, { recursive: true, force: true });
    });
    return checkpointer;
  },
  destroyCheckpointer(checkpointer) {
    closings.get(checkpointer)?.();
    closings.delete(checkpointer);
  },
});
