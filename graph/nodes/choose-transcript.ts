import type { HeardTranscript } from '#agents/supervisor/choose-transcript.ts';
import { EMPTY_FOCUS } from '#agents/supervisor/dialogue-focus.ts';
import type { NodeWork } from '#graph/guard.ts';
import { codesOf } from '#graph/promotion-codes.ts';
import type { Services } from '#graph/services.ts';
import type { TurnState, TurnUpdate } from '#graph/state.ts';
import { withoutPlaceholders } from '#memory/consent/redact.ts';

/** Decides what was said where a recogniser heard it; a typed message stays as it is. */
export function chooseTranscript(services: Pick<Services, 'chooseTranscript' | 'promotions'>): NodeWork {
  return async ({ safeMessage, safeAlternatives, focus, priced }, { failed }) => {
    if (safeAlternatives === null) return {};
    // What is understood is the text without its placeholders, what is kept is the text with them.
    const safeTexts = new Map(safeAlternatives.map(({ text }) => [withoutPlaceholders(text), text]));
    const heard = services.chooseTranscript({
      message: withoutPlaceholders(safeMessage),
      alternatives: safeAlternatives.map(({ text, confidence }) => ({
        text: withoutPlaceholders(text),
        confidence,
      })),
      focus: focus ?? EMPTY_FOCUS,
      cartProducts: priced?.cart.lines.map(({ productId, name }) => ({ productId, name })) ?? [],
      promotionCodes: codesOf(services, 'choose_transcript', failed),
    });
    const chosen = heard.by === 'typed' ? safeMessage : (safeTexts.get(heard.text) ?? heard.text);
    return { heard, safeMessage: chosen };
  };
}

/** When nothing could be weighed: the surest alternative, which nothing is changed on without asking. */
export function withoutChoosing({ safeMessage, safeAlternatives }: TurnState): TurnUpdate {
  if (safeAlternatives === null) return {};
  const heard: HeardTranscript = {
    text: withoutPlaceholders(safeMessage),
    confidence: 0,
    by: 'recogniser',
    reading: { intents: [], by: 'grammar' },
    runnerUp: null,
  };
  return { heard };
}
