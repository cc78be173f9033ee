import { type WeaviateConnection, WeaviateFailure } from './connection.ts';

export interface KeeperOptions {
  readonly work: () => Promise<unknown>;
  /** Opened anew after a run that could not reach the server. */
  readonly connection: WeaviateConnection;
  readonly everyMs: number;
  readonly onDone: () => void;
  readonly onError: (error: unknown) => void;
}

export interface Keeper {
  nudge(): void;
  /** Why the last run failed; null when it did not. */
  trouble(): string | null;
  close(): Promise<void>;
}

/** Runs `work` now and again and again, one run at a time; an outage is told once, not at every try. */
export function keepInStep(options: KeeperOptions): Keeper {
  const { work, connection, everyMs, onDone, onError } = options;
  let timer: NodeJS.Timeout | null = null;
  let underWay: Promise<unknown> | null = null;
  let again = false;
  let closed = false;
  let isOut = false;
  let trouble: string | null = null;

  const run = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (closed) return;
    if (underWay !== null) {
      again = true;
      return;
    }
    again = false;
    underWay = work()
      .then(
        () => {
          isOut = false;
          trouble = null;
          onDone();
        },
        (error: unknown) => {
          if (!isOut && !closed) onError(error);
          isOut = true;
          trouble = error instanceof Error ? error.message : String(error);
          if (error instanceof WeaviateFailure && !error.refused) connection.reopen();
        },
      )
      .finally(() => {
        underWay = null;
        if (closed) return;
        timer = setTimeout(run, again && !isOut ? 0 : everyMs);
        timer.unref();
      });
  };

  run();
  return {
    nudge: run,
    trouble: () => trouble,
    async close() {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      // What is under way ends with its connection.
      void connection.close();
      await underWay;
    },
  };
}
