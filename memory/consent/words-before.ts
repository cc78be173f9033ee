/** Letters that say what a number after them is. */
const REACH = 60;

/** The text shortly before a place, back to the last placeholder: what "[phone number]" says is no sign for the next. */
export function wordsBefore(text: string, place: number): string {
  const before = text.slice(Math.max(0, place - REACH), place);
  return before.slice(before.lastIndexOf(']') + 1);
}
