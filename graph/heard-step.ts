import type { ToolStep } from '#agents/order/order-outcome.ts';
import { toStep } from '#agents/order/tool-steps.ts';
import type { TurnState } from './state.ts';

/** How a transcript was chosen, as a step of the reply's execution; none for a typed message. */
export function heardStep({
  heard,
  held,
  safeMessage,
  safeAlternatives,
}: Pick<TurnState, 'heard' | 'held' | 'safeMessage' | 'safeAlternatives'>): readonly ToolStep[] {
  if (heard === null) return [];
  const observation = `by ${heard.by} of ${safeAlternatives?.length ?? 1}, confidence ${heard.confidence.toFixed(2)}`;
  const outcome = held === null ? 'done' : 'asked';
  return [toStep('choose_transcript', [{ input: `“${safeMessage}”`, outcome, observation }])];
}
