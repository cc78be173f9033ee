import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EMPTY_FOCUS } from '#agents/supervisor/dialogue-focus.ts';
import type { RoutedIntent } from '#agents/supervisor/intent.ts';
import type { UnderstandRequest } from '#agents/supervisor/understanding.ts';
import { FOCUSES } from '#tests/agents/supervisor/corpus-focus.ts';

/** One line of an utterance file; the format is described in tests/README.md. */
export interface ScenarioUtterance {
  readonly said: string;
  readonly focus?: string;
  readonly cart?: readonly string[];
  readonly expect: readonly ({ readonly name: string } & Readonly<Record<string, unknown>>)[];
}

/** The utterances that the project comes with. */
export const OWN_UTTERANCES = fileURLToPath(new URL('../agents/supervisor/corpus', import.meta.url));

/** The files of a folder that may hold scenarios, in order; none when there is no such folder. */
export function utteranceFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .sort()
    .map((file) => join(folder, file));
}

/** The values of the lines of a JSONL file. Throws with file and line for one that is not JSON. */
export function linesOf(file: string): readonly unknown[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, at) => {
      if (line.trim() === '') return [];
      try {
        return [JSON.parse(line) as unknown];
      } catch (cause) {
        throw new Error(`${basename(file)}:${at + 1} is no JSON.`, { cause });
      }
    });
}

/** The single utterances of a file; conversations are passed over. */
export function utterancesOf(file: string): readonly ScenarioUtterance[] {
  return linesOf(file).filter(
    (line): line is ScenarioUtterance => typeof line === 'object' && line !== null && 'said' in line,
  );
}

/** What is asked of the understanding, in the situation that the line names. */
export function requestOf({ said, focus, cart = [] }: ScenarioUtterance): UnderstandRequest {
  const situation = focus === undefined ? EMPTY_FOCUS : FOCUSES[focus];
  if (situation === undefined) throw new Error(`corpus-focus.ts has no situation "${focus}".`);
  return {
    message: said,
    focus: situation,
    cartProducts: cart.map((name, at) => ({ productId: `c${at}`, name })),
  };
}

/** The intents cut down to what the line names of them, so that a difference shows only what matters. */
export function asExpected(intents: readonly RoutedIntent[], { expect }: ScenarioUtterance): unknown {
  return projected(
    intents.map(({ name, slots }) => ({ name, ...slots })),
    expect,
  );
}

function projected(value: unknown, wanted: unknown): unknown {
  if (Array.isArray(wanted) && Array.isArray(value))
    return value.map((entry, at) => (at < wanted.length ? projected(entry, wanted[at]) : entry));
  const isRecord = (it: unknown): it is Record<string, unknown> =>
    typeof it === 'object' && it !== null && !Array.isArray(it);
  // an empty object asks for nothing to be there
  if (!isRecord(wanted) || !isRecord(value) || Object.keys(wanted).length === 0) return value;
  return Object.fromEntries(Object.keys(wanted).map((key) => [key, projected(value[key], wanted[key])]));
}
