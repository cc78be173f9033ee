/** An embedded database cannot be opened; the message says which file, why, and what to do. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
  readonly path: string;

  constructor(path: string, cause: unknown) {
    super(`${path} cannot be opened: ${reasonOf(cause)}`, { cause });
    this.path = path;
  }
}

/** By SQLite's result code; the low byte of an extended one. */
function reasonOf(cause: unknown): string {
  const { errcode, code, message } = cause as { errcode?: unknown; code?: unknown; message?: unknown };
  switch (typeof errcode === 'number' ? errcode & 0xff : code) {
    case 5:
    case 6:
      return 'another process has locked it. Stop that process, or set DATA_DIR to a folder of its own.';
    case 8:
    case 13:
      return 'it cannot be written to. Free some space there and check who may write to the folder of DATA_DIR.';
    case 11:
    case 26:
      return 'it is damaged, or no database. Put a copy back in its place, or move it away to begin without what it held.';
    case 14:
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'EEXIST':
    case 'ENOTDIR':
      return 'DATA_DIR must be a folder that this user may write to. Check the path and its owner.';
    default:
      return `${String(message)}.`;
  }
}
