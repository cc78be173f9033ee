import { Worker } from 'node:worker_threads';
import type { LearnedBytes } from '#personalization/population/population-keeper.ts';
import type { PopulationSource, PopulationWork } from './population-source.ts';

/**
 * Learns over everybody in a thread of its own, one run at a time; the turns' thread only receives what was learned. Without a
 * catalogue nothing is learned of prices and households.
 */
export function createPopulationThread(source: PopulationSource, cataloguePath: string | null = null) {
  let running: Worker | null = null;
  return {
    learn: () =>
      new Promise<LearnedBytes>((resolve, reject) => {
        const worker = new Worker(new URL('./population-worker.ts', import.meta.url), {
          workerData: { source, cataloguePath } satisfies PopulationWork,
        });
        running = worker;
        worker.once('message', resolve);
        worker.once('error', reject);
        worker.once('exit', (code) => {
          running = null;
          reject(new Error(`the thread that learns over everybody ended with code ${code}`));
        });
      }),
    /** Ends a run under way. */
    async close() {
      await running?.terminate();
    },
  };
}
