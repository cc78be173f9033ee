import { heardText } from '#agents/supervisor/heard-text.ts';
import type { NodeWork } from '#graph/guard.ts';
import { redactPersonalData } from '#memory/consent/redact.ts';

/** Takes personal data out before anything understands, keeps or indexes the message. */
export const privacyScan: NodeWork = async ({ request }) => {
  const { text, found } = redactPersonalData(heardText(request));
  return { safeMessage: text, redacted: found };
};
