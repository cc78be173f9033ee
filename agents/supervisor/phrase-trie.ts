import type { PhraseKind, PhraseMatch } from './vocabulary.ts';

interface TrieNode {
  next: Map<string, TrieNode> | null;
  ends: { readonly kind: PhraseKind; readonly label: string }[] | null;
}

/** Known phrases by their words; a look-up costs as many steps as the longest phrase has words. */
export class PhraseTrie {
  readonly #root: TrieNode = { next: null, ends: null };

  add(words: readonly string[], kind: PhraseKind, label: string): void {
    if (words.length === 0) return;
    let node = this.#root;
    for (const word of words) {
      node.next ??= new Map();
      let child = node.next.get(word);
      if (!child) {
        child = { next: null, ends: null };
        node.next.set(word, child);
      }
      node = child;
    }
    node.ends ??= [];
    if (!node.ends.some((end) => end.kind === kind)) node.ends.push({ kind, label });
  }

  /** The longest match of each kind that starts at `from`. */
  matchesAt(words: readonly string[], from: number): readonly PhraseMatch[] {
    const found = new Map<PhraseKind, PhraseMatch>();
    let node: TrieNode | undefined = this.#root;
    for (let at = from; at < words.length && node; at += 1) {
      node = node.next?.get(words[at] ?? '');
      for (const end of node?.ends ?? []) found.set(end.kind, { ...end, length: at - from + 1 });
    }
    return [...found.values()];
  }
}
