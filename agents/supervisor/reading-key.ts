import { lemmaOf } from './lemma.ts';
import type { Understanding } from './understanding.ts';

/** Slots that hold words as said; what they mean stands in the others. */
const AS_SAID: ReadonlySet<string> = new Set(['said', 'unclear']);

/** What a message asks for, as a text: equal for messages that would do the same, whatever their words and order of slots. */
export function readingKey({ intents }: Pick<Understanding, 'intents'>): string {
  return JSON.stringify(intents.map(({ name, slots }) => [name, meaningOf(slots)]));
}

function meaningOf(value: unknown): unknown {
  if (typeof value === 'string') return value.toLowerCase().split(/\s+/u).map(lemmaOf).join(' ');
  if (Array.isArray(value)) return value.map(meaningOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .filter(([name, field]) => !AS_SAID.has(name) && field !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, field]) => [name, meaningOf(field)]);
}
