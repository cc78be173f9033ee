import type { TurnReply } from '#agents/response-compiler/reply.ts';
import { announceTurn } from '#graph/announce-turn.ts';
import { buildReply } from '#graph/build-reply.ts';
import type { NodeWork } from '#graph/guard.ts';
import { nextFocus } from '#graph/next-focus.ts';
import { hashRequest } from '#graph/run-turn.ts';
import type { Services } from '#graph/services.ts';
import { withinBudget } from '#graph/time-budget.ts';
import type { Json } from '#memory/conversation/turn-record.ts';
import { countTokens } from '#memory/tokens/count-tokens.ts';

/** How long the ledger is waited for, in milliseconds. */
const LEDGER_MS = 1_000;

/**
 * Makes the turn durable in one commit, with everything that later stores must still learn of it, and lets the reply
 * leave. This commit is the only one a reply waits for: an acknowledged turn survives whatever happens next.
 */
export function save(services: Pick<Services, 'conversations' | 'clock' | 'ledger'>): NodeWork {
  return async (state, run) => {
    const { request, safeMessage, startedAt } = state;
    const { turnId, conversationId, shopperId } = request;
    const reply = buildReply(
      state,
      services.clock.elapsed() - (state.startedElapsed ?? services.clock.elapsed()),
    );
    const tokens = countTokens(safeMessage) + countTokens(reply.text);
    const record = {
      turnId,
      conversationId,
      shopperId,
      mode: request.mode,
      message: safeMessage,
      text: reply.text,
      reply: reply as unknown as Json,
      focus: nextFocus(state) as unknown as Json,
      intents: reply.intents.map(({ name }) => name),
      productIds: reply.products.map(({ productId }) => productId),
      topic: reply.products[0]?.category ?? null,
      emotion: { primary: reply.emotion.primary, score: reply.emotion.sentimentScore },
      tokens,
      recordedAt: startedAt,
      requestHash: hashRequest(request),
    };
    run.changing();
    const answer = await services.conversations.append(record, announceTurn(state, reply, startedAt));
    // Another process was first with the same turn: its reply is the one that counts.
    const told = answer.kind === 'repeated' ? (answer.record.reply as unknown as TurnReply) : reply;
    run.emit({ type: 'turn-end', data: { reply: told } });
    run.replied(told);
    // The log holds the turn's tokens; a ledger that can't be reached holds up nothing that follows.
    await withinBudget(LEDGER_MS, run.signal, () =>
      services.ledger.add(conversationId, turnId, tokens),
    ).catch((error: unknown) => run.failed('save', error));
    return { reply: told, ledgerTokens: (state.ledgerTokens ?? 0) + tokens };
  };
}
