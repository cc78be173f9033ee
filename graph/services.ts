import type { CartDesk } from '#agents/order/cart-desk.ts';
import type { OrderBook } from '#agents/order/order-book.ts';
import type { PromotionBook } from '#agents/order/promotion.ts';
import type { KnowledgeSource } from '#agents/research/knowledge-source.ts';
import type { ReplyProduct } from '#agents/response-compiler/reply.ts';
import type { Assortment } from '#agents/search/assortment.ts';
import type { Product } from '#agents/search/product.ts';
import type { ProductIndex } from '#agents/search/product-index.ts';
import type { CatalogueStatistics } from '#agents/search/query-statistics.ts';
import type { RecipeBook } from '#agents/search/recipe.ts';
import type { ChooseTranscript } from '#agents/supervisor/choose-transcript.ts';
import type { CalibrateIntents } from '#agents/supervisor/confidence/calibrate-intents.ts';
import type { Understand } from '#agents/supervisor/understanding.ts';
import type { EventRelay } from '#analytics/event-relay.ts';
import type { ConversationLog } from '#memory/conversation/conversation-log.ts';
import type { Outbox } from '#memory/save-turn/outbox.ts';
import type { RecollectionStore } from '#memory/semantic/recollection-store.ts';
import type { TokenLedger } from '#memory/tokens/token-ledger.ts';
import type { Learner } from '#personalization/learning/learn.ts';
import type { PreferenceGraph } from '#personalization/learning/preference-graph.ts';
import type { CommonFactsReader } from '#personalization/population/common-facts.ts';
import type { PopulationLearner } from '#personalization/population/population-learner.ts';
import type { PriceShelf } from '#personalization/prices/price-shelf.ts';
import type { ProfileCache } from '#personalization/profile-cache.ts';
import type { RankingLearner } from '#personalization/ranking/ranking-learner.ts';
import type { SettingsStore } from '#personalization/settings/settings-store.ts';
import type { Clock } from './clock.ts';

/** Everything that reaches a turn from outside: the one seam at which it can be taped and replayed. */
export interface Services {
  readonly clock: Clock;
  readonly newId: () => string;
  readonly understand: Understand;
  /** How probable it is that each intent of a message is what was meant. */
  readonly calibrate: CalibrateIntents;
  /** Decides what was said among a recogniser's alternatives. */
  readonly chooseTranscript: ChooseTranscript;
  /** Whether the word at a place belongs to the name of a product or brand. */
  readonly isProductName: (words: readonly string[], position: number) => boolean;
  readonly products: ProductIndex;
  readonly catalogueStatistics: CatalogueStatistics;
  /** Says where things stand, hundreds of times in a row: an index within the process. */
  readonly shelves: Pick<ProductIndex, 'search'>;
  /** How common what a label says is in the whole range. */
  readonly assortment: Assortment;
  readonly unitPriceOf: (product: Product) => ReplyProduct['unitPrice'];
  readonly recipes: RecipeBook;
  readonly desk: CartDesk;
  readonly orders: OrderBook;
  readonly promotions: PromotionBook;
  readonly knowledge: KnowledgeSource;
  readonly conversations: ConversationLog;
  readonly recollections: RecollectionStore;
  readonly ledger: TokenLedger;
  readonly outbox: Outbox;
  readonly settings: SettingsStore;
  readonly preferences: PreferenceGraph;
  readonly learner: Learner;
  readonly population: PopulationLearner;
  /** Profiles of those who spoke lately, each as long as it is true. */
  readonly profiles: ProfileCache;
  /** By what lists are ordered, learned over everybody. */
  readonly ranking: RankingLearner;
  /** Patterns of many shoppers to fall back on. */
  readonly common: CommonFactsReader;
  /** Of what kind products are and what their kind costs. */
  readonly priceShelf: PriceShelf;
  /** Moves what was announced for analysts on, behind the turn. */
  readonly events: EventRelay;
}
