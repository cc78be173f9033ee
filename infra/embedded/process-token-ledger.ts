import type { TokenLedger } from '#memory/tokens/token-ledger.ts';

interface Entry {
  readonly tokens: number;
  /** Newest first. */
  readonly turnIds: readonly string[];
}

/** Turns remembered per conversation; they run in order, so only the newest can come again. */
const TURNS = 8;

/** A ledger of this process alone, which forgets the conversations that went on longest ago: those are recomputed. */
export function createProcessTokenLedger({
  maxConversations = 20_000,
}: {
  readonly maxConversations?: number;
} = {}): TokenLedger {
  const entries = new Map<string, Entry>();

  const keep = (conversationId: string, entry: Entry) => {
    entries.delete(conversationId);
    entries.set(conversationId, entry);
    if (entries.size <= maxConversations) return;
    const [oldest] = entries.keys();
    if (oldest !== undefined) entries.delete(oldest);
  };

  return {
    async read(conversationId) {
      return entries.get(conversationId)?.tokens ?? null;
    },
    async add(conversationId, turnId, tokens) {
      const known = entries.get(conversationId) ?? { tokens: 0, turnIds: [] };
      if (known.turnIds.includes(turnId)) return known.tokens;
      const total = known.tokens + tokens;
      keep(conversationId, { tokens: total, turnIds: [turnId, ...known.turnIds].slice(0, TURNS) });
      return total;
    },
    async restore(conversationId, tokens, latestTurnIds = []) {
      keep(conversationId, { tokens, turnIds: latestTurnIds.slice(0, TURNS) });
    },
    async remove(conversationId) {
      entries.delete(conversationId);
    },
  };
}
