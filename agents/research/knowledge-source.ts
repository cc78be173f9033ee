/** One thing known about food: how to keep it, what stands in for it, how to cook it. */
export interface KnowledgeEntry {
  readonly entryId: string;
  readonly topic: 'storage' | 'substitution' | 'cooking' | 'nutrition';
  /** Foods it is about, as a shopper names them. */
  readonly subjects: readonly string[];
  /** The answer, one or two sentences. */
  readonly text: string;
  readonly source: string;
}

/** PORT. Answers questions about food rather than about products. Null when it knows nothing that fits. */
export interface KnowledgeSource {
  answer(
    question: { readonly topic: KnowledgeEntry['topic']; readonly text: string },
    signal?: AbortSignal,
  ): Promise<KnowledgeEntry | null>;
  /** For citations. */
  find(entryId: string): Promise<KnowledgeEntry | null>;
}
