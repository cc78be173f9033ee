import { WEIGHTS } from './signals.ts';
import { NO_TASTE, type Taste } from './taste.ts';

/** What is told of the numbers of a taste when it is written: enough to learn on from. */
const DIGITS = 6;

interface Kept {
  readonly choices: number;
  readonly foresightOfAll: number;
  readonly memories: readonly {
    /** The lower half of the information, row by row: it is symmetric. */
    readonly information: readonly number[];
    readonly pull: readonly number[];
    readonly foresight: number;
  }[];
}

/** A taste as text of about 1 kB, for a property of a fact. */
export function writeTaste({ choices, memories, foresightOfAll }: Taste): string {
  const kept: Kept = {
    choices,
    foresightOfAll: short(foresightOfAll),
    memories: memories.map(({ information, pull, foresight }) => ({
      information: lowerHalf().map(([row, column]) => short(information[row * WEIGHTS + column] ?? 0)),
      pull: [...pull].map(short),
      foresight: short(foresight),
    })),
  };
  return JSON.stringify(kept);
}

/** What was written; nothing learned when it was written of other signals than there are now. */
export function readTaste(text: string): Taste {
  const { choices, memories, foresightOfAll }: Kept = JSON.parse(text);
  const places = lowerHalf();
  const fits = memories.every(
    ({ information, pull }) => information.length === places.length && pull.length === WEIGHTS,
  );
  if (!fits || memories.length !== NO_TASTE.memories.length) return NO_TASTE;
  return {
    choices,
    foresightOfAll,
    memories: memories.map(({ information, pull, foresight }) => {
      const whole = new Float64Array(WEIGHTS * WEIGHTS);
      places.forEach(([row, column], at) => {
        whole[row * WEIGHTS + column] = information[at] ?? 0;
        whole[column * WEIGHTS + row] = information[at] ?? 0;
      });
      return { information: whole, pull: Float64Array.from(pull), foresight };
    }),
  };
}

function lowerHalf(): readonly (readonly [number, number])[] {
  return Array.from({ length: WEIGHTS }, (_, row) =>
    Array.from({ length: row + 1 }, (_, column) => [row, column] as const),
  ).flat();
}

function short(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
