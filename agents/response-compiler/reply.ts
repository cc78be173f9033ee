import type { ToolStep } from '#agents/order/order-outcome.ts';
import type { Allergen, DerivedFromIngredients, Diet } from '#agents/search/product.ts';
import type { Facet, ProductFilters } from '#agents/search/product-index.ts';
import type { IntentName, IntentSlots } from '#agents/supervisor/intent.ts';

/** The reply of a turn as API.md states it. Money is minor units, times RFC 3339. */
export interface TurnReply {
  readonly turnId: string;
  readonly conversationId: string;
  readonly intents: readonly {
    readonly name: IntentName;
    readonly confidence: number;
    readonly slots: IntentSlots;
  }[];
  readonly text: string;
  readonly speech: string;
  readonly products: readonly ReplyProduct[];
  readonly totalProducts: number;
  readonly facets: readonly Facet[];
  readonly cart: ReplyCart;
  readonly order: ReplyOrder | null;
  readonly question: {
    readonly text: string;
    readonly kind: string;
    readonly options: readonly string[];
  } | null;
  readonly personalization: ReplyPersonalization;
  readonly citations: readonly Citation[];
  readonly suggestions: readonly string[];
  readonly emotion: {
    readonly primary: string;
    readonly confidence: number;
    readonly sentiment: string;
    readonly sentimentScore: number;
  };
  readonly context: {
    readonly mode: string;
    readonly tokens: number;
    readonly budget: number;
    readonly dropped: readonly {
      readonly component: string;
      readonly tokens: number;
      readonly reason: string;
    }[];
  };
  readonly experiment: { readonly name: string; readonly group: string } | null;
  readonly degraded: readonly Degradation[];
  readonly execution: {
    readonly totalMs: number;
    readonly nodes: readonly {
      readonly node: string;
      readonly ms: number;
      readonly status: 'done' | 'failed' | 'late';
    }[];
    /** What was heard, done to the cart and searched, at most eight steps; each use of a tool with what was seen of it. */
    readonly steps: readonly ToolStep[];
  };
  readonly traceId: string;
}

export interface ReplyProduct {
  readonly productId: string;
  readonly name: string;
  readonly brand: string | null;
  readonly department: string;
  readonly category: string;
  readonly size: string | null;
  readonly priceCents: number | null;
  readonly currency: string;
  readonly unitPrice: { readonly cents: number; readonly per: string } | null;
  readonly diets: readonly Diet[];
  readonly allergens: {
    readonly contains: readonly Allergen[];
    readonly mayContain: readonly Allergen[];
    readonly unknown: boolean;
  };
  /** Which of `diets` and `allergens.contains` follow from the ingredient list; absent when all are stated. */
  readonly derived?: DerivedFromIngredients;
  /** Null when the catalogue does not state the stock. */
  readonly inStock: boolean | null;
  readonly score: number;
  readonly rank: number;
  readonly unpersonalizedRank: number;
  readonly reasons: readonly string[];
  readonly citationId: string;
  /** Which list it belongs to: null for a plain search, the ingredient's name for a recipe. */
  readonly group: string | null;
  readonly icon: string | null;
}

/** What a cart and an order share. */
interface ReplyBasket<Line> {
  readonly lines: readonly Line[];
  readonly subtotalCents: number;
  readonly discounts: readonly { readonly code?: string; readonly label: string; readonly cents: number }[];
  readonly totalCents: number;
  readonly currency: string;
}

interface ReplyLine {
  readonly productId: string;
  readonly name: string;
  readonly quantity: number;
  readonly unit: string;
  readonly unitPriceCents: number | null;
  readonly totalCents: number | null;
}

export interface ReplyCart extends ReplyBasket<ReplyLine & { readonly lineId: string }> {
  readonly cartId: string;
  readonly revision: number;
  /** Lines whose price is unknown; the totals leave them out. */
  readonly unpricedLines: number;
}

export interface ReplyOrder extends ReplyBasket<ReplyLine> {
  readonly orderId: string;
  readonly status: string;
  readonly placedAt: string;
}

export interface Citation {
  readonly citationId: string;
  readonly kind: 'product' | 'order' | 'memory' | 'preference' | 'promotion' | 'knowledge';
  /** The id of what is cited. */
  readonly ref: string;
  /** The fact it stands for, in words. */
  readonly claim: string;
}

export interface Degradation {
  readonly capability: string;
  readonly reason: string;
  readonly fallback: string;
}

export interface ReplyPersonalization {
  readonly enabled: boolean;
  readonly features: readonly {
    readonly name: string;
    readonly status: string;
    readonly confidence: number;
    readonly observations: number;
    readonly reason: string;
  }[];
  readonly usualItems: readonly {
    readonly productId: string;
    readonly name: string;
    readonly quantity: number;
    readonly reason: string;
  }[];
  readonly reorder: readonly {
    readonly productId: string;
    readonly name: string;
    readonly status: string;
    readonly probability: number;
    readonly reason: string;
  }[];
  readonly complementary: readonly {
    readonly productId: string;
    readonly name: string;
    readonly reason: string;
  }[];
  readonly alternatives: readonly {
    readonly productId: string;
    readonly name: string;
    readonly reason: string;
  }[];
}

/** What a client sends, already parsed and with the shopper established by the gateway. */
export interface TurnRequest {
  readonly shopperId: string;
  readonly message: string;
  readonly conversationId: string;
  readonly turnId: string;
  readonly mode: 'text' | 'voice';
  readonly transcript: {
    readonly alternatives: readonly { readonly text: string; readonly confidence: number }[];
    readonly isFinal: boolean;
    readonly language?: string;
  } | null;
  readonly view: 'personalized' | 'all';
  readonly filters: ProductFilters;
  readonly limit: number;
  readonly trace: boolean;
}
