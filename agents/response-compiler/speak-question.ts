import type { PendingQuestion } from '#agents/supervisor/dialogue-focus.ts';
import { SPOKEN_NAMES } from './sentence.ts';

/** A question as it is spoken: a long list of options is cut, since nobody remembers more than three. */
export function speakQuestion({ text, options }: PendingQuestion): string {
  const labels = options.map(({ label }) => label);
  const list = `${labels.join(', ')}?`;
  if (labels.length <= SPOKEN_NAMES || !text.endsWith(list)) return text;
  return `${text.slice(0, -list.length)}${labels.slice(0, SPOKEN_NAMES).join(', ')} or something else?`;
}
