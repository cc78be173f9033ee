import { tokenize } from '#agents/search/tokenize.ts';
import type { KnowledgeEntry, KnowledgeSource } from './knowledge-source.ts';

interface IndexedEntry {
  readonly entry: KnowledgeEntry;
  readonly subjects: readonly (readonly string[])[];
}

/**
 * Answers from entries held in memory. An entry fits when one of its subjects stands in the question word for word;
 * of several the longest subject, which is the most particular, wins.
 */
export function createKnowledgeBase(entries: readonly KnowledgeEntry[]): KnowledgeSource {
  const indexed: readonly IndexedEntry[] = entries.map((entry) => ({
    entry,
    subjects: entry.subjects.map((subject) => tokenize(subject)),
  }));
  const byId = new Map(entries.map((entry) => [entry.entryId, entry]));

  return {
    async answer({ topic, text }) {
      const question = tokenize(text).join(' ');
      let best: KnowledgeEntry | null = null;
      let bestLength = 0;
      for (const { entry, subjects } of indexed) {
        if (entry.topic !== topic) continue;
        for (const subject of subjects) {
          const phrase = subject.join(' ');
          if (subject.length > bestLength && ` ${question} `.includes(` ${phrase} `)) {
            best = entry;
            bestLength = subject.length;
          }
        }
      }
      return best;
    },
    async find(entryId) {
      return byId.get(entryId) ?? null;
    },
  };
}
