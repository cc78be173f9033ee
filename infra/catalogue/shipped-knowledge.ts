import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { createKnowledgeBase } from '#agents/research/knowledge-base.ts';
import type { KnowledgeSource } from '#agents/research/knowledge-source.ts';
import { ImportError } from './import-error.ts';
import { SHIPPED_FOLDER } from './shipped-catalogue.ts';

const text = z.string().trim().min(1);
const entries = z.array(
  z.strictObject({
    entryId: z.string().regex(/^[a-z0-9-]+$/u),
    topic: z.enum(['storage', 'substitution', 'cooking', 'nutrition']),
    subjects: z.array(text).min(1),
    text,
    source: text,
  }),
);

/** The shipped kitchen knowledge. Throws `ImportError` naming what is wrong in the file. */
export async function readShippedKnowledge(folder: string = SHIPPED_FOLDER): Promise<KnowledgeSource> {
  const read = entries.safeParse(JSON.parse(await readFile(join(folder, 'knowledge.json'), 'utf8')));
  if (!read.success) throw new ImportError(`knowledge.json is not right:\n${z.prettifyError(read.error)}`);
  return createKnowledgeBase(read.data);
}
