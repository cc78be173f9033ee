import type { EdgeKind } from '#personalization/learning/edge.ts';

/** What a fact is of: told by the shopper, then learned from what they did. */
export const MEMORY_KINDS = [
  'allergy',
  'diet',
  'dislike',
  'like',
  'household',
  'budget',
  'price_level',
  'household_estimate',
  'statement',
  'orders',
  'purchases',
  'rejections',
  'dismissals',
  'not_yet',
  'cart_additions',
  'quantity_changes',
  'cart_removals',
  'searches',
  'clicks',
  'views',
  'ranking',
  'patterns',
] as const;
export type MemoryKind = (typeof MEMORY_KINDS)[number];

/** What a correction may change of a fact. */
export const FACT_CORRECTIONS = ['holds', 'value', 'quantity'] as const;
export type FactCorrection = (typeof FACT_CORRECTIONS)[number];

/** One thing that is known of a shopper, as they may see, correct and forget it. Times in milliseconds since the epoch. */
export interface MemoryFact {
  /** The same fact keeps its id; no two shoppers share one. */
  readonly id: string;
  readonly kind: MemoryKind;
  /** One sentence that the shopper can read. */
  readonly text: string;
  /** What was told, or the usual number of packs; null where the sentence says it all. */
  readonly value: string | number | null;
  readonly productId: string | null;
  /** `corrected`: learned, and set right by the shopper. */
  readonly source: 'stated' | 'learned' | 'corrected';
  /** 0 … 1: that it is so today. */
  readonly confidence: number;
  readonly observations: number;
  readonly validFrom: number;
  /** Null while it holds. */
  readonly validTo: number | null;
  /** When it was last said or seen. */
  readonly lastAt: number;
  readonly corrections: readonly FactCorrection[];
}

/** A correction by the shopper; exactly one field is given. */
export interface MemoryCorrection {
  /** It is not so, or no longer. */
  readonly holds?: false;
  /** What holds instead of what was told. */
  readonly value?: string | number;
  /** The usual number of packs. */
  readonly quantity?: number;
}

export const KIND_OF_EDGE: Readonly<Record<EdgeKind, MemoryKind>> = {
  ALLERGIC_TO: 'allergy',
  FOLLOWS: 'diet',
  DISLIKES: 'dislike',
  LIKES: 'like',
  STATED: 'statement',
  SHOPPED: 'orders',
  BOUGHT: 'purchases',
  REJECTED: 'rejections',
  DISMISSED: 'dismissals',
  NOT_YET: 'not_yet',
  ADDED: 'cart_additions',
  ADJUSTED: 'quantity_changes',
  REMOVED: 'cart_removals',
  SEARCHED: 'searches',
  CLICKED: 'clicks',
  VIEWED: 'views',
  WAS_SHOWN: 'ranking',
  RANKS_BY: 'ranking',
  GOES_WITH: 'patterns',
  REORDERED: 'patterns',
  PREFERRED: 'patterns',
};
