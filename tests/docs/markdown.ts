import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

export interface MarkdownFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** A fenced block: its language, the word after it (here a file's name), and its content. */
export interface Block {
  readonly language: string;
  readonly label: string;
  readonly content: string;
}

/** Every document of the repository. */
export function readDocuments(): readonly MarkdownFile[] {
  return globSync('**/*.md', {
    cwd: ROOT,
    exclude: (name) => /(?:^|\/)(?:node_modules|\.cache|\.leafloaf|\.git|dist)$/u.test(String(name)),
  })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

export function blocksOf(text: string): readonly Block[] {
  return [...text.matchAll(/^```(\S*)[ \t]*(.*)\n([\s\S]*?)^```$/gmu)].map(
    ([, language = '', label = '', content = '']) => ({ language, label: label.trim(), content }),
  );
}

/** Where links inside the repository lead, from its root; without `#…`. */
export function localLinksOf({ path, text }: MarkdownFile): readonly string[] {
  return [...withoutBlocks(text).matchAll(/\]\(([^)\s]+)\)/gu)]
    .map(([, target = '']) => target)
    .filter((target) => !/^(?:[a-z]+:|#)/u.test(target))
    .map((target) => relative(ROOT, join(ROOT, dirname(path), target.replace(/#.*$/u, ''))));
}

/** Paths of this repository that a text names in code: they begin with one of its top folders. */
export function namedPathsOf({ text }: MarkdownFile): readonly string[] {
  return [
    ...text.matchAll(/`((?:agents|analytics|docs|graph|infra|memory|personalization|tests)\/[^`\s*<…]*)`/gu),
  ].map(([, path = '']) => path);
}

/** Scripts that are run with npm anywhere in a text. */
export function namedScriptsOf({ text }: MarkdownFile): readonly string[] {
  return [...text.matchAll(/npm (?:run ([a-z][a-z:-]*)|(start|test)\b)/gu)].map(
    ([, run, short]) => run ?? short ?? '',
  );
}

function withoutBlocks(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gmu, '');
}
