import type { NamedEmbeddings } from '#infra/models/named-embeddings.ts';

const DIMENSION = 16;

export interface WordEmbeddings extends NamedEmbeddings {
  /** Texts embedded so far. */
  readonly asked: string[];
  /** While set, embedding documents fails with it. */
  failure: Error | null;
}

/**
 * Embeddings for tests: words of one group mean the same, all others differ. `groups` as in ["couch sofa settee"].
 */
export function createWordEmbeddings(groups: readonly string[] = [], model = 'words-1'): WordEmbeddings {
  const meaning = new Map(groups.flatMap((group, at) => group.split(' ').map((word) => [word, at] as const)));
  const embed = (text: string): number[] => {
    const vector = new Array<number>(DIMENSION).fill(0);
    for (const word of text.toLowerCase().match(/[a-z]+/g) ?? []) {
      const known = meaning.get(word);
      const place = known ?? groups.length + (hashOf(word) % (DIMENSION - groups.length));
      vector[place] = (vector[place] ?? 0) + (known === undefined ? 0.3 : 1);
    }
    const length = Math.hypot(...vector) || 1;
    return vector.map((it) => it / length);
  };
  const embeddings: WordEmbeddings = {
    model,
    dimension: DIMENSION,
    asked: [],
    failure: null,
    async embedDocuments(texts) {
      if (embeddings.failure !== null) throw embeddings.failure;
      embeddings.asked.push(...texts);
      return texts.map(embed);
    },
    embedQuery: async (text) => embed(text),
  };
  return embeddings;
}

function hashOf(word: string): number {
  return [...word].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) >>> 0, 7);
}
