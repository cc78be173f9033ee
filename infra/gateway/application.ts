import type { CartDesk } from '#agents/order/cart-desk.ts';
import type { OrderBook } from '#agents/order/order-book.ts';
import type { Citation, TurnRequest } from '#agents/response-compiler/reply.ts';
import type { ProductIndex } from '#agents/search/product-index.ts';
import type { MemoryCorrected } from '#graph/correct-memory.ts';
import type { MemoryPage, MemoryQuery } from '#graph/list-memory.ts';
import type { MemoryCorrection } from '#graph/memory-fact.ts';
import type { TurnEvent, TurnOutcome } from '#graph/turn-event.ts';
import type { ConversationLog } from '#memory/conversation/conversation-log.ts';
import type { Json } from '#memory/conversation/turn-record.ts';
import type { Outbox } from '#memory/save-turn/outbox.ts';
import type { ShopperSettings } from '#personalization/settings/settings.ts';
import type { SettingsStore } from '#personalization/settings/settings-store.ts';

/** What the routes need of the rest of the system. `infra/compose.ts` builds it; tests build a small one. */
export interface Application {
  runTurn(
    request: TurnRequest,
    hooks: { readonly signal: AbortSignal; readonly onEvent?: (event: TurnEvent) => void },
  ): Promise<TurnOutcome>;
  readonly desk: Pick<CartDesk, 'show' | 'change' | 'placeOrder' | 'cancelOrder'>;
  readonly orders: Pick<OrderBook, 'find' | 'list'>;
  readonly products: Pick<ProductIndex, 'search' | 'get'>;
  /** Balance of keyword and vector for a query, 0 … 1, when the client names none. */
  alphaFor(query: string): Promise<number>;
  readonly conversations: Pick<ConversationLog, 'find' | 'turns' | 'conversations' | 'owner'>;
  /** Removes a conversation from every store that holds something of it. Answers how many turns there were. */
  removeConversation(shopperId: string, conversationId: string): Promise<number>;
  readonly settings: Pick<SettingsStore, 'load'>;
  changePreferences(shopperId: string, patch: PreferencesPatch): Promise<PreferencesChange>;
  readonly outbox: Pick<Outbox, 'announce'>;
  /** Null when it does not exist or is another shopper's. */
  citation(shopperId: string, citationId: string): Promise<Citation | null>;
  /** What each feature knows of the shopper, with its evidence. */
  profile(shopperId: string): Promise<ShopperProfile>;
  /** What is known of a shopper, fact by fact. */
  readonly memory: {
    /** Throws `UnknownFact` when there is no fact to go on after. */
    list(shopperId: string, query: MemoryQuery): Promise<MemoryPage>;
    correct(shopperId: string, factId: string, correction: MemoryCorrection): Promise<MemoryCorrected>;
    /** False when this shopper has no such fact. */
    forget(shopperId: string, factId: string): Promise<boolean>;
  };
  readonly sampleShoppers: readonly SampleShopper[];
  /** Makes sure that a sample shopper's made-up history is there. Does nothing the second time. */
  prepareShopper(shopperId: string): Promise<void>;
  health(): Promise<HealthReport>;
  /** Milliseconds since the epoch. */
  now(): number;
  newId(): string;
}

/** What a shopper changes of their settings; what is absent stays. Values are checked by `changePreferences`. */
export interface PreferencesPatch {
  readonly diets?: readonly string[];
  readonly allergies?: readonly string[];
  readonly dislikes?: readonly string[];
  readonly householdSize?: number | null;
  readonly budgetCents?: number | null;
  readonly features?: Readonly<Partial<Record<keyof ShopperSettings['features'], boolean>>>;
  readonly privacy?: Readonly<Partial<ShopperSettings['privacy']>>;
}

export type PreferencesChange =
  | { readonly kind: 'changed'; readonly settings: ShopperSettings }
  | {
      readonly kind: 'refused';
      readonly errors: readonly { readonly path: string; readonly message: string }[];
    };

export interface ShopperProfile {
  readonly features: readonly {
    readonly name: string;
    readonly status: string;
    /** 0 … 1 */
    readonly confidence: number;
    readonly observations: number;
    /** One line that the shopper can read. */
    readonly reason: string;
    /** What it knows, as plain data: items, amounts, intervals. */
    readonly evidence: Json;
  }[];
}

export interface SampleShopper {
  readonly shopperId: string;
  readonly label: string;
  readonly description: string;
}

export interface HealthReport {
  /** True once start-up is done. */
  readonly started: boolean;
  /** `warn` still serves; `fail` does not. */
  readonly status: 'pass' | 'warn' | 'fail';
  readonly components: readonly {
    readonly name: string;
    readonly status: 'pass' | 'warn' | 'fail';
    /** In words, for operators; null when there is nothing to add. */
    readonly detail: string | null;
  }[];
}
