import { type DialogueFocus, EMPTY_FOCUS } from '#agents/supervisor/dialogue-focus.ts';
import type { NodeWork } from '#graph/guard.ts';
import type { Services } from '#graph/services.ts';
import { buildContextWindow, WINDOW_TURNS } from '#memory/conversation/context-window.ts';
import { conversationTokens } from '#memory/tokens/conversation-tokens.ts';

/** Loads the conversation so far and the cart: what the words of this turn may refer to. */
export function session(services: Pick<Services, 'conversations' | 'ledger' | 'desk'>): NodeWork {
  return async ({ request }) => {
    const { shopperId, conversationId } = request;
    const [latest, ledgerTokens, priced] = await Promise.all([
      services.conversations.latest(shopperId, conversationId, WINDOW_TURNS),
      conversationTokens(services.ledger, services.conversations, shopperId, conversationId),
      services.desk.show(shopperId),
    ]);
    const focus = latest.at(-1)?.focus as DialogueFocus | undefined;
    return { window: buildContextWindow(latest), focus: focus ?? EMPTY_FOCUS, ledgerTokens, priced };
  };
}
