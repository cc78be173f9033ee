/** A page was asked for with a cursor that no page gave. */
export class InvalidCursorError extends Error {
  override readonly name = 'InvalidCursorError';
  readonly cursor: string;

  constructor(cursor: string) {
    super(
      `The cursor "${cursor.slice(0, 40)}" is none of ours. Use the \`next\` of an earlier page, or leave \`before\` out.`,
    );
    this.cursor = cursor;
  }
}
