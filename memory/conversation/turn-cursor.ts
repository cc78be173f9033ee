import { InvalidCursorError } from './invalid-cursor-error.ts';

/** The place of a turn in the order of storing, as the cursor of a page. */
export function cursorOf(position: number): string {
  return position.toString(36);
}

/** The place that a cursor names; past every place when there is none. Throws `InvalidCursorError`. */
export function positionOf(cursor: string | undefined): number {
  if (cursor === undefined) return Number.MAX_SAFE_INTEGER;
  const position = Number.parseInt(cursor, 36);
  if (!Number.isSafeInteger(position) || position <= 0 || cursorOf(position) !== cursor)
    throw new InvalidCursorError(cursor);
  return position;
}
