import type { TokenLedger } from '#memory/tokens/token-ledger.ts';
import type { Fallback } from './fallback.ts';

export interface TokenLedgerWithFallbackParts {
  readonly primary: TokenLedger & { clear(): Promise<void> };
  /** Empty at start and used by nobody else. */
  readonly stand: TokenLedger;
  /** Given how the ledger comes back. */
  readonly fallback: (comeBack: () => Promise<void>) => Fallback;
  /** Conversations remembered for the way back; past that the whole primary is cleared. 100,000 by default. */
  readonly maxStale?: number;
}

/** Conversations taken out of the primary at once. */
const BATCH = 256;

/**
 * A ledger that goes on while its primary is out. A total that missed turns would be too small and pass for a short
 * conversation, so totals are given up rather than trusted: the stand-in keeps only what was restored from the log
 * during the outage, and what it touched is unknown to the primary afterwards, hence recomputed from the log.
 */
export function createTokenLedgerWithFallback(parts: TokenLedgerWithFallbackParts): TokenLedger {
  const { primary, stand, maxStale = 100_000 } = parts;
  const stale = new Set<string>();
  let allStale = false;
  let settling: Promise<void> | null = null;

  const markStale = (conversationId: string) => {
    if (allStale) return;
    stale.add(conversationId);
    if (stale.size <= maxStale) return;
    allStale = true;
    stale.clear();
  };

  const settleAll = async () => {
    while (allStale || stale.size > 0) {
      if (allStale) {
        await primary.clear();
        allStale = false;
        continue;
      }
      const batch = [...stale].slice(0, BATCH);
      for (const conversationId of batch) stale.delete(conversationId);
      try {
        await Promise.all(batch.map((conversationId) => primary.remove(conversationId)));
      } catch (error) {
        batch.forEach(markStale);
        throw error;
      }
      // Their totals go stale here as soon as the primary counts on.
      for (const conversationId of batch) await stand.remove(conversationId);
    }
  };

  const settle = (): Promise<void> => {
    settling ??= settleAll().finally(() => {
      settling = null;
    });
    return settling;
  };

  const fallback = parts.fallback(settle);
  const run = <T>(onPrimary: () => Promise<T>, onStand: () => Promise<T>): Promise<T> =>
    fallback.run(async () => {
      // A turn that was under way on the stand-in may have ended after the way back was clear.
      if (allStale || stale.size > 0) await settle();
      return onPrimary();
    }, onStand);

  return {
    read: (conversationId) =>
      run(
        () => primary.read(conversationId),
        () => stand.read(conversationId),
      ),
    add: (conversationId, turnId, tokens) =>
      run(
        () => primary.add(conversationId, turnId, tokens),
        async () => {
          markStale(conversationId);
          const known = await stand.read(conversationId);
          return known === null ? tokens : stand.add(conversationId, turnId, tokens);
        },
      ),
    restore: (conversationId, tokens, latestTurnIds) =>
      run(
        () => primary.restore(conversationId, tokens, latestTurnIds),
        () => {
          markStale(conversationId);
          return stand.restore(conversationId, tokens, latestTurnIds);
        },
      ),
    remove: (conversationId) =>
      run(
        () => primary.remove(conversationId),
        () => {
          markStale(conversationId);
          return stand.remove(conversationId);
        },
      ),
  };
}
