import type { Embedder } from '#memory/semantic/embedder.ts';

/**
 * The vector of a query, or null when the model cannot be used or takes longer than `budgetMs`. Throws the reason of
 * `signal` when it aborts.
 */
export async function embedWithin(
  embedder: Pick<Embedder, 'embed'>,
  text: string,
  budgetMs: number,
  signal: AbortSignal | undefined,
): Promise<Float32Array | null> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), budgetMs);
  const abort = () => late.abort(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const [vector = null] = await embedder.embed([text], { urgent: true, signal: late.signal });
    return vector;
  } catch {
    signal?.throwIfAborted();
    return null;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}
