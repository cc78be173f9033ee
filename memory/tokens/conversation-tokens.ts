import type { ConversationLog } from '#memory/conversation/conversation-log.ts';
import type { TokenLedger } from './token-ledger.ts';

/** Turns whose ids the restored ledger knows, so that a late repetition is not counted twice. */
const LATEST_TURNS = 8;

/**
 * Tokens that a conversation has used. A ledger that lost them is restored from the log; that throws when the log can't
 * be read either, and the caller then passes null to `chooseMode`.
 */
export async function conversationTokens(
  ledger: TokenLedger,
  log: Pick<ConversationLog, 'tokens' | 'latest'>,
  shopperId: string,
  conversationId: string,
): Promise<number> {
  const known = await ledger.read(conversationId);
  if (known !== null) return known;
  const [tokens, latest] = await Promise.all([
    log.tokens(shopperId, conversationId),
    log.latest(shopperId, conversationId, LATEST_TURNS),
  ]);
  if (tokens > 0) await ledger.restore(conversationId, tokens, latest.map((turn) => turn.turnId).reverse());
  return tokens;
}
