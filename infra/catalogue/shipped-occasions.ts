import { join } from 'node:path';
import type { Occasion } from '#agents/supervisor/vocabulary.ts';
import { ImportError } from './import-error.ts';
import { readRecords } from './read-records.ts';
import { SHIPPED_FOLDER } from './shipped-catalogue.ts';

/** What is shown for an occasion. Throws `ImportError` naming the row that is wrong. */
export async function readShippedOccasions(folder: string = SHIPPED_FOLDER): Promise<readonly Occasion[]> {
  const occasions: Occasion[] = [];
  for await (const record of readRecords(join(folder, 'occasions.csv'))) {
    if ('reason' in record) throw new ImportError(`occasions.csv, row ${record.row}: ${record.reason}.`);
    const { occasion, things } = record.fields;
    if (!occasion || !things)
      throw new ImportError(`occasions.csv, row ${record.row}: "occasion" and "things" are both needed.`);
    occasions.push({ occasion: String(occasion), things: String(things).split(';') });
  }
  return occasions;
}
