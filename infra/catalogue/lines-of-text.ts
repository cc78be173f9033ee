/** One line without its end; `text` is null when it is longer than `MAX_LINE` and was not kept. */
export interface TextLine {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string | null;
}

/** Letters of the longest line that is read. */
export const MAX_LINE = 1_000_000;

/** The lines of a text that comes in pieces, ended by LF, CRLF or CR and by nothing else: U+2028 stays in its line. */
export async function* linesOfText(pieces: AsyncIterable<string>): AsyncGenerator<TextLine> {
  let line = 0;
  let held = '';
  let tooLong = false;
  for await (const piece of pieces) {
    const lines = (held + piece).split(/\r\n|\n|\r(?=[^\n])/);
    held = lines.pop() ?? '';
    for (const text of lines) {
      line += 1;
      yield { line, text: tooLong || text.length > MAX_LINE ? null : text };
      tooLong = false;
    }
    if (held.length > MAX_LINE) {
      tooLong = true;
      // A CR at the very end may be half of a CRLF.
      held = held.endsWith('\r') ? '\r' : '';
    }
  }
  if (held !== '' || tooLong) yield { line: line + 1, text: tooLong ? null : held.replace(/\r$/, '') };
}
