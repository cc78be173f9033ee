/** Work that runs behind the turns, again and again; each piece at most once at a time. */
export interface BackgroundWork {
  /** Runs `work` soon, once however often it is asked for. */
  nudge(): void;
  /** Ends after the run under way. */
  close(): Promise<void>;
}

/** Runs `work` every `everyMs` and soon after each nudge. What it throws goes to `onError`, and it goes on. */
export function createBackgroundWork(options: {
  readonly work: () => Promise<unknown>;
  readonly everyMs: number;
  readonly soonMs: number;
  readonly onError: (error: unknown) => void;
}): BackgroundWork {
  let timer: NodeJS.Timeout | null = null;
  let underWay: Promise<void> | null = null;
  let closed = false;

  const schedule = (delayMs: number) => {
    if (closed) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(run, delayMs);
    timer.unref();
  };

  const run = () => {
    timer = null;
    underWay ??= options
      .work()
      .then(() => undefined, options.onError)
      .finally(() => {
        underWay = null;
        if (timer === null) schedule(options.everyMs);
      });
  };

  let nudged = false;
  schedule(options.soonMs);
  return {
    nudge() {
      if (nudged) return;
      nudged = true;
      setTimeout(() => {
        nudged = false;
        schedule(0);
      }, options.soonMs).unref();
    },
    async close() {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      await underWay;
    },
  };
}
