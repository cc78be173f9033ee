import { isDeepStrictEqual } from 'node:util';
import type { RunnableConfig } from '@langchain/core/runnables';
import {
  BaseCheckpointSaver,
  type ChannelVersions,
  type Checkpoint,
  type CheckpointListOptions,
  type CheckpointMetadata,
  type CheckpointPendingWrite,
  type CheckpointTuple,
  copyCheckpoint,
  getCheckpointId,
  maxChannelVersion,
  type PendingWrite,
  TASKS,
  WRITES_IDX_MAP,
} from '@langchain/langgraph-checkpoint';
import type { CheckpointKey, CheckpointRow, CheckpointTable, Pruning } from './checkpoint-table.ts';
import { loadingPlainText } from './plain-loading.ts';

/** Since this format a checkpoint holds its pending sends itself; older ones find them in the parent's writes. */
const FORMAT_WITH_SENDS = 4;

export interface CheckpointerOptions {
  /**
   * Checkpoints kept of a thread and namespace; what is older goes as new ones come. Default: all. A thread with delta
   * channels needs its ancestors: leave it out there.
   */
  readonly keepLatest?: number;
  /** How many more may gather before the older ones go at once, since each pruning costs a turn. Default 0. */
  readonly slack?: number;
}

/** LangGraph's checkpointer over the tables of a store. */
export function createTableCheckpointer(
  table: CheckpointTable,
  options: CheckpointerOptions = {},
): BaseCheckpointSaver {
  const { keepLatest, slack = 0 } = options;
  if (keepLatest !== undefined && !(Number.isInteger(keepLatest) && keepLatest >= 1)) {
    throw new RangeError(`keepLatest is ${keepLatest}: give a whole number of at least 1, or leave it out.`);
  }
  return new TableCheckpointer(table, keepLatest === undefined ? null : { keepLatest, slack });
}

class TableCheckpointer extends BaseCheckpointSaver {
  readonly #table: CheckpointTable;
  readonly #pruning: Pruning | null;

  constructor(table: CheckpointTable, pruning: Pruning | null) {
    super();
    this.serde = loadingPlainText(this.serde);
    this.#table = table;
    this.#pruning = pruning;
  }

  override async getTuple(config: RunnableConfig): Promise<CheckpointTuple | undefined> {
    const threadId = config.configurable?.thread_id;
    if (threadId === undefined) return undefined;
    const row = await this.#table.find(
      identifier('thread_id', threadId),
      identifier('checkpoint_ns', config.configurable?.checkpoint_ns ?? '', true),
      getCheckpointId(config) || null,
    );
    if (row === null) return undefined;
    const tuple = await this.#tuple(row);
    return getCheckpointId(config) ? { ...tuple, config } : tuple;
  }

  override async *list(
    config: RunnableConfig,
    options: CheckpointListOptions = {},
  ): AsyncGenerator<CheckpointTuple> {
    const { before, filter, limit = Number.POSITIVE_INFINITY } = options;
    const wanted = Object.entries(filter ?? {});
    const keys = await this.#table.keys({
      threadId: config.configurable?.thread_id ?? null,
      namespace: config.configurable?.checkpoint_ns ?? null,
      checkpointId: config.configurable?.checkpoint_id ?? null,
      before: before?.configurable?.checkpoint_id ?? null,
    });
    let given = 0;
    for (const key of keys) {
      if (given >= limit) return;
      // A checkpoint may have been pruned since the keys were read.
      const row = await this.#table.find(key.threadId, key.namespace, key.checkpointId);
      if (row === null) continue;
      const metadata = await this.serde.loadsTyped(row.metadata.type, row.metadata.value);
      if (!wanted.every(([name, value]) => isDeepStrictEqual(metadata[name], value))) continue;
      given += 1;
      yield await this.#tuple(row);
    }
  }

  override async put(
    config: RunnableConfig,
    checkpoint: Checkpoint,
    metadata: CheckpointMetadata,
    newVersions: ChannelVersions,
  ): Promise<RunnableConfig> {
    const threadId = identifier('thread_id', config.configurable?.thread_id);
    const namespace = identifier('checkpoint_ns', config.configurable?.checkpoint_ns ?? '', true);
    const checkpointId = identifier('checkpoint_id', checkpoint.id);
    const parentId = config.configurable?.checkpoint_id ?? null;
    const { channel_values: values, ...rest } = copyCheckpoint(checkpoint);
    const held: Record<string, unknown> = {};
    for (const [channel, value] of Object.entries(values)) {
      // A channel that keeps nothing between turns says undefined, which is what a channel not named here holds.
      if (value === undefined) continue;
      // With a parent, what did not change is inherited; without one it is part of this checkpoint only when it is
      // declared new, or when this is a copy of a checkpoint beside it.
      const isHeld =
        parentId !== null ||
        channel in newVersions ||
        (await this.#besideHolds({ threadId, namespace }, channel, value));
      if (isHeld) held[channel] = value;
    }
    const [stored, storedMetadata] = await Promise.all([
      this.serde.dumpsTyped({ ...rest, channel_values: held }),
      this.serde.dumpsTyped(metadata),
    ]);
    await this.#table.put(
      {
        threadId,
        namespace,
        checkpointId,
        parentId,
        checkpoint: { type: stored[0], value: stored[1] },
        metadata: { type: storedMetadata[0], value: storedMetadata[1] },
      },
      this.#pruning,
    );
    return configOf({ threadId, namespace, checkpointId });
  }

  override async putWrites(config: RunnableConfig, writes: PendingWrite[], taskId: string): Promise<void> {
    const key = {
      threadId: identifier('thread_id', config.configurable?.thread_id),
      namespace: identifier('checkpoint_ns', config.configurable?.checkpoint_ns ?? '', true),
      checkpointId: identifier('checkpoint_id', config.configurable?.checkpoint_id),
    };
    const rows = await Promise.all(
      writes.map(async ([channel, value], position) => {
        const [type, bytes] = await this.serde.dumpsTyped(value);
        return {
          taskId,
          channel,
          position: WRITES_IDX_MAP[channel] ?? position,
          stored: { type, value: bytes },
        };
      }),
    );
    await this.#table.putWrites(key, rows);
  }

  override async deleteThread(threadId: string): Promise<void> {
    await this.#table.deleteThread(threadId);
  }

  async #tuple(row: CheckpointRow): Promise<CheckpointTuple> {
    const [loaded, metadata, pendingWrites] = await Promise.all([
      this.#checkpoint(row),
      this.serde.loadsTyped(row.metadata.type, row.metadata.value) as Promise<CheckpointMetadata>,
      this.#writes(row),
    ]);
    const tuple = { config: configOf(row), checkpoint: loaded, metadata, pendingWrites };
    if (row.parentId === null) return tuple;
    const parent = { ...row, checkpointId: row.parentId };
    const checkpoint =
      loaded.v < FORMAT_WITH_SENDS ? this.#withSends(loaded, await this.#writes(parent)) : loaded;
    return { ...tuple, checkpoint, parentConfig: configOf(parent) };
  }

  async #besideHolds(
    { threadId, namespace }: Pick<CheckpointKey, 'threadId' | 'namespace'>,
    channel: string,
    value: unknown,
  ): Promise<boolean> {
    const keys = await this.#table.keys({ threadId, namespace, checkpointId: null, before: null });
    for (const key of keys) {
      const row = await this.#table.find(threadId, namespace, key.checkpointId);
      if (row === null) continue;
      const { channel_values: values } = await this.#checkpoint(row);
      if (isDeepStrictEqual(values[channel], value)) return true;
    }
    return false;
  }

  #checkpoint({ checkpoint }: CheckpointRow): Promise<Checkpoint> {
    return this.serde.loadsTyped(checkpoint.type, checkpoint.value) as Promise<Checkpoint>;
  }

  #withSends(checkpoint: Checkpoint, parentWrites: readonly CheckpointPendingWrite[]): Checkpoint {
    const sends = parentWrites.filter(([, channel]) => channel === TASKS).map(([, , value]) => value);
    const versions = Object.values(checkpoint.channel_versions ?? {});
    const version = versions.length > 0 ? maxChannelVersion(...versions) : this.getNextVersion(undefined);
    return {
      ...checkpoint,
      channel_values: { ...checkpoint.channel_values, [TASKS]: sends },
      channel_versions: { ...checkpoint.channel_versions, [TASKS]: version },
    };
  }

  async #writes(key: CheckpointKey): Promise<CheckpointPendingWrite[]> {
    const writes = await this.#table.writes(key);
    return Promise.all(
      writes.map(
        async ({ taskId, channel, stored }): Promise<CheckpointPendingWrite> => [
          taskId,
          channel,
          await this.serde.loadsTyped(stored.type, stored.value),
        ],
      ),
    );
  }
}

function configOf({ threadId, namespace, checkpointId }: CheckpointKey): RunnableConfig {
  return { configurable: { thread_id: threadId, checkpoint_ns: namespace, checkpoint_id: checkpointId } };
}

function identifier(field: string, value: unknown, mayBeEmpty = false): string {
  if (typeof value === 'string' && (mayBeEmpty || value !== '')) return value;
  const found = value === '' ? 'an empty string' : value === null ? 'null' : typeof value;
  throw new TypeError(
    `The checkpointer needs configurable.${field} as a text and got ${found}. Pass { configurable: { ${field}: "…" } }.`,
  );
}
