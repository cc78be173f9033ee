/** One text that waits for its vector. */
export interface TextJob {
  readonly text: string;
  readonly urgent: boolean;
  /** How many workers died while they had it. */
  deaths: number;
  resolve(vector: Float32Array): void;
  reject(error: unknown): void;
}

/** Texts that wait for a model: the urgent before the others, each in the order they came. */
export interface TextQueue {
  /** The vectors in the order of the texts. An aborted call leaves the queue at once. */
  add(
    texts: readonly string[],
    options: { readonly urgent: boolean; readonly signal?: AbortSignal | undefined },
  ): Promise<readonly Float32Array[]>;
  /** Removes the next `count` texts; a text that was in a worker when it died comes alone. */
  take(count: number): readonly TextJob[];
  /** Returns texts to the head of the queue. */
  putBack(jobs: readonly TextJob[]): void;
  rejectAll(error: unknown): void;
}

export function createTextQueue(): TextQueue {
  let urgentJobs: TextJob[] = [];
  let otherJobs: TextJob[] = [];

  return {
    add(texts, { urgent, signal }) {
      if (texts.length === 0) return Promise.resolve([]);
      const { promise, resolve, reject } = Promise.withResolvers<readonly Float32Array[]>();
      const vectors = new Array<Float32Array>(texts.length);
      let missing = texts.length;
      const jobs = texts.map(
        (text, position): TextJob => ({
          text,
          urgent,
          deaths: 0,
          resolve(vector) {
            vectors[position] = vector;
            missing -= 1;
            if (missing === 0) {
              signal?.removeEventListener('abort', abort);
              resolve(vectors);
            }
          },
          reject(error) {
            signal?.removeEventListener('abort', abort);
            leave();
            reject(error);
          },
        }),
      );
      const mine = new Set(jobs);
      const leave = () => {
        urgentJobs = urgentJobs.filter((job) => !mine.has(job));
        otherJobs = otherJobs.filter((job) => !mine.has(job));
      };
      const abort = () => {
        leave();
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', abort, { once: true });
      if (urgent) urgentJobs.push(...jobs);
      else otherJobs.push(...jobs);
      return promise;
    },
    take(count) {
      const line = urgentJobs.length > 0 ? urgentJobs : otherJobs;
      const suspect = line.slice(0, count).findIndex((job) => job.deaths > 0);
      return line.splice(0, suspect < 0 ? count : Math.max(1, suspect));
    },
    putBack(jobs) {
      urgentJobs.unshift(...jobs.filter((job) => job.urgent));
      otherJobs.unshift(...jobs.filter((job) => !job.urgent));
    },
    rejectAll(error) {
      const jobs = [...urgentJobs, ...otherJobs];
      urgentJobs = [];
      otherJobs = [];
      for (const job of jobs) job.reject(error);
    },
  };
}
