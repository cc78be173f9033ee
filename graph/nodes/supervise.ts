import { answerHeard } from '#agents/supervisor/answer-heard.ts';
import { chooseRoute } from '#agents/supervisor/choose-route.ts';
import { askWhetherHeard, mustConfirm } from '#agents/supervisor/confirm-heard.ts';
import { type DialogueFocus, EMPTY_FOCUS, type PendingQuestion } from '#agents/supervisor/dialogue-focus.ts';
import type { RoutedIntent } from '#agents/supervisor/intent.ts';
import type { UnderstandRequest } from '#agents/supervisor/understanding.ts';
import type { NodeWork } from '#graph/guard.ts';
import type { Services } from '#graph/services.ts';
import type { TurnState, TurnUpdate } from '#graph/state.ts';
import { withoutPlaceholders } from '#memory/consent/redact.ts';

/**
 * Understands the message: which intents, with which slots. What was heard too badly to change anything on is held
 * until the shopper says that it was heard right, and then done as it was understood.
 */
export function supervise(services: Pick<Services, 'understand'>): NodeWork {
  return async (state, { signal }) => {
    const focus = state.focus ?? EMPTY_FOCUS;
    const request: UnderstandRequest = {
      message: withoutPlaceholders(state.safeMessage),
      focus,
      cartProducts: state.priced?.cart.lines.map(({ productId, name }) => ({ productId, name })) ?? [],
    };
    const { pending } = focus;
    if (pending?.command.kind !== 'confirm_heard') return understandAnew(services, state, request, signal);
    const { command } = pending;
    const answer = answerHeard(request, { ...pending, command }, services.understand);
    switch (answer.kind) {
      case 'declined': {
        const understanding = { intents: answer.intents, by: 'grammar' } as const;
        // It was misheard, so what was asked before still waits for its answer.
        const isAll = answer.intents.every(({ name }) => name === 'decline');
        return isAll && command.asked !== null ? { understanding, held: command.asked } : { understanding };
      }
      case 'meant': {
        const { intents, repeated } = answer;
        // Heard badly twice the same way is heard; a yes that was heard badly is none yet.
        if (!repeated && mustConfirm(state.heard, intents, focus)) return held(state, pending, intents);
        return { understanding: { intents, by: 'grammar' }, focus: { ...focus, pending: command.asked } };
      }
      case 'corrected': {
        const before: DialogueFocus = { ...focus, pending: command.asked };
        return { focus: before, ...settled(state, answer.intents, before) };
      }
      case 'looked':
        return { understanding: { intents: answer.intents, by: 'grammar' } };
      case 'other': {
        const before: DialogueFocus = { ...focus, pending: command.asked };
        const update = await understandAnew(services, state, { ...request, focus: before }, signal);
        return { focus: before, ...update };
      }
    }
  };
}

async function understandAnew(
  { understand }: Pick<Services, 'understand'>,
  state: TurnState,
  request: UnderstandRequest,
  signal: AbortSignal,
): Promise<TurnUpdate> {
  const { degraded, ...understanding } = await chooseRoute({ understand }, request, signal);
  const note = degraded === undefined ? {} : { degraded: [degraded] };
  const update = settled(state, understanding.intents, request.focus);
  return { ...(update.held === undefined ? { understanding } : update), ...note };
}

/** These intents, or first the question whether they were heard right. */
function settled(state: TurnState, intents: readonly RoutedIntent[], focus: DialogueFocus): TurnUpdate {
  const { heard } = state;
  if (!mustConfirm(heard, intents, focus)) return { understanding: { intents, by: 'grammar' } };
  return held(state, askWhetherHeard(heard, intents, focus), intents);
}

/** Nothing is done yet; the intents are told with how surely they were heard. */
function held({ heard }: TurnState, question: PendingQuestion, intents: readonly RoutedIntent[]): TurnUpdate {
  const surely = Math.round((heard?.confidence ?? 0) * 100) / 100;
  return {
    understanding: {
      intents: intents.map((intent) => ({ ...intent, confidence: Math.min(intent.confidence, surely) })),
      by: 'grammar',
    },
    held: question,
  };
}
