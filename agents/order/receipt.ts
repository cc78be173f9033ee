import type { Allergen, Diet } from '#agents/search/product.ts';

/** How one price or stock moved between the cart and the confirmation. */
export interface ConfirmChange {
  readonly productId: string;
  readonly name: string;
  /** `total`: no line moved but the total did, as when a promotion ended; product fields are empty. */
  readonly kind: 'price' | 'out_of_stock' | 'less_stock' | 'gone' | 'total';
  readonly fromCents?: number | null;
  readonly toCents?: number | null;
  readonly available?: number;
}

export interface Conflict {
  readonly kind:
    | 'allergy'
    | 'possible_allergy'
    | 'unknown_allergy'
    | 'diet'
    | 'unknown_diet'
    | 'dislike'
    | 'constraints_unknown';
  readonly allergen?: Allergen;
  readonly diet?: Diet;
  readonly dislike?: string;
  /** Whose it is, where it is not the shopper's own. */
  readonly need?: { readonly who: string; readonly avoided: boolean };
}

export interface NamedLine {
  readonly productId: string;
  readonly name: string;
  readonly quantity: number;
}

export interface OrderSummary {
  readonly orderId: string;
  readonly status: string;
  readonly placedAt: number;
  readonly totalCents: number;
  readonly currency: string;
}

/** A line whose quantity is another now; 0 is not in the cart. */
export interface LineMove {
  readonly productId: string;
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/**
 * What really happened in this turn, one fact each, made only after the change was committed.
 * The response compiler words receipts; nothing else may claim a change.
 */
export type Receipt =
  | {
      readonly kind: 'added';
      readonly productId: string;
      readonly name: string;
      readonly quantity: number;
      /** The line's quantity now. */
      readonly lineQuantity: number;
      readonly unitPriceCents: number | null;
      /** How a weight or volume became packs: "5 lb is 3 bags of 2 lb". */
      readonly amountNote: string | null;
      /** Why this product when the words fit several: usual, default, best_match, chosen. */
      readonly pickedBecause: 'named' | 'usual' | 'default' | 'best_match' | 'chosen';
    }
  | {
      readonly kind: 'updated';
      readonly productId: string;
      readonly name: string;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'removed'; readonly productId: string; readonly name: string; readonly quantity: number }
  /** The swap would put in what is there already. */
  | { readonly kind: 'unchanged'; readonly productId: string; readonly name: string }
  /** Nothing of the kind is so: "cheaper by unit", "organic"; the line stays. */
  | {
      readonly kind: 'no_variant';
      readonly productId: string;
      readonly name: string;
      readonly how: string;
    }
  /** The same of every line of the cart. */
  | { readonly kind: 'no_variants'; readonly how: string }
  | { readonly kind: 'cleared'; readonly lines: number }
  /** The latest change was taken back, or made again after it was; `lines` and `moved` tell what the cart is now. */
  | {
      readonly kind: 'undone' | 'redone';
      readonly lines: number;
      readonly moved?: readonly LineMove[];
    }
  | { readonly kind: 'nothing_to_undo' | 'nothing_to_redo' }
  | { readonly kind: 'cart_shown' }
  | { readonly kind: 'cart_empty' }
  | { readonly kind: 'declined' }
  | {
      readonly kind: 'order_placed';
      readonly orderId: string;
      readonly totalCents: number;
      readonly lines: number;
    }
  /** Not ordered: these lines have no price. */
  | { readonly kind: 'unpriced'; readonly names: readonly string[] }
  | { readonly kind: 'confirm_changed'; readonly changes: readonly ConfirmChange[] }
  | {
      readonly kind: 'order_status';
      readonly orderId: string;
      readonly status: string;
      readonly placedAt: number;
      readonly totalCents?: number;
      readonly currency?: string;
    }
  /** What an earlier order held, or those of its lines that were asked about. */
  | {
      readonly kind: 'order_lines';
      readonly orderId: string;
      readonly status: string;
      readonly placedAt: number;
      readonly totalCents: number;
      readonly currency: string;
      readonly whole: boolean;
      readonly lines: readonly NamedLine[];
    }
  /** Several earlier orders, newest first. */
  | { readonly kind: 'orders_listed'; readonly orders: readonly OrderSummary[]; readonly more: number }
  | {
      readonly kind: 'order_cancelled';
      readonly orderId: string;
      readonly placedAt: number;
      readonly totalCents: number;
      readonly currency: string;
    }
  /** Its status allows no cancelling any more. */
  | {
      readonly kind: 'order_not_cancelled';
      readonly orderId: string;
      readonly status: string;
      readonly placedAt: number;
    }
  | { readonly kind: 'no_orders' }
  /** There are orders, but none that these words mean. */
  | { readonly kind: 'no_such_order'; readonly said: string }
  /** Never bought, or not in the orders that `which` names. */
  | { readonly kind: 'not_ordered'; readonly said: string; readonly which: string | null }
  /** Of a dish's ingredients these are in the cart already. */
  | { readonly kind: 'had_already'; readonly names: readonly string[] }
  /** Of a dish's ingredients these are optional and were not added. */
  | { readonly kind: 'optional_left'; readonly names: readonly string[] }
  /** Left out of a repeated order because the shopper said so. */
  | { readonly kind: 'left_out'; readonly names: readonly string[] }
  /** The regular basket, shown and not added. */
  | {
      readonly kind: 'usual_shown';
      readonly lines: readonly NamedLine[];
      /** What of it goes against a diet, an allergy or a dislike, and is not offered. */
      readonly leftOut: readonly NamedLine[];
    }
  /** Too few orders to know a regular basket, or it was switched off to know one. */
  | { readonly kind: 'usual_unknown'; readonly off?: boolean }
  /** Promotions this shopper can use now; `code` null applies by itself. Empty when there are none. */
  | {
      readonly kind: 'promotions_listed';
      readonly promotions: readonly {
        readonly promotionId: string;
        readonly label: string;
        readonly code: string | null;
      }[];
    }
  | {
      readonly kind: 'promotion_applied';
      readonly code: string;
      readonly label: string;
      readonly cents: number;
    }
  | { readonly kind: 'promotion_refused'; readonly code: string; readonly reason: string }
  /** Codes that were taken off; `kept` are the discounts that still hold. */
  | {
      readonly kind: 'promotion_removed';
      readonly codes: readonly string[];
      readonly kept: readonly string[];
    }
  /** No code, or not this one, is on the cart; `kept` are the discounts that hold without one. */
  | {
      readonly kind: 'promotion_not_applied';
      readonly code: string | null;
      readonly kept: readonly string[];
    }
  /** What the cart's discounts take off now; none when empty. */
  | {
      readonly kind: 'savings_told';
      readonly discounts: readonly { readonly label: string; readonly cents: number; readonly ref: string }[];
      readonly totalCents: number;
    }
  | { readonly kind: 'no_match'; readonly said: string; readonly near: readonly string[] }
  | { readonly kind: 'not_in_cart'; readonly said: string }
  | { readonly kind: 'out_of_stock'; readonly productId: string; readonly name: string }
  | {
      readonly kind: 'conflict';
      readonly productId: string;
      readonly name: string;
      readonly conflicts: readonly Conflict[];
    }
  /** Something that is in the cart already conflicts; the cart is as it was. */
  | {
      readonly kind: 'cart_conflict';
      readonly productId: string;
      readonly name: string;
      readonly conflicts: readonly Conflict[];
    }
  | {
      readonly kind: 'limit';
      readonly what: 'lines' | 'quantity' | 'stock';
      readonly name: string;
      readonly max: number;
    }
  | { readonly kind: 'unclear'; readonly said: string }
  /** Asked for, but the turn had no step left for it; each ends the sentence "I did not …". */
  | { readonly kind: 'left_undone'; readonly what: readonly string[] }
  /** The cart could not be changed or read; nothing happened. */
  | { readonly kind: 'failed'; readonly what: string };
