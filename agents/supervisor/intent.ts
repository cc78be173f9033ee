import type { Allergen, Diet } from '#agents/search/product.ts';
import type { ProductFilters, ProductSort } from '#agents/search/product-index.ts';

export const INTENT_NAMES = [
  'search_products',
  'browse',
  'product_question',
  'compare',
  'add_to_cart',
  'update_cart',
  'remove_from_cart',
  'undo',
  'clear_cart',
  'show_cart',
  'confirm_order',
  'order_status',
  'usual_order',
  'reorder_advice',
  'repeat_order',
  'recipe',
  'list_promotions',
  'apply_promotion',
  'state_preference',
  'memory_question',
  'memory_command',
  'greeting',
  'small_talk',
  'help',
  'accept',
  'decline',
  'clarify',
  'out_of_scope',
] as const;
export type IntentName = (typeof INTENT_NAMES)[number];

/** An amount as said: "2 dozen" is value 2, measure dozen; "half a gallon" is .5, gallon; "3" is 3, null. */
export interface SaidAmount {
  readonly value: number;
  /** dozen, pair, pack, or a unit of weight or volume (lb, oz, g, kg, ml, l, fl_oz, gallon, quart, pint); null for plain counts. */
  readonly measure: string | null;
  /** absolute: "make it 3", "2 bananas" · more/fewer: "add 3 more", "two fewer" · factor: "double", "half as many". */
  readonly mode: 'absolute' | 'more' | 'fewer' | 'factor';
}

/** How the shopper points at something instead of naming it. */
export type Reference =
  /** "the second one", "#3", "the last one" (index −1); counts from 1. */
  | { readonly kind: 'ordinal'; readonly index: number }
  /** "that", "it", "this one" (plural false) or "those", "them", "both", "all of them" (plural true). */
  | {
      readonly kind: 'deixis';
      readonly plural: boolean;
      /** One of the things that the last change touched, and not said which. */
      readonly amongLast?: boolean;
    }
  /** "the organic one", "the oatly one", "the big one": words that must fit, over what was shown or is in the cart. */
  | { readonly kind: 'attribute'; readonly words: readonly string[] }
  | {
      readonly kind: 'superlative';
      readonly by: 'cheapest' | 'dearest' | 'largest' | 'smallest' | 'best_value';
    }
  /** "the other one": of two, the one not meant last. */
  | { readonly kind: 'other' }
  /**
   * "the usual": what the shopper's own orders say. `which` names the orders: "like last time", "from last week",
   * "as on may 3rd".
   */
  | { readonly kind: 'habit'; readonly which?: string };

/** What another thing of the same kind must be, compared with the one that is spoken of. */
export interface Comparison {
  /** cheaper: by unit · larger, smaller: by pack · other: of another brand. */
  readonly by: 'cheaper' | 'larger' | 'smaller' | 'other';
  /** "do you have it smaller?": what is found is offered, never put in unasked. */
  readonly asks: boolean;
  /** The whole cart shall cost less: what is dearer to pay does not do, nor what is not the same thing. */
  readonly toPayLess?: boolean;
}

/** One thing a shopper speaks of: named ("oat milk under $5"), pointed at ("the second one"), or both. */
export interface ItemMention {
  /** The words as said, for wording and clarifying. */
  readonly said: string;
  /** Search words with amount, filters and politeness removed; empty when only pointed at. */
  readonly query: string;
  readonly amount: SaidAmount | null;
  readonly reference: Reference | null;
  readonly filters: ProductFilters;
  readonly excludeTerms: readonly string[];
  readonly sort: ProductSort;
  /** A pack size that was named: "16 oz", "12 pack". It says which pack to prefer and counts nothing. */
  readonly size?: string;
  /** What the thing is said to come in, in the singular: "can", "jar". */
  readonly packing?: string;
  /** "add it back": bring back what was taken out last (or what `query` names among it), in its old quantity. */
  readonly restore?: boolean;
  /**
   * "swap the rye for sourdough": goes in for what the `remove_from_cart` before it names, as many unless an amount
   * was said. When it can't be added, nothing is taken out.
   */
  readonly replaces?: boolean;
  /**
   * "the bigger one", "something cheaper". With `replaces` and no `query`: of the kind of what it goes in for;
   * in a search: in that order.
   */
  readonly compared?: Comparison;
}

export type ProductAspect =
  | 'price'
  | 'unit_price'
  | 'availability'
  | 'size'
  | 'count'
  | 'diet'
  | 'allergen'
  | 'ingredients'
  | 'brand'
  | 'general';

/** Which page of a list: the one after, the one before, or by its number from 1. */
export type PageWanted = 'next' | 'previous' | number;

/** Of whom a need is said, when not of the shopper alone. */
export interface Whom {
  /** house: all who live there, the shopper too · member: one of them · guest: who only visits. */
  readonly kind: 'house' | 'member' | 'guest';
  /** As it is told back: "your household", "your son", "your guests". */
  readonly said: string;
}

/** What a shopper says of themself, or of those they shop for (`whom`). */
export type PreferenceStatement =
  | {
      readonly kind: 'allergy';
      readonly allergen: Allergen | null;
      readonly said: string;
      readonly holds: boolean;
      readonly whom?: Whom;
      /** Kept out, but nobody said to be allergic: "no nuts for us". */
      readonly avoided?: boolean;
    }
  | {
      readonly kind: 'diet';
      readonly diet: Diet | null;
      readonly said: string;
      readonly holds: boolean;
      readonly whom?: Whom;
    }
  | {
      readonly kind: 'dislike';
      readonly said: string;
      readonly holds: boolean;
      readonly whom?: Whom;
      /** Never eaten, rather than not liked: "we don't eat pork". */
      readonly avoided?: boolean;
      /** Must not be eaten ("can't have kiwi"): heeded whoever it is said of. */
      readonly heeded?: boolean;
    }
  | { readonly kind: 'like'; readonly said: string; readonly holds: boolean; readonly whom?: Whom }
  | { readonly kind: 'household'; readonly size: number | null; readonly said: string }
  | { readonly kind: 'budget'; readonly cents: number | null; readonly said: string };

export interface IntentSlots {
  readonly items?: readonly ItemMention[];
  /** search_products: things that go with the items are wanted, not the items themselves ("what goes with pasta?"). */
  readonly goesWith?: boolean;
  /** search_products, browse: another page of the list shown last, whose intent this is ("show me more"). */
  readonly page?: PageWanted;
  /** search_products, browse: in the order that it has for everybody ("show all"). */
  readonly plain?: boolean;
  /** search_products: products, by id, that are not to be found again ("more like the second"). */
  readonly beside?: readonly string[];
  /** add_to_cart: what it points at is in the list that the same message asks for ("show me yogurt and add the second"). */
  readonly ofFound?: boolean;
  readonly aspect?: ProductAspect;
  /** compare: of what there is to be more or less ("sugar"); no product record says how much. */
  readonly nutrient?: string;
  /** With aspect diet or allergen: which one is asked about. */
  readonly diet?: Diet;
  readonly allergen?: Allergen;
  /** recipe: the dish as said; its cuisine when only that was named; whether its products shall go into the cart. */
  readonly dish?: string;
  readonly cuisine?: string;
  readonly addToCart?: boolean;
  readonly servings?: number;
  /** recipe: what each of its products must be: "vegan tacos". */
  readonly filters?: ProductFilters;
  /** apply_promotion; `takeOff` takes the code (or every code, when none is named) off the cart again. */
  readonly code?: string;
  readonly takeOff?: boolean;
  /** show_cart: what is saved is asked for, not what is in it. */
  readonly savings?: boolean;
  /** state_preference */
  readonly statement?: PreferenceStatement;
  /** memory_question / memory_command: what it is about, and for a command what to do. */
  readonly about?: string;
  readonly command?:
    | 'forget'
    | 'forget_all'
    | 'remember'
    | 'correct'
    | 'export'
    | 'learning_off'
    | 'learning_on';
  /** repeat_order / order_status: which order ("last", "the party"), and browse: what department. */
  readonly which?: string;
  /** order_status: what was in the orders is asked for, not how they stand; with `items`, only those lines. */
  readonly contents?: boolean;
  /** order_status: the order shall be cancelled. */
  readonly cancel?: boolean;
  /** repeat_order / recipe / accept of several: what is left out. */
  readonly without?: readonly ItemMention[];
  /** small_talk: who they are talking to is asked. */
  readonly asksWho?: boolean;
  /** small_talk: the shopper is not content with the assistant. */
  readonly complains?: boolean;
  /** small_talk: what the shopper says to have at home, in search words; recipe: what of it is left out. */
  readonly atHome?: readonly string[];
  /** undo: takes the last undo back instead. */
  readonly redo?: boolean;
  /** add_to_cart: names another thing of the kind that the open question offered, so it answers that question. */
  readonly answers?: boolean;
  /** accept / clarify: the option chosen, when one was named. */
  readonly choice?: Reference | null;
  /** clarify: what is unclear, in words for the question. */
  readonly unclear?: string;
}

export interface RoutedIntent {
  readonly name: IntentName;
  /** In [0, 1]. */
  readonly confidence: number;
  readonly slots: IntentSlots;
}
