import type { Allergen, Diet, Product } from '#agents/search/product.ts';
import type { DialogueFocus, PendingQuestion } from '#agents/supervisor/dialogue-focus.ts';
import type { RoutedIntent } from '#agents/supervisor/intent.ts';
import type { Cart } from './cart.ts';
import type { Order, OrderDiscount } from './order.ts';
import type { Receipt } from './receipt.ts';

/** What the order agent needs to know of a shopper. `loaded` false: safety facts are missing, so it asks before every add. */
export interface ShopperConstraints {
  readonly loaded: boolean;
  readonly allergies: readonly Allergen[];
  readonly diets: readonly Diet[];
  readonly dislikes: readonly string[];
  /** Whose a need is where it is not the shopper's own, and how it was meant. */
  readonly needs?: readonly ConstraintNeed[];
}

export interface ConstraintNeed {
  readonly kind: 'allergy' | 'diet' | 'dislike' | 'like';
  readonly value: string;
  /** "your household", "your son", "your guests". */
  readonly who: string;
  readonly avoided: boolean;
}

/** What a shopper usually buys: product, usual packs at a time, how often. Most frequent first. */
export interface Habit {
  readonly productId: string;
  readonly quantity: number;
  readonly purchases: number;
  readonly lastPurchasedAt: number;
}

export interface OrderRequest {
  readonly shopperId: string;
  readonly turnId: string;
  readonly conversationId: string;
  readonly intents: readonly RoutedIntent[];
  readonly focus: DialogueFocus;
  readonly constraints: ShopperConstraints;
  readonly habits: readonly Habit[];
  /** The regular basket, when known (usual_order). Empty when the evidence is thin. */
  readonly usualBasket: readonly { readonly productId: string; readonly quantity: number }[];
  /** The shopper switched usual orders off: then the basket is empty for that. */
  readonly usualOff?: boolean;
  /** Steps that this turn leaves to the order agent; default 8. */
  readonly maxSteps?: number;
}

/** One use of a tool: what it was given, and what was seen of it. */
export interface ToolCall {
  readonly input: string;
  readonly outcome: 'done' | 'asked' | 'refused' | 'failed';
  readonly observation: string;
}

/** One step of the plan-act-observe loop, for the reply's execution and the trace; `outcome` is the gravest of its calls. */
export interface ToolStep {
  readonly tool: string;
  readonly detail: string;
  readonly outcome: ToolCall['outcome'];
  readonly calls: readonly ToolCall[];
}

export interface PricedCart {
  readonly cart: Cart;
  readonly subtotalCents: number;
  readonly discounts: readonly OrderDiscount[];
  readonly totalCents: number;
  /** Lines without a price; the total leaves them out. */
  readonly unpricedLines: number;
}

export interface OrderOutcome {
  readonly receipts: readonly Receipt[];
  readonly steps: readonly ToolStep[];
  /** Whether a store or the product index failed for one of the things. */
  readonly failed: boolean;
  readonly priced: PricedCart;
  readonly order: Order | null;
  readonly question: PendingQuestion | null;
  /** Products spoken of, for cards and citations. */
  readonly products: readonly Product[];
  /** The conversation's focus after these steps. */
  readonly focus: DialogueFocus;
}
