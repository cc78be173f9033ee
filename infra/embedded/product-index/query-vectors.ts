import type { NamedEmbeddings } from '#infra/models/named-embeddings.ts';
import { type QuantizedVector, quantize } from './quantize.ts';

/** Queries remembered at once. */
const REMEMBERED = 500;

/** The vectors of queries, the last ones remembered. */
export interface QueryVectors {
  /** Null when the text has no vector, or none came in time. */
  of(text: string): Promise<QuantizedVector | null>;
}

/** `deadlineMs`: a query is not held up longer; the words alone answer then. */
export function createQueryVectors(embeddings: NamedEmbeddings, deadlineMs: number): QueryVectors {
  const remembered = new Map<string, QuantizedVector>();
  return {
    async of(text) {
      const known = remembered.get(text);
      if (known !== undefined) {
        remembered.delete(text);
        remembered.set(text, known);
        return known;
      }
      const embedding = embeddings.embedQuery(text).then(
        (numbers) => {
          const vector = quantize(numbers);
          if (vector.scale === 0 || vector.values.length !== embeddings.dimension) return null;
          remembered.set(text, vector);
          for (const oldest of remembered.keys()) {
            if (remembered.size <= REMEMBERED) break;
            remembered.delete(oldest);
          }
          return vector;
        },
        () => null,
      );
      return inTime(embedding, deadlineMs);
    },
  };
}

async function inTime<T>(work: Promise<T | null>, deadlineMs: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, deadlineMs, null);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
