import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { isRoute } from '#agents/supervisor/router/route.ts';
import type { RoutedText } from '#agents/supervisor/router/routed-text.ts';

/** Corpora that say how texts are routed. Their licences allow trained weights to be passed on (router/README.md). */
export const ROUTED_CORPORA = ['clinc150', 'hwu64', 'multidogo_fastfood', 'search_queries'] as const;
export type RoutedCorpus = (typeof ROUTED_CORPORA)[number];

const rowSchema = z.object({
  text: z.string(),
  route: z.string().nullable(),
  intent: z.string().optional(),
  conversation: z.string().optional(),
});

/** Where the texts of a corpus lie. */
export function routedTextsFile(dataDir: string, corpus: RoutedCorpus, split: 'public' | 'heldout'): string {
  return join(dataDir, 'intents', `${corpus}.${split}.jsonl.gz`);
}

/** The texts of a corpus that have a route; null when the file is not there. */
export function readRoutedTexts(
  dataDir: string,
  corpus: RoutedCorpus,
  split: 'public' | 'heldout',
): readonly RoutedText[] | null {
  const file = routedTextsFile(dataDir, corpus, split);
  if (!existsSync(file)) return null;
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => {
      const { text, route, intent = 'none', conversation = null } = rowSchema.parse(JSON.parse(line));
      // several labels in one turn: the first stands for all, they share a route
      const label = intent.split('<div>')[0] ?? intent;
      return isRoute(route) ? [{ text, route, label, corpus, conversation }] : [];
    });
}
