import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createMiniLmEmbeddings } from '#infra/models/minilm/minilm-embeddings.ts';
import { recollectionEmbedder } from '#infra/models/recollection-embedder.ts';
import { createStaticEmbeddings } from '#infra/models/static/static-embeddings.ts';
import type { VectorEmbeddings } from '#infra/models/vector-embeddings.ts';
import {
  createRecollectionIndex,
  type RecollectionIndex,
  type RecollectionIndexOptions,
} from '#memory/semantic/recollection-index.ts';
import { countTokens } from '#memory/tokens/count-tokens.ts';
import type { Benchmark, Figure } from './figure.ts';
import { findMiniLm } from './minilm-folder.ts';

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

/** A way to search: its vectors, or none, and how they count. */
interface Way {
  readonly name: string;
  readonly options: RecollectionIndexOptions;
  readonly embed: (texts: readonly string[]) => Promise<readonly (Float32Array | null)[]>;
}

/** By words alone, by the vectors that ship, and by MiniLM where its folder is. */
async function withWays<T>(dataDir: string, run: (ways: readonly Way[]) => Promise<T>): Promise<T> {
  const directory = findMiniLm(dataDir);
  const minilm = directory === null ? null : await createMiniLmEmbeddings({ directory });
  const byEmbedder = (name: 'minilm' | 'builtin', embeddings: VectorEmbeddings): Way => {
    const embedder = recollectionEmbedder(embeddings, name);
    return { name, options: embedder, embed: (texts) => embedder.embed(texts) };
  };
  try {
    return await run([
      ...(minilm === null ? [] : [byEmbedder('minilm', minilm)]),
      byEmbedder('builtin', createStaticEmbeddings()),
      {
        name: 'bm25',
        options: { semanticWeight: 0, neighbourWeight: 0, spread: 0 },
        embed: async (texts) => texts.map(() => null),
      },
    ]);
  } finally {
    await minilm?.close();
  }
}

const REFERENCES: Readonly<Record<string, { readonly reference?: number; readonly aim?: number }>> = {
  'memory.locomo.minilm.recall@10': { reference: 0.73, aim: 0.8 },
  'memory.locomo.builtin.recall@10': { reference: 0.6, aim: 0.72 },
  'memory.preferences.minilm.success@10': { reference: 0.623, aim: 0.68 },
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
  return withWays(dataDir, async (ways) => {
    const figures: Figure[] = [];
    for (const way of ways) {
      if (conversations !== null) figures.push(...(await locomo(way, conversations)));
      if (preferences !== null) figures.push(...(await statedPreferences(way, preferences)));
    }
    const hasMiniLm = ways.some(({ name }) => name === 'minilm');
    return {
      figures: figures.map((figure) => ({ ...figure, ...REFERENCES[figure.name] })),
      skipped: [
        ...(conversations === null ? [`memory/locomo.${split}`] : []),
        ...(preferences === null ? [`memory/preferences.${split}`] : []),
        ...(hasMiniLm ? [] : ['minilm: no folder all-MiniLM-L6-v2 (set MINILM_DIR)']),
      ],
    };
  });
};

async function locomo(
  { name: way, options, embed }: Way,
  conversations: readonly Conversation[],
): Promise<readonly Figure[]> {
  const sums = new Map<string, number>();
  let asked = 0;
  for (const { sessions, qa } of conversations) {
    const index = createRecollectionIndex(options);
    const turns = sessions.flatMap(({ session, when, turns }) =>
      turns.map(({ id, speaker, text, caption = '' }) => ({
        id,
        session,
        whole: `${speaker} ${text} ${caption} ${when}`,
      })),
    );
    const vectors = await embed(turns.map(({ whole }) => whole));
    for (const [position, { id, session, whole }] of turns.entries()) {
      add(index, { id, conversationId: `${session}`, text: whole }, vectors[position] ?? null);
    }
    const questions = qa.filter(({ category, evidence }) => category <= 4 && evidence.length > 0);
    const questionVectors = await embed(questions.map(({ q }) => q));
    for (const [position, { q, evidence }] of questions.entries()) {
      asked += 1;
      const vector = questionVectors[position] ?? null;
      const hits = index.search({ text: q, vector, limit: 100, excludeTurnIds: [] });
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

async function statedPreferences(
  { name: way, options, embed }: Way,
  preferences: readonly Preference[],
): Promise<readonly Figure[]> {
  const index = createRecollectionIndex(options);
  const vectors = await embed(preferences.map(({ preference }) => preference));
  for (const [position, { id, preference }] of preferences.entries()) {
    add(index, { id, conversationId: id, text: preference }, vectors[position] ?? null);
  }
  const questions = await embed(preferences.map(({ question }) => question));
  const successes = preferences.filter(({ id, question }, position) =>
    index
      .search({ text: question, vector: questions[position] ?? null, limit: 10, excludeTurnIds: [] })
      .some((hit) => hit.recollection.turnId === id),
  );
  return [{ name: `memory.preferences.${way}.success@10`, value: successes.length / preferences.length }];
}

function add(
  index: RecollectionIndex,
  {
    id,
    conversationId,
    text,
  }: { readonly id: string; readonly conversationId: string; readonly text: string },
  vector: Float32Array | null,
): void {
  const recollection = { recollectionId: id, shopperId: 's', conversationId, turnId: id, text };
  index.add({ ...recollection, recordedAt: index.size }, vector);
}
