import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Embedder } from '#memory/semantic/embedder.ts';
import { hashedNgramEmbedder } from '#memory/semantic/hashed-ngram-vector.ts';
import { createRecollectionIndex } from '#memory/semantic/recollection-index.ts';
import { countTokens } from '#memory/tokens/count-tokens.ts';
import type { Benchmark, Figure } from './figure.ts';

interface Conversation {
  readonly sessions: readonly {
    readonly session: number;
    readonly when: string;
    readonly turns: readonly {
      readonly id: string;
      readonly speaker: string;
      readonly text: string;
      readonly caption?: string;
    }[];
  }[];
  readonly qa: readonly {
    readonly q: string;
    readonly category: number;
    readonly evidence: readonly string[];
  }[];
}
interface Preference {
  readonly id: string;
  readonly preference: string;
  readonly question: string;
}

/** Each way to search: the embedder that ships, and words alone. */
const WAYS: Readonly<Record<string, { readonly embedder: Embedder; readonly neighbourWeight?: number }>> = {
  builtin: { embedder: hashedNgramEmbedder },
  bm25: { embedder: { ...hashedNgramEmbedder, semanticWeight: 0, minSimilarity: 2 }, neighbourWeight: 0 },
};
const REFERENCES: Readonly<Record<string, { readonly reference?: number; readonly aim?: number }>> = {
  'memory.locomo.builtin.recall@10': { reference: 0.6, aim: 0.72 },
  'memory.preferences.builtin.success@10': { reference: 0.228, aim: 0.45 },
};
/** Tokens of the context for `tokens1000`: recall of what fits into it. */
const CONTEXT_TOKENS = 1_000;

/** Recall of evidence in long conversations (LoCoMo, categories 1–4) and of stated preferences. */
export const benchMemory: Benchmark = async ({ dataDir, split }) => {
  const read = <T>(name: string): readonly T[] | null => {
    const file = join(dataDir, 'memory', `${name}.${split}.jsonl.gz`);
    if (!existsSync(file)) return null;
    return gunzipSync(readFileSync(file))
      .toString('utf8')
      .trim()
      .split('\n')
      .map((line): T => JSON.parse(line));
  };
  const conversations = read<Conversation>('locomo');
  const preferences = read<Preference>('preferences');
  const figures: readonly Figure[] = Object.entries(WAYS).flatMap(([way, { embedder, neighbourWeight }]) => {
    const open = () =>
      createRecollectionIndex({ ...embedder, ...(neighbourWeight === undefined ? {} : { neighbourWeight }) });
    return [
      ...(conversations === null ? [] : locomo(way, embedder, open, conversations)),
      ...(preferences === null ? [] : statedPreferences(way, embedder, open, preferences)),
    ];
  });
  return {
    figures: figures.map((figure) => ({ ...figure, ...REFERENCES[figure.name] })),
    skipped: [
      ...(conversations === null ? [`memory/locomo.${split}`] : []),
      ...(preferences === null ? [`memory/preferences.${split}`] : []),
    ],
  };
};

function locomo(
  way: string,
  embedder: Embedder,
  open: () => ReturnType<typeof createRecollectionIndex>,
  conversations: readonly Conversation[],
): readonly Figure[] {
  const sums = new Map<string, number>();
  let asked = 0;
  for (const { sessions, qa } of conversations) {
    const index = open();
    for (const { session, when, turns } of sessions) {
      for (const { id, speaker, text, caption = '' } of turns) {
        const whole = `${speaker} ${text} ${caption} ${when}`;
        index.add(
          {
            recollectionId: id,
            shopperId: 's',
            conversationId: `${session}`,
            turnId: id,
            text: whole,
            recordedAt: index.size,
          },
          embedder.embed(whole),
        );
      }
    }
    for (const { q, category, evidence } of qa) {
      if (category > 4 || evidence.length === 0) continue;
      asked += 1;
      const hits = index.search({ text: q, vector: embedder.embed(q), limit: 100, excludeTurnIds: [] });
      let room = CONTEXT_TOKENS;
      const fitting = hits.findIndex((hit) => {
        room -= countTokens(hit.recollection.text);
        return room < 0;
      });
      const cuts = {
        'recall@5': 5,
        'recall@10': 10,
        'recall@20': 20,
        tokens1000: fitting < 0 ? hits.length : fitting,
      };
      for (const [name, cut] of Object.entries(cuts)) {
        const found = new Set(hits.slice(0, cut).map((hit) => hit.recollection.turnId));
        const share = evidence.filter((id) => found.has(id)).length / evidence.length;
        sums.set(name, (sums.get(name) ?? 0) + share);
      }
    }
  }
  return [...sums].map(([name, sum]) => ({ name: `memory.locomo.${way}.${name}`, value: sum / asked }));
}

function statedPreferences(
  way: string,
  embedder: Embedder,
  open: () => ReturnType<typeof createRecollectionIndex>,
  preferences: readonly Preference[],
): readonly Figure[] {
  const index = open();
  for (const { id, preference } of preferences) {
    index.add(
      {
        recollectionId: id,
        shopperId: 's',
        conversationId: id,
        turnId: id,
        text: preference,
        recordedAt: index.size,
      },
      embedder.embed(preference),
    );
  }
  const successes = preferences.filter(({ id, question }) =>
    index
      .search({ text: question, vector: embedder.embed(question), limit: 10, excludeTurnIds: [] })
      .some((hit) => hit.recollection.turnId === id),
  );
  return [{ name: `memory.preferences.${way}.success@10`, value: successes.length / preferences.length }];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dataDir = process.argv[2] ?? join(import.meta.dirname, '../../../shared/data');
  const { figures, skipped } = await benchMemory({ dataDir, split: 'public' });
  for (const { name, value } of figures) console.log(`${name.padEnd(40)} ${value.toFixed(4)}`);
  for (const set of skipped) console.log(`skipped: ${set}`);
}
