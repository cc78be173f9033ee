import { answerHeard } from '#agents/supervisor/answer-heard.ts';
import { chooseRoute } from '#agents/supervisor/choose-route.ts';
import { askWhetherHeard, mustConfirm } from '#agents/supervisor/confirm-heard.ts';
import { type DialogueFocus, EMPTY_FOCUS, type PendingQuestion } from '#agents/supervisor/dialogue-focus.ts';
import type { RoutedIntent } from '#agents/supervisor/intent.ts';
import type { UnderstandRequest } from '#agents/supervisor/understanding.ts';
import type { NodeWork } from '#graph/guard.ts';
import { heedGuests } from '#graph/guest-needs.ts';
import { codesOf } from '#graph/promotion-codes.ts';
import type { Services } from '#graph/services.ts';
import type { TurnState, TurnUpdate } from '#graph/state.ts';
import { withoutPlaceholders } from '#memory/consent/redact.ts';

/** What the grammar gives a plain yes. */
const SURE_YES = 0.97;

/**
 * Understands the message: which intents, with which slots, how probably. What was heard too badly to change anything on
 * is held until the shopper says that it was heard right, and then done as it was understood.
 */
export function supervise(services: Pick<Services, 'understand' | 'calibrate' | 'promotions'>): NodeWork {
  return async (state, { signal, failed }) => {
    const focus = state.focus ?? EMPTY_FOCUS;
    const request: UnderstandRequest = {
      message: withoutPlaceholders(state.safeMessage),
      focus,
      cartProducts: state.priced?.cart.lines.map(({ productId, name }) => ({ productId, name })) ?? [],
      promotionCodes: codesOf(services, 'supervise', failed),
    };
    const guests = focus.guests ?? [];
    const view =
      guests.length === 0 || state.personal === null ? {} : { personal: heedGuests(state.personal, guests) };
    const understood = await understandTurn(services, state, request, signal);
    return { ...view, ...understood };
  };
}

async function understandTurn(
  services: Pick<Services, 'understand' | 'calibrate'>,
  state: TurnState,
  request: UnderstandRequest,
  signal: AbortSignal,
): Promise<TurnUpdate> {
  const { focus } = request;
  const { pending } = focus;
  if (pending?.command.kind !== 'confirm_heard') return understandAnew(services, state, request, signal);
  const { command } = pending;
  const answer = answerHeard(request, { ...pending, command }, services.understand);
  const calibrated = (intents: readonly RoutedIntent[]) => services.calibrate(request, intents);
  switch (answer.kind) {
    case 'declined': {
      const understanding = { intents: calibrated(answer.intents), by: 'grammar' } as const;
      // It was misheard, so what was asked before still waits for its answer.
      const isAll = answer.intents.every(({ name }) => name === 'decline');
      return isAll && command.asked !== null ? { understanding, held: command.asked } : { understanding };
    }
    case 'meant': {
      const { repeated } = answer;
      const [{ confidence = 0 } = {}] = calibrated([{ name: 'accept', confidence: SURE_YES, slots: {} }]);
      // What was confirmed is meant as surely as the yes is one.
      const intents = answer.intents.map((intent) => ({ ...intent, confidence }));
      // Heard badly twice the same way is heard; a yes that was heard badly is none yet.
      if (!repeated && mustConfirm(state.heard, intents, focus)) return held(state, pending, intents);
      return { understanding: { intents, by: 'grammar' }, focus: { ...focus, pending: command.asked } };
    }
    case 'corrected': {
      const before: DialogueFocus = { ...focus, pending: command.asked };
      return { focus: before, ...settled(state, calibrated(answer.intents), before) };
    }
    case 'looked':
      return { understanding: { intents: calibrated(answer.intents), by: 'grammar' } };
    case 'other': {
      const before: DialogueFocus = { ...focus, pending: command.asked };
      const update = await understandAnew(services, state, { ...request, focus: before }, signal);
      return { focus: before, ...update };
    }
  }
}

async function understandAnew(
  { understand, calibrate }: Pick<Services, 'understand' | 'calibrate'>,
  state: TurnState,
  request: UnderstandRequest,
  signal: AbortSignal,
): Promise<TurnUpdate> {
  const { degraded, ...read } = await chooseRoute({ understand }, request, signal);
  // How far a model's own confidence can be believed nobody has measured.
  const understanding = read.by === 'model' ? read : { ...read, intents: calibrate(request, read.intents) };
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
