import type { PendingQuestion } from '#agents/supervisor/dialogue-focus.ts';
import { SPOKEN_NAMES } from './sentence.ts';

type Asked = Pick<PendingQuestion, 'text' | 'options' | 'spoken'>;

/** A question as it is spoken: a long list of options is cut, since nobody remembers more than three. */
export function speakQuestion({ text, options, spoken }: Asked, most = SPOKEN_NAMES): string {
  if (spoken !== undefined) return spoken;
  const labels = options.map(({ label }) => label);
  const list = `${labels.join(', ')}?`;
  if (labels.length <= most || !text.endsWith(list)) return text;
  return `${text.slice(0, -list.length)}${labels.slice(0, most).join(', ')} or something else?`;
}

/** How many options a question names. */
export function countNamed({ text, options }: Asked): number {
  return options.filter(({ label }) => text.includes(label)).length;
}
