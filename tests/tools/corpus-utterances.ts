import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { EMPTY_FOCUS } from '#agents/supervisor/dialogue-focus.ts';
import type { UnderstandRequest } from '#agents/supervisor/understanding.ts';
import { FOCUSES } from '#tests/agents/supervisor/corpus-focus.ts';

const FOLDER = fileURLToPath(new URL('../agents/supervisor/corpus', import.meta.url));

/** One utterance of the corpus in the situation it belongs to. */
export interface CorpusUtterance {
  readonly file: string;
  readonly said: string;
  /** The situation's name; null where nothing went before. */
  readonly situation: string | null;
  readonly focus: UnderstandRequest['focus'];
  readonly cartProducts: UnderstandRequest['cartProducts'];
}

/** Every utterance of the corpus of understanding, file by file. */
export function corpusUtterances(): readonly CorpusUtterance[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.jsonl'))
    .sort()
    .flatMap((file) =>
      readFileSync(`${FOLDER}/${file}`, 'utf8')
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => {
          const row = JSON.parse(line) as { said: string; focus?: string; cart?: readonly string[] };
          return {
            file,
            said: row.said,
            situation: row.focus ?? null,
            focus: FOCUSES[row.focus ?? ''] ?? EMPTY_FOCUS,
            cartProducts: (row.cart ?? []).map((name, at) => ({ productId: `c${at}`, name })),
          };
        }),
    );
}
