import type { ProductFilters } from '#agents/search/product-index.ts';
import type { ItemMention, PreferenceStatement, RoutedIntent, SaidAmount } from './intent.ts';

/** A product as the shopper last saw or touched it: enough to resolve "the second one" and "the cheapest". */
export interface FocusProduct {
  readonly productId: string;
  readonly name: string;
  readonly brand: string | null;
  readonly sizeText: string | null;
  /** Grams, millilitres or items; null when unknown. Comparable only between equal units. */
  readonly sizeAmount: number | null;
  readonly priceCents: number | null;
  readonly organic: boolean;
}

/** Lines that make room for what the answer adds: by product, with what stays of each; 0 takes it out. */
export type Displaced = readonly { readonly productId: string; readonly stays: number }[];

/** What an earlier order is wanted for. */
export type OrderPurpose =
  | { readonly kind: 'status' | 'cancel' }
  | { readonly kind: 'contents'; readonly items?: readonly ItemMention[] }
  | { readonly kind: 'repeat'; readonly without?: readonly ItemMention[] };

/** What the assistant will do once its question is answered. */
export type PendingCommand =
  | { readonly kind: 'confirm_order'; readonly cartRevision: number; readonly totalCents?: number }
  | { readonly kind: 'clear_cart' }
  /** Which of the options is meant; then add this many. */
  | {
      readonly kind: 'choose_to_add';
      readonly quantity: number;
      /** The words and the amount that were said, for an answer that names something else of the kind. */
      readonly query?: string;
      readonly amount?: SaidAmount | null;
      readonly displaces?: Displaced;
      /** The option that a plain yes means. */
      readonly preferred?: string;
    }
  /** Take these products out of the cart: they conflict with what the shopper just said. */
  | { readonly kind: 'remove_lines'; readonly productIds: readonly string[] }
  /** Which cart line is meant; then set or remove it (`quantity` null), or change it by `amount` when that is given. */
  | {
      readonly kind: 'choose_line';
      readonly quantity: number | null;
      readonly amount?: SaidAmount;
      /** What goes in for the line. */
      readonly instead?: readonly ItemMention[];
    }
  /** Add although it conflicts with an allergy, a diet or a dislike. */
  | {
      readonly kind: 'add_despite';
      readonly productId: string;
      readonly quantity: number;
      readonly displaces?: Displaced;
    }
  /** Add these lines (usual order, repeated order, a recipe's products). */
  | {
      readonly kind: 'add_all';
      readonly lines: readonly { readonly productId: string; readonly quantity: number }[];
    }
  /** Cancel these orders. */
  | { readonly kind: 'cancel_order'; readonly orderIds: readonly string[] }
  /** Which of these orders is meant, in the order of the options; then do this with it. */
  | {
      readonly kind: 'choose_order';
      readonly orderIds: readonly string[];
      readonly purpose: OrderPurpose;
    }
  /** Put these in for what could not be had at the checkout; then the order is asked about again, in any case. */
  | {
      readonly kind: 'replace_gone';
      readonly lines: readonly { readonly productId: string; readonly quantity: number }[];
    }
  /** Add what these words mean. */
  | { readonly kind: 'add_named'; readonly items: readonly ItemMention[] }
  /** Do what was heard, as it was understood then; the first reading is the one asked about. */
  | {
      readonly kind: 'confirm_heard';
      readonly readings: readonly { readonly said: string; readonly intents: readonly RoutedIntent[] }[];
      /** The question that was open when it was heard. */
      readonly asked: PendingQuestion | null;
    }
  /** An allergy or diet was understood but could not be matched to a known one. */
  | { readonly kind: 'name_thing' };

export interface PendingQuestion {
  readonly kind: PendingCommand['kind'];
  readonly text: string;
  /** As it is spoken, when the text would be too long to listen to. */
  readonly spoken?: string;
  readonly options: readonly { readonly label: string; readonly productId: string | null }[];
  readonly command: PendingCommand;
  /** Asked one by one once this one is answered: a turn may leave several things open. */
  readonly waiting?: readonly PendingQuestion[];
}

/** What the cart's last change was, when it was the last thing that happened: "no, the lemons" speaks of it. */
export interface LastChange {
  readonly kind: 'added' | 'updated' | 'removed';
  /** Packs that were added or taken out, or that the line holds after an update. */
  readonly lines: readonly {
    readonly productId: string;
    readonly name: string;
    readonly quantity: number;
    /** What an updated line held before. */
    readonly from?: number;
  }[];
  /** One undo takes back exactly these lines. */
  readonly whole: boolean;
}

/** What one search put on a page. */
export interface PagePart {
  readonly title: string;
  readonly productIds: readonly string[];
  /** How many products the search found in all. */
  readonly total: number;
}

/** The list of a search, page by page: "show me more", "the previous ones". */
export interface PagedList {
  /** What asked for it. */
  readonly intents: readonly RoutedIntent[];
  /** What the request itself asked of every product. */
  readonly filters: ProductFilters;
  readonly pages: readonly (readonly PagePart[])[];
  /** The page shown last, counted from 0. */
  readonly at: number;
}

/** What the conversation is about right now; carried from turn to turn in the turn's record. */
export interface DialogueFocus {
  /** The list shown last, in the order shown. */
  readonly shown: readonly FocusProduct[];
  /** Cart products touched, most recent first. */
  readonly touched: readonly { readonly product: FocusProduct; readonly quantity: number }[];
  /** Lines taken out, most recent first: "add it back". */
  readonly removed: readonly { readonly product: FocusProduct; readonly quantity: number }[];
  readonly pending: PendingQuestion | null;
  /** The recipe shown last, as long as its list stands: "add it all". */
  readonly dish?: string | null;
  /** What the list shown last was searched for: "only vegan ones", "anything cheaper?". Null when it came otherwise. */
  readonly sought?: readonly ItemMention[] | null;
  /** The pages of the list shown last; null when it came otherwise. */
  readonly list?: PagedList | null;
  /** The product that the last reply answered a question about, by id: "add it". */
  readonly answered?: string | null;
  /** Null when a search or something else happened since. */
  readonly last?: LastChange | null;
  /** Earlier orders that the last reply spoke of, by id: "repeat that one", "and the one before?". */
  readonly orders?: readonly string[];
  /** What guests need, heeded in this conversation only. */
  readonly guests?: readonly PreferenceStatement[];
  /** What the shopper said to have at home, in search words: a recipe leaves it out. */
  readonly atHome?: readonly string[];
  /** Products that the last reply took to be running out, by id: "not yet". */
  readonly advised?: readonly string[];
  /** The last thing done to the cart was an undo: "put it back" takes that back. */
  readonly undone?: boolean;
}

export const EMPTY_FOCUS: DialogueFocus = { shown: [], touched: [], removed: [], pending: null };
