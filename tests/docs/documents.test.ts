import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VARIABLES } from '#infra/config/variables.ts';
import { localLinksOf, namedPathsOf, namedScriptsOf, ROOT, readDocuments } from './markdown.ts';

const documents = readDocuments();
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

const missing = (paths: readonly string[]) => paths.filter((path) => !existsSync(join(ROOT, path)));

describe('the documents', () => {
  it('are found at the root, in docs and in every folder of the house', () => {
    expect(documents.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'README.md',
        'CHANGELOG.md',
        'CONTRIBUTING.md',
        'docs/architecture.md',
        'agents/README.md',
        'analytics/README.md',
        'graph/README.md',
        'infra/README.md',
        'memory/README.md',
        'personalization/README.md',
        'tests/README.md',
      ]),
    );
  });

  it.each(documents)('link only to files that exist: $path', (document) => {
    expect(missing(localLinksOf(document))).toEqual([]);
  });

  it.each(documents)('name only paths of this repository that exist: $path', (document) => {
    expect(missing(namedPathsOf(document))).toEqual([]);
  });

  it.each(documents)('name only npm scripts that exist: $path', (document) => {
    const unknown = namedScriptsOf(document).filter((name) => scripts[name] === undefined);
    expect(unknown).toEqual([]);
  });

  it('name only settings that exist', () => {
    const text = documents.map((document) => document.text).join('\n');
    const named = [...text.matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^`]*)?`/gu)].map(
      ([, name = '']) => name,
    );
    expect(named.length).toBeGreaterThan(20);
    expect([...new Set(named)].filter((name) => !(name in VARIABLES))).toEqual([]);
  });

  it('list every decision, each with the number of its file', () => {
    const folder = join(ROOT, 'docs/decisions');
    const records = readdirSync(folder).filter((name) => /^\d{4}-/u.test(name));
    const list = readFileSync(join(folder, 'README.md'), 'utf8');
    expect(records.filter((name) => !list.includes(`(${name})`))).toEqual([]);
    for (const name of records) {
      const [heading] = readFileSync(join(folder, name), 'utf8').split('\n');
      expect(heading, name).toMatch(new RegExp(`^# ${name.slice(0, 4)} · \\S`, 'u'));
    }
  });
});

describe('the check of documents', () => {
  const document = {
    path: 'docs/some.md',
    text: 'See [this](gone.md) and `infra/gone.ts`; run `npm run gone` or npm start.\n```sh\n[not](a-link.md)\n```\n',
  };

  it('finds a broken link, a path and a script that are not there', () => {
    expect(missing(localLinksOf(document))).toEqual(['docs/gone.md']);
    expect(missing(namedPathsOf(document))).toEqual(['infra/gone.ts']);
    expect(namedScriptsOf(document)).toEqual(['gone', 'start']);
  });
});
