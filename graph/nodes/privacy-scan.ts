import { heardText } from '#agents/supervisor/heard-text.ts';
import type { NodeWork } from '#graph/guard.ts';
import { redactPersonalData } from '#memory/consent/redact.ts';

/** Takes personal data out before anything understands, keeps or indexes the message or what else may have been said. */
export const privacyScan: NodeWork = async ({ request }) => {
  const message = redactPersonalData(heardText(request));
  const { transcript } = request;
  if (transcript === null) {
    return { safeMessage: message.text, safeAlternatives: null, redacted: message.found };
  }
  const alternatives = transcript.alternatives.map(({ text, confidence }) => ({
    ...redactPersonalData(text),
    confidence,
  }));
  return {
    safeMessage: message.text,
    safeAlternatives: alternatives.map(({ text, confidence }) => ({ text, confidence })),
    redacted: [...new Set([...message.found, ...alternatives.flatMap(({ found }) => found)])],
  };
};
