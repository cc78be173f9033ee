import type { ContextMode } from '#memory/tokens/token-ledger.ts';

export interface ContextPart {
  readonly component: 'anchors' | 'window' | 'recollections' | 'profile' | 'results' | 'cart' | 'knowledge';
  readonly text: string;
  readonly tokens: number;
}

/** What goes to whoever words the answer, within a budget, and what was left out and why. */
export interface AssembledContext {
  readonly mode: ContextMode;
  readonly budget: number;
  readonly tokens: number;
  readonly parts: readonly ContextPart[];
  readonly dropped: readonly {
    readonly component: ContextPart['component'];
    readonly tokens: number;
    readonly reason: string;
  }[];
}
