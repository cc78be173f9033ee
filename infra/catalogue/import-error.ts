/** An import cannot go on as asked; the text says what is wrong and what to do. `usage` when the call itself is wrong. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
  readonly usage: boolean;
  constructor(message: string, { usage = false, cause }: { usage?: boolean; cause?: unknown } = {}) {
    super(message, { cause });
    this.usage = usage;
  }
}
