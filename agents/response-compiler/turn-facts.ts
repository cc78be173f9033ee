import type { OrderOutcome, PricedCart } from '#agents/order/order-outcome.ts';
import type { ProductFilters } from '#agents/search/product-index.ts';
import type { SearchOutcome } from '#agents/search/search-outcome.ts';
import type { PreferenceStatement, RoutedIntent } from '#agents/supervisor/intent.ts';
import type { ReplyPersonalization } from './reply.ts';
import type { RankedProduct } from './reply-product.ts';

/** What became of a statement the shopper made of themself. */
export interface StatementResult {
  readonly statement: PreferenceStatement;
  /**
   * stored: it is kept now · known: it already was · unmatched: no such allergen or diet is known · failed: not kept ·
   * for_now: of guests, heeded in this conversation and not kept.
   */
  readonly result: 'stored' | 'known' | 'unmatched' | 'failed' | 'for_now';
  /** What was stored, as a preference id: "allergy:peanut". */
  readonly ref: string;
}

/** What was found for a question about memory, or done for a command on it. */
export interface MemoryResult {
  readonly kind: 'told' | 'forgot' | 'learning' | 'nothing' | 'name_it' | 'unsupported';
  /** Facts about the shopper, each a full sentence, with where it comes from. */
  readonly facts: readonly {
    readonly text: string;
    readonly kind: 'preference' | 'order' | 'memory';
    readonly ref: string;
  }[];
  /** forgot: what; learning: "on" or "off". */
  readonly detail: string;
}

export interface PromotionLine {
  readonly promotionId: string;
  readonly label: string;
  readonly code: string | null;
}

/** The offers that were asked for. */
export interface PromotionsTold {
  /** What they are to be for; null when any will do. */
  readonly on: string | null;
  readonly some: readonly PromotionLine[];
  /** Beside those for the thing: what comes off everything. */
  readonly ofAll: readonly PromotionLine[];
}

export interface KnowledgeAnswer {
  readonly entryId: string;
  readonly text: string;
  readonly source: string;
}

/** A product that the shopper buys and says not to have run out of. */
export interface StockedProduct {
  readonly productId: string;
  readonly name: string;
}

export interface ReorderAdvice {
  readonly said: string;
  readonly items: readonly {
    readonly productId: string;
    readonly name: string;
    readonly status: 'due' | 'soon' | 'not_yet';
    readonly probability: number;
    readonly evidence: string;
    /** Taken along with what is due it saves a trip. */
    readonly savesTrip?: boolean;
  }[];
  /** Why nothing can be said, when `items` is empty. */
  readonly abstention: string | null;
  /** What was asked about and is bought, but goes against what the shopper told. */
  readonly leftOut?: { readonly productId: string; readonly name: string; readonly why: string };
}

export interface Eaters {
  readonly count: number;
  readonly whose: 'said' | 'household';
}

/** A stated budget, and what the cart leaves of it: below 0 when it costs more. */
export interface BudgetFact {
  readonly budgetCents: number;
  readonly leftCents: number;
  readonly state: 'within' | 'near' | 'over';
}

/** Everything that this turn established. A reply states these facts and no others. */
export interface TurnFacts {
  readonly mode: 'text' | 'voice';
  readonly intents: readonly RoutedIntent[];
  readonly priced: PricedCart;
  readonly search: SearchOutcome | null;
  /** The products to show, in final order. */
  readonly ranked: readonly RankedProduct[];
  readonly order: OrderOutcome | null;
  readonly statements: readonly StatementResult[];
  readonly memory: MemoryResult | null;
  readonly promotions: PromotionsTold | null;
  readonly knowledge: KnowledgeAnswer | null;
  readonly reorder: ReorderAdvice | null;
  /** What the shopper said not to have run out of, noted for the next time. */
  readonly stocked: readonly StockedProduct[];
  readonly personalization: ReplyPersonalization;
  /** How many a dish is for, as said in this turn or as the household is known; null when neither is known. */
  readonly eaters: Eaters | null;
  /** How the cart stands against a budget that the shopper stated; null without one. */
  readonly budget: BudgetFact | null;
  /** Filters that hold because of stored diets and allergies. */
  readonly standing: ProductFilters;
  readonly emotion: { readonly primary: string; readonly intensity: number };
  /** True when search could not be asked at all. */
  readonly searchDown: boolean;
  /** Every capability that this turn had to do without. */
  readonly down: readonly string[];
  readonly firstTurn: boolean;
}
