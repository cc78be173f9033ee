import type { TurnState } from './state.ts';

/** How a transcript was chosen, as a step of the reply's execution; none for a typed message. */
export function heardStep({
  heard,
  held,
  safeMessage,
  safeAlternatives,
}: Pick<TurnState, 'heard' | 'held' | 'safeMessage' | 'safeAlternatives'>): readonly {
  readonly tool: string;
  readonly detail: string;
  readonly outcome: string;
}[] {
  if (heard === null) return [];
  const of = safeAlternatives?.length ?? 1;
  const how = `by ${heard.by} of ${of}, confidence ${heard.confidence.toFixed(2)}`;
  return [
    {
      tool: 'choose_transcript',
      detail: `“${safeMessage}” ${how}`,
      outcome: held === null ? 'done' : 'asked',
    },
  ];
}
