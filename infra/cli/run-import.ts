import { parseArgs } from 'node:util';
import { ImportError } from '#infra/catalogue/import-error.ts';
import { readSettings, SettingsError } from '#infra/config/settings.ts';

export interface ImportCall {
  readonly file: string;
  /** Path of the mapping file. */
  readonly mapping: string | undefined;
  readonly dataDir: string;
  readonly replace: boolean;
}

export interface ImportCommand {
  readonly usage: string;
  /** Whether the command knows `--replace`. */
  readonly replaces: boolean;
  /** Does the import; false when no row was good. */
  readonly run: (call: ImportCall) => Promise<boolean>;
}

/** Runs an import command line and sets the exit code: 0 imported, 1 failed or no row was good, 2 the call was wrong. */
export async function runImport(command: ImportCommand): Promise<void> {
  try {
    const call = readCall(command);
    if (call === null) console.log(command.usage);
    else process.exitCode = (await command.run(call)) ? 0 : 1;
  } catch (error) {
    const wrongCall = isWrongCall(error);
    const known = wrongCall || error instanceof ImportError;
    console.error(known && error instanceof Error ? error.message : error);
    process.exitCode = wrongCall ? 2 : 1;
  }
}

/** Null when help is asked for. */
function readCall({ usage, replaces }: ImportCommand): ImportCall | null {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      mapping: { type: 'string' },
      'data-dir': { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
      ...(replaces ? { replace: { type: 'boolean' as const } } : {}),
    },
  });
  if (values.help) return null;
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) {
    throw new ImportError(`Name one file to import.\n\n${usage}`, { usage: true });
  }
  return {
    file,
    mapping: values.mapping,
    dataDir: values['data-dir'] ?? readSettings(process.env).dataDir,
    replace: values.replace === true,
  };
}

function isWrongCall(error: unknown): boolean {
  return (
    (error instanceof ImportError && error.usage) ||
    error instanceof SettingsError ||
    (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
  );
}
