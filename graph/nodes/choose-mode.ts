import type { NodeWork } from '#graph/guard.ts';
import { chooseMode as modeFor } from '#memory/tokens/choose-mode.ts';

/** Decides how much context the turn may carry, from the tokens its conversation has used. */
export const chooseMode: NodeWork = async ({ ledgerTokens, contextMode }) => ({
  contextMode: modeFor(ledgerTokens ?? null, contextMode ?? null),
});
