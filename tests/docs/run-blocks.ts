import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Block, ROOT } from './markdown.ts';

/** What a shell block printed, and what the document says below it that it prints; null when it says nothing. */
export interface BlockRun {
  readonly commands: string;
  readonly printed: readonly string[];
  readonly promised: readonly string[] | null;
}

/**
 * Runs a document as a reader would, in `folder`: blocks with a name are written as files, shell blocks run one after
 * the other in one shell.
 */
export async function runBlocks(
  blocks: readonly Block[],
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<readonly BlockRun[]> {
  for (const { label, content } of blocks) if (label !== '') writeFileSync(join(folder, label), content);
  const steps = blocks.flatMap(({ language, content }, at) => {
    const next = blocks[at + 1];
    const promised = next?.language === 'text' ? linesOf(next.content) : null;
    return language === 'sh' ? [{ commands: content, promised }] : [];
  });
  const mark = '== block ends ==';
  const script = [
    'set -euo pipefail',
    npmInFolder(),
    ...steps.map(({ commands }) => `${commands}\necho '${mark}'`),
  ].join('\n');
  const { stdout } = await promisify(execFile)('bash', ['-c', script], {
    cwd: folder,
    env: {
      ...process.env,
      ...environment,
      PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    },
  });
  const printed = stdout.split(`${mark}\n`);
  return steps.map((step, at) => ({ ...step, printed: linesOf(printed[at] ?? '') }));
}

/** `npm run SCRIPT -- …` as npm would run it if the project stood in this folder. */
function npmInFolder(): string {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const cases = Object.entries(scripts).flatMap(([name, command]) => {
    const file = /^node (\S+)$/u.exec(command)?.[1];
    return file === undefined ? [] : [`${name}) shift 3; node '${join(ROOT, file)}' "$@" ;;`];
  });
  return `npm() { case "$2" in ${cases.join(' ')} *) echo "no script $2" >&2; return 1 ;; esac; }`;
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}
