import type { NodeWork } from '#graph/guard.ts';
import type { Services } from '#graph/services.ts';
import { detectEmotion as detect } from '#memory/emotion/detect-emotion.ts';

/** Reads the tone of the message. */
export function detectEmotion(services: Pick<Services, 'isProductName'>): NodeWork {
  return async ({ safeMessage }) => ({ emotion: detect(safeMessage, { isProduct: services.isProductName }) });
}
