import { posix } from 'node:path';

/** A source file as the rules see it. */
export interface SourceFile {
  /** Path from the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Violation {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  readonly detail: string;
}

/** Lines past which a file surely holds a second idea; tests list cases, which are many of one idea. */
export const MAX_FILE_LINES = 300;
const MAX_TEST_LINES = 500;

const SIBLINGS = ['agents', 'personalization', 'memory', 'analytics'] as const;

/** Whom each top folder may import, besides itself and packages. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  agents: [],
  personalization: [],
  memory: [],
  analytics: [],
  graph: SIBLINGS,
  infra: [...SIBLINGS, 'graph'],
  tests: [...SIBLINGS, 'graph', 'infra'],
};

/** What only infra and tests may call: time, chance, the network and the environment are handed in elsewhere. */
const BANNED_CALLS: readonly { readonly pattern: RegExp; readonly name: string; readonly instead: string }[] =
  [
    { pattern: /\bDate\.now\b/u, name: 'Date.now', instead: 'take a clock' },
    { pattern: /\bnew Date\(\s*\)/u, name: 'new Date()', instead: 'take a clock' },
    { pattern: /\bperformance\.now\b/u, name: 'performance.now', instead: 'take a clock' },
    { pattern: /\bMath\.random\b/u, name: 'Math.random', instead: 'take a source of randomness' },
    { pattern: /\brandomUUID\b/u, name: 'randomUUID', instead: 'take newId' },
    { pattern: /(?<![\w.])(?:globalThis\.)?fetch\b\s*[(;]/u, name: 'fetch', instead: 'declare a port' },
    { pattern: /\bgetRandomValues\b|\brandomBytes\b/u, name: 'randomness', instead: 'take newId' },
    {
      pattern: /=\s*(?:globalThis\.)?process\b|\bprocess\.(?:env|argv|exit|hrtime|cwd)\b/u,
      name: 'process',
      instead: 'read settings in infra/config',
    },
    { pattern: /\bprocess\.env\b/u, name: 'process.env', instead: 'read settings in infra/config' },
  ];

/** SDKs that stay behind a port. */
const SDK_PACKAGES =
  /^(@google-cloud\/|weaviate-client|redis$|@duckdb\/|node:(?:sqlite|fs|http|https|http2|net|dns|process|child_process|worker_threads)|fastify|@fastify\/)/u;

const IMPORT = /(?:^\s*(?:import|export)\b[^'"]*\bfrom\s+|^\s*import\s+|\bimport\s*\(\s*)['"]([^'"]+)['"]/gmu;

/** Everything in these files that breaks the house rules of docs/architecture.md. */
export function findViolations(files: readonly SourceFile[]): readonly Violation[] {
  return files.flatMap((file) => [...checkImports(file), ...checkCalls(file), ...checkShape(file)]);
}

function topFolder(path: string): string {
  return path.split('/')[0] ?? '';
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

function checkImports({ path, text }: SourceFile): Violation[] {
  const from = topFolder(path);
  const allowed = MAY_IMPORT[from];
  if (allowed === undefined) return [];
  const violations: Violation[] = [];
  for (const match of text.matchAll(IMPORT)) {
    const specifier = match[1] ?? '';
    const line = lineOf(text, match.index);
    const target = specifier.startsWith('#')
      ? specifier.slice(1)
      : specifier.startsWith('.')
        ? posix.join(posix.dirname(path), specifier)
        : null;
    if (target === null) {
      if (from !== 'infra' && from !== 'tests' && SDK_PACKAGES.test(specifier)) {
        violations.push({ path, line, rule: 'sdk-behind-port', detail: `${specifier} belongs in infra` });
      }
      continue;
    }
    const to = topFolder(target);
    // The project's own package.json.
    if (!target.includes('/')) continue;
    if (to !== from && !allowed.includes(to)) {
      violations.push({
        path,
        line,
        rule: 'import-direction',
        detail: `${from} may not import ${to} (${specifier})`,
      });
    }
    if (specifier.startsWith('..')) {
      violations.push({
        path,
        line,
        rule: 'import-form',
        detail: `write #${target} instead of ${specifier}`,
      });
    }
  }
  return violations;
}

function checkCalls({ path, text }: SourceFile): Violation[] {
  const folder = topFolder(path);
  if (folder === 'infra' || folder === 'tests') return [];
  const code = withoutComments(text);
  return BANNED_CALLS.flatMap(({ pattern, name, instead }) => {
    const match = pattern.exec(code);
    return match === null
      ? []
      : [{ path, line: lineOf(code, match.index), rule: 'injected-only', detail: `${name}: ${instead}` }];
  });
}

/** Blanks comments but keeps lines, so that line numbers stay true. */
function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//gu, (comment) => comment.replace(/[^\n]/gu, ' '))
    .replace(/(^|\s)\/\/[^\n]*/gu, '$1');
}

function checkShape({ path, text }: SourceFile): Violation[] {
  const violations: Violation[] = [];
  const lines = text.split('\n').length;
  const limit = topFolder(path) === 'tests' ? MAX_TEST_LINES : MAX_FILE_LINES;
  if (lines > limit) {
    violations.push({
      path,
      line: limit,
      rule: 'file-size',
      detail: `${lines} lines; look for the second idea`,
    });
  }
  const name = posix.basename(path);
  if (/^(utils?|helpers?|common|types|index)\.tsx?$/u.test(name)) {
    violations.push({ path, line: 1, rule: 'file-name', detail: `${name} names no idea` });
  }
  const reexport = /^export \* from/mu.exec(text);
  if (reexport !== null) {
    violations.push({
      path,
      line: lineOf(text, reexport.index),
      rule: 'no-barrel',
      detail: 'export * hides where things live',
    });
  }
  return violations;
}
