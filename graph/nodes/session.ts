import type { Degradation } from '#agents/response-compiler/reply.ts';
import { type DialogueFocus, EMPTY_FOCUS } from '#agents/supervisor/dialogue-focus.ts';
import { degradationOfPart } from '#graph/degrade.ts';
import type { NodeWork } from '#graph/guard.ts';
import type { Services } from '#graph/services.ts';
import { withinBudget } from '#graph/time-budget.ts';
import { buildContextWindow, WINDOW_TURNS } from '#memory/conversation/context-window.ts';
import { conversationTokens } from '#memory/tokens/conversation-tokens.ts';

/** How long each part is waited for, in milliseconds: less than the node has, so that one late part costs only itself. */
const PART_MS = 800;

/** Loads the conversation so far and the cart: what the words of this turn may refer to. */
export function session({
  conversations,
  ledger,
  desk,
}: Pick<Services, 'conversations' | 'ledger' | 'desk'>): NodeWork {
  return async ({ request }, { signal, failed }) => {
    const { shopperId, conversationId } = request;
    const degraded: Degradation[] = [];
    const attempt = <T>(
      capability: Parameters<typeof degradationOfPart>[0],
      read: () => Promise<T>,
    ): Promise<T | null> =>
      withinBudget(PART_MS, signal, read).catch((error: unknown) => {
        signal.throwIfAborted();
        failed('session', error);
        degraded.push(degradationOfPart(capability, error));
        return null;
      });
    const [latest, ledgerTokens, priced] = await Promise.all([
      attempt('conversation-memory', () => conversations.latest(shopperId, conversationId, WINDOW_TURNS)),
      attempt('token-ledger', () => conversationTokens(ledger, conversations, shopperId, conversationId)),
      attempt('cart', () => desk.show(shopperId)),
    ]);
    const focus = latest?.at(-1)?.focus as DialogueFocus | undefined;
    return {
      window: latest === null ? null : buildContextWindow(latest),
      focus: focus ?? EMPTY_FOCUS,
      ledgerTokens,
      priced,
      degraded,
    };
  };
}
