import { join } from 'node:path';
import type { Synonym } from '#agents/supervisor/vocabulary.ts';
import { ImportError } from './import-error.ts';
import { readRecords } from './read-records.ts';
import { SHIPPED_FOLDER } from './shipped-catalogue.ts';

/** What things are called elsewhere, by the words of these labels. Throws `ImportError` naming the row that is wrong. */
export async function readShippedSynonyms(folder: string = SHIPPED_FOLDER): Promise<readonly Synonym[]> {
  const synonyms: Synonym[] = [];
  for await (const record of readRecords(join(folder, 'synonyms.csv'))) {
    if ('reason' in record) throw new ImportError(`synonyms.csv, row ${record.row}: ${record.reason}.`);
    const { said, means } = record.fields;
    if (!said || !means)
      throw new ImportError(`synonyms.csv, row ${record.row}: "said" and "means" are both needed.`);
    synonyms.push({ said: String(said), means: String(means) });
  }
  return synonyms;
}
