import type { Reembedding } from '#infra/embedded/recollection-store.ts';
import type { HealthReport } from '#infra/gateway/application.ts';
import type { ChosenEmbeddings } from '#infra/models/open-embeddings.ts';
import { type BackgroundWork, createBackgroundWork } from './background-work.ts';

/** How often texts without a vector of the model in use are looked for, in milliseconds. */
const EVERY_MS = 60_000;
const SOON_MS = 1_000;

export interface FollowedReembedding extends Pick<BackgroundWork, 'close'> {
  /** Recollections that wait for a vector of the model in use. */
  remaining(): number;
  /** Why the model could not embed the last time it was tried; null when it could. */
  failure(): string | null;
}

/** Tried first: it loads the model before a shopper waits for it, and finds out whether it serves. */
const PROBE = 'bread';

/** Embeds anew, behind the turns, what another model embedded or what came while the model was away. */
export function followReembedding(
  { kind, embeddings }: Pick<ChosenEmbeddings, 'kind' | 'embeddings'>,
  reembedding: Reembedding,
  onError: (error: unknown) => void,
): FollowedReembedding {
  let closing = false;
  let failure: string | null = null;
  const work = createBackgroundWork({
    work: async () => {
      if (kind === 'minilm') await embeddings.embed([PROBE]);
      failure = null;
      while (!closing && (await reembedding.next()) > 0) {
        // The built-in vectors take no time to wait for: turns get their turn between two batches.
        await new Promise(setImmediate);
      }
    },
    everyMs: EVERY_MS,
    soonMs: SOON_MS,
    onError: (error) => {
      failure = error instanceof Error ? error.message : String(error);
      onError(error);
    },
  });
  return {
    remaining: () => reembedding.remaining(),
    failure: () => failure,
    async close() {
      closing = true;
      await work.close();
    },
  };
}

/** Which model embeds, what is left to embed anew, and why it is not the one that was asked for. */
export function embeddingHealth(
  { embeddings, trouble }: ChosenEmbeddings,
  reembedding: FollowedReembedding,
): HealthReport['components'][number] {
  const remaining = reembedding.remaining();
  const left = remaining === 0 ? '' : `, ${remaining} remembered turns to embed anew`;
  if (trouble !== null) {
    return { name: 'embeddings', status: 'warn', detail: `${embeddings.model} stands in: ${trouble}${left}` };
  }
  const failure = reembedding.failure();
  if (failure !== null) {
    return {
      name: 'embeddings',
      status: 'warn',
      detail: `${embeddings.model} does not serve, words alone decide: ${failure}${left}`,
    };
  }
  return { name: 'embeddings', status: 'pass', detail: `${embeddings.model}${left}` };
}
