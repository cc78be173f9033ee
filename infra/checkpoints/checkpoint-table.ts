/** A serialised value with the name of its form. */
export interface Stored {
  readonly type: string;
  readonly value: Uint8Array;
}

export interface CheckpointKey {
  readonly threadId: string;
  readonly namespace: string;
  readonly checkpointId: string;
}

export interface CheckpointRow extends CheckpointKey {
  readonly parentId: string | null;
  readonly checkpoint: Stored;
  readonly metadata: Stored;
}

export interface CheckpointWrite {
  readonly taskId: string;
  readonly channel: string;
  /** Negative for errors, interrupts and the like, which replace; others are written once. */
  readonly position: number;
  readonly stored: Stored;
}

/** How many checkpoints of a thread stay, and how many more may gather before the older ones go at once. */
export interface Pruning {
  readonly keepLatest: number;
  readonly slack: number;
}

/** Which checkpoints; null leaves a field open. */
export interface CheckpointMatch {
  readonly threadId: string | null;
  readonly namespace: string | null;
  readonly checkpointId: string | null;
  /** Only those with a smaller id. */
  readonly before: string | null;
}

/** Checkpoints and the writes that belong to them, as plain rows. Ids sort by time, so the greatest is the newest. */
export interface CheckpointTable {
  /** The checkpoint of this id, or the newest when the id is null. */
  find(threadId: string, namespace: string, checkpointId: string | null): Promise<CheckpointRow | null>;
  /** Keys newest first. */
  keys(match: CheckpointMatch): Promise<readonly CheckpointKey[]>;
  /** Writes in the order they were made. */
  writes(key: CheckpointKey): Promise<readonly CheckpointWrite[]>;
  put(row: CheckpointRow, pruning: Pruning | null): Promise<void>;
  putWrites(key: CheckpointKey, writes: readonly CheckpointWrite[]): Promise<void>;
  deleteThread(threadId: string): Promise<void>;
}
