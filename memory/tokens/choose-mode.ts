import type { ContextMode } from './token-ledger.ts';

/** Tokens of a conversation from which the context gets shorter (balanced), then short (safe). */
export const BALANCED_FROM_TOKENS = 5_000;
export const SAFE_FROM_TOKENS = 20_000;
/** A mode is left again only below this share of its threshold, so that it does not flip from turn to turn. */
const LEAVE_BELOW = 0.9;

/**
 * How much context a turn may use, by the tokens its conversation has used so far. `previous` is the mode of the turn
 * before. Unknown tokens (null) never mean `full`: they keep a careful mode, and are `safe` where none was chosen yet.
 */
export function chooseMode(tokens: number | null, previous: ContextMode | null): ContextMode {
  if (tokens === null) return previous === 'balanced' ? 'balanced' : 'safe';
  const safeFrom = previous === 'safe' ? SAFE_FROM_TOKENS * LEAVE_BELOW : SAFE_FROM_TOKENS;
  if (tokens >= safeFrom) return 'safe';
  const wasCareful = previous === 'balanced' || previous === 'safe';
  return tokens >= (wasCareful ? BALANCED_FROM_TOKENS * LEAVE_BELOW : BALANCED_FROM_TOKENS)
    ? 'balanced'
    : 'full';
}
