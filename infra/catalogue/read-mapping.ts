import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ImportError } from './import-error.ts';

export interface MappingKind<Schema extends z.ZodType> {
  readonly schema: Schema;
  /** What the mapping may name, for the error: "Our columns are: id, name". */
  readonly choices: string;
}

/** Reads a mapping file; an ImportError says what is wrong with the file or with what it maps. */
export async function readMapping<Schema extends z.ZodType>(
  path: string,
  { schema, choices }: MappingKind<Schema>,
): Promise<z.output<Schema>> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new ImportError(`The mapping ${path} cannot be read as JSON. Check the path and the commas.`, {
      usage: true,
      cause,
    });
  }
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  throw new ImportError(`The mapping ${path} is not right:\n${z.prettifyError(read.error)}\n${choices}.`, {
    usage: true,
  });
}
