import { mkdir, writeFile } from 'node:fs/promises';
import { configurationPage } from '#infra/config/configuration-page.ts';

const file = new URL('../../docs/configuration.md', import.meta.url);
await mkdir(new URL('.', file), { recursive: true });
await writeFile(file, configurationPage());
console.log('Wrote docs/configuration.md');
