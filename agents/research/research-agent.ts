import { classifyQuestion } from './classify-question.ts';
import type { KnowledgeEntry, KnowledgeSource } from './knowledge-source.ts';

/** Answers a kitchen question with its source; null when none was asked or nothing is known. */
export async function runResearch(
  knowledge: KnowledgeSource,
  message: string,
  signal?: AbortSignal,
): Promise<KnowledgeEntry | null> {
  const topic = classifyQuestion(message);
  return topic === null ? null : knowledge.answer({ topic, text: message }, signal);
}
