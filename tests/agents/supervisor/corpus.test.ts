import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { createUnderstanding } from '#agents/supervisor/create-understanding.ts';
import { EMPTY_FOCUS } from '#agents/supervisor/dialogue-focus.ts';
import type { Understand } from '#agents/supervisor/understanding.ts';
import { FOCUSES } from './corpus-focus.ts';
import { shippedVocabulary } from './shipped-vocabulary.ts';

/**
 * One line of `corpus/*.jsonl`: what is said, the situation (a name in corpus-focus.ts), names of cart lines, and the
 * intents that must come out, in order. Of an intent its name and any of its slots may be given; what a line leaves
 * out is not looked at. Lists must have the same length. Add lines, or files, freely.
 */
interface CorpusLine {
  readonly said: string;
  readonly focus?: string;
  readonly cart?: readonly string[];
  readonly expect: readonly ({ readonly name: string } & Readonly<Record<string, unknown>>)[];
}

const FOLDER = fileURLToPath(new URL('./corpus', import.meta.url));

function linesOf(file: string): readonly CorpusLine[] {
  return readFileSync(`${FOLDER}/${file}`, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as CorpusLine);
}

/** `value` cut down to what `wanted` names, so that a failure shows only what matters. */
function projected(value: unknown, wanted: unknown): unknown {
  if (Array.isArray(wanted) && Array.isArray(value))
    return value.map((entry, at) => (at < wanted.length ? projected(entry, wanted[at]) : entry));
  const isRecord = (it: unknown): it is Record<string, unknown> =>
    typeof it === 'object' && it !== null && !Array.isArray(it);
  // an empty object asks for nothing to be there
  if (!isRecord(wanted) || !isRecord(value) || Object.keys(wanted).length === 0) return value;
  return Object.fromEntries(Object.keys(wanted).map((key) => [key, projected(value[key], wanted[key])]));
}

let understand: Understand;
beforeAll(async () => {
  understand = createUnderstanding(await shippedVocabulary());
});

describe.each(readdirSync(FOLDER).filter((file) => file.endsWith('.jsonl')))('the corpus %s', (file) => {
  it.each(linesOf(file).map((line) => [line.said.slice(0, 60), line] as const))(
    'understands "%s"',
    (_, line) => {
      const focus = line.focus === undefined ? EMPTY_FOCUS : FOCUSES[line.focus];
      if (!focus) throw new Error(`corpus-focus.ts has no situation "${line.focus}".`);
      const cartProducts = (line.cart ?? []).map((name, at) => ({ productId: `c${at}`, name }));
      const { intents } = understand({ message: line.said, focus, cartProducts });
      const got = intents.map(({ name, slots }) => ({ name, ...slots }));
      expect(projected(got, line.expect)).toEqual(line.expect);
    },
  );
});
