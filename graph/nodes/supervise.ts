import { chooseRoute } from '#agents/supervisor/choose-route.ts';
import { EMPTY_FOCUS } from '#agents/supervisor/dialogue-focus.ts';
import type { NodeWork } from '#graph/guard.ts';
import type { Services } from '#graph/services.ts';
import { withoutPlaceholders } from '#memory/consent/redact.ts';

/** Understands the message: which intents, with which slots. */
export function supervise(services: Pick<Services, 'understand'>): NodeWork {
  return async ({ safeMessage, focus, priced }, { signal }) => {
    const { degraded, ...understanding } = await chooseRoute(
      { understand: services.understand },
      {
        message: withoutPlaceholders(safeMessage),
        focus: focus ?? EMPTY_FOCUS,
        cartProducts: priced?.cart.lines.map(({ productId, name }) => ({ productId, name })) ?? [],
      },
      signal,
    );
    return { understanding, ...(degraded === undefined ? {} : { degraded: [degraded] }) };
  };
}
