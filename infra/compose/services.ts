import { createCartDesk } from '#agents/order/create-cart-desk.ts';
import { createRecipeBook } from '#agents/search/recipe-book.ts';
import { unitPrice } from '#agents/search/unit-price.ts';
import { createTranscriptChooser } from '#agents/supervisor/choose-transcript.ts';
import { createCalibration } from '#agents/supervisor/confidence/calibrate-intents.ts';
import { CONFIDENCE_WEIGHTS } from '#agents/supervisor/confidence/confidence-weights.ts';
import { createUnderstanding } from '#agents/supervisor/create-understanding.ts';
import { createProductMask } from '#agents/supervisor/product-mask.ts';
import { heedRouter } from '#agents/supervisor/router/heed-router.ts';
import { createRouter } from '#agents/supervisor/router/route-prior.ts';
import type { CatalogueVocabulary } from '#agents/supervisor/vocabulary.ts';
import type { EventRelay } from '#analytics/event-relay.ts';
import type { Services } from '#graph/services.ts';
import { sharedFacts } from '#graph/shared-facts.ts';
import { createPriceShelf } from '#infra/catalogue/price-shelf.ts';
import { readCatalogue } from '#infra/catalogue/read-catalogue.ts';
import { loadShippedCatalogue } from '#infra/catalogue/shipped-catalogue.ts';
import { readShippedKnowledge } from '#infra/catalogue/shipped-knowledge.ts';
import { readShippedOccasions } from '#infra/catalogue/shipped-occasions.ts';
import { shippedPromotions } from '#infra/catalogue/shipped-promotions.ts';
import { readShippedRecipes } from '#infra/catalogue/shipped-recipes.ts';
import { readShippedSynonyms } from '#infra/catalogue/shipped-synonyms.ts';
import type { VectorProgress } from '#infra/embedded/product-index/embed-products.ts';
import { createEmbeddedProductIndex, type EmbeddedProductIndex } from '#infra/embedded/product-index.ts';
import type { NamedEmbeddings } from '#infra/models/named-embeddings.ts';
import { readRouterWeightsFile } from '#infra/models/router-weights-file.ts';
import { type SearchCounts, watchSearches } from '#infra/resilience/watch-searches.ts';
import { createLearner } from '#personalization/learning/learn.ts';
import { createCommonFactsReader } from '#personalization/population/common-facts.ts';
import {
  createPopulationKeeper,
  type LearnedBytes,
  type PopulationKeeper,
} from '#personalization/population/population-keeper.ts';
import { createProfileCache } from '#personalization/profile-cache.ts';
import { createRankingLearner } from '#personalization/ranking/ranking-learner.ts';
import { learningFromClicks, withClicks } from './click-learning.ts';
import type { EmbeddedStores } from './embedded-stores.ts';
import { heedForgetting } from './heed-forgetting.ts';
import type { SearchBackEnd } from './search-back-end.ts';
import { systemClock } from './system-clock.ts';

/** The index is written to its file again after so many changes: what came since is read from the catalogue. */
const SAVED_CHANGES = 2_000;
/** How often a change of the catalogue by another process is looked for, in milliseconds. */
const FOLLOW_MS = 2_000;

export interface ComposedServices {
  readonly services: Services;
  readonly population: PopulationKeeper;
  readonly search: SearchBackEnd;
  /** Answers how to stop following the catalogue. */
  follow(onError: (error: unknown) => void): () => void;
  readonly searchCounts: () => SearchCounts;
  readonly vectorProgress: () => VectorProgress | null;
}

/** Builds what a turn needs from the stores: the catalogue in memory, the words it understands, the agents' desks. */
export async function composeServices(
  stores: EmbeddedStores,
  parts: {
    readonly events: EventRelay;
    readonly newId: () => string;
    /** Learns over everybody, elsewhere than on the turns' thread. */
    readonly learnOverall: () => Promise<LearnedBytes>;
    /** What was learned over everybody is to be learned without what is forgotten. */
    readonly onForgotten: () => void;
    /** Lets turns go before what is learned behind them; rejects when the process is to end. */
    readonly breathe: () => Promise<void>;
    readonly slowSearchMs: number;
    readonly onSlowSearch: (what: string) => void;
    readonly embeddings: NamedEmbeddings;
    /** Told when products could not be embedded in the background. */
    readonly onSearchError: (error: unknown) => void;
    readonly openSearch: (embedded: EmbeddedProductIndex) => Promise<SearchBackEnd>;
  },
): Promise<ComposedServices> {
  await loadShippedCatalogue(stores.catalogue);
  const embedded = createEmbeddedProductIndex({
    store: stores.catalogue,
    file: stores.productIndexFile,
    meaning: { embeddings: parts.embeddings, vectors: stores.productVectors, onError: parts.onSearchError },
  });
  const [recipeList, synonyms, occasions, knowledge] = await Promise.all([
    readShippedRecipes(),
    readShippedSynonyms(),
    readShippedOccasions(),
    readShippedKnowledge(),
    embedded.sync(),
  ]);
  const search = await parts.openSearch(embedded);
  const { recollections } = search;
  const { products, counts: searchCounts } = watchSearches(search.products, {
    elapsed: systemClock.elapsed,
    slowMs: parts.slowSearchMs,
    onSlow: parts.onSlowSearch,
  });
  const shelf = createPriceShelf(stores.catalogue);
  shelf.sync();
  const words = { recipes: recipeList, synonyms, occasions };
  let { vocabulary, assortment } = readCatalogue(stores.catalogue, words);
  const router = createRouter(readRouterWeightsFile());
  const understandingOf = (words: CatalogueVocabulary) =>
    heedRouter(createUnderstanding(words), router, words);
  let understand = understandingOf(vocabulary);
  let calibrate = createCalibration(CONFIDENCE_WEIGHTS, router, vocabulary);
  const promotions = shippedPromotions();
  const { carts, orders, ...others } = stores;
  const profiles = createProfileCache();
  const population = createPopulationKeeper({
    graph: sharedFacts(others),
    store: others.populationStore,
    learn: parts.learnOverall,
    holder: parts.newId(),
    now: systemClock.now,
  });
  const graph = others.preferences;
  const ranking = createRankingLearner({ graph, now: systemClock.now, breathe: parts.breathe });
  const services: Services = {
    clock: systemClock,
    newId: parts.newId,
    understand: (request) => understand(request),
    calibrate: (...reading) => calibrate(...reading),
    chooseTranscript: createTranscriptChooser(
      () => vocabulary,
      (request) => understand(request),
    ),
    isProductName: createProductMask(() => vocabulary),
    products,
    catalogueStatistics: withClicks(embedded, stores.learnedAlpha),
    shelves: embedded,
    assortment: {
      dietShare: (diet) => assortment.dietShare(diet),
      cuisineShare: (cuisine) => assortment.cuisineShare(cuisine),
    },
    unitPriceOf: unitPrice,
    recipes: createRecipeBook(recipeList),
    desk: createCartDesk({ products, carts, orders, promotions, now: systemClock.now, newId: parts.newId }),
    orders,
    promotions,
    knowledge,
    conversations: others.conversations,
    recollections,
    ledger: others.ledger,
    outbox: others.outbox,
    settings: others.settings,
    preferences: heedForgetting(others.preferences, {
      shopper: (shopperId) => profiles.drop(shopperId),
      everybody() {
        population.forgotten();
        parts.onForgotten();
      },
    }),
    population,
    profiles,
    ranking,
    common: createCommonFactsReader({ graph, breathe: parts.breathe }),
    priceShelf: shelf,
    learner: learningFromClicks(createLearner({ graph, now: systemClock.now, assumed: ranking.current }), {
      products: embedded,
      statistics: embedded,
      learned: stores.learnedAlpha,
      now: systemClock.now,
      onError: parts.onSearchError,
    }),
    events: parts.events,
  };

  const follow = (onError: (error: unknown) => void) => {
    let version = stores.catalogue.version();
    const timer = setInterval(() => {
      void embedded
        .sync()
        .then(() => {
          const latest = stores.catalogue.version();
          const progress = embedded.vectorProgress();
          if (progress?.embedded === progress?.total) void embedded.save(SAVED_CHANGES).catch(onError);
          if (latest === version) return;
          shelf.sync();
          version = latest;
          ({ vocabulary, assortment } = readCatalogue(stores.catalogue, words));
          understand = understandingOf(vocabulary);
          calibrate = createCalibration(CONFIDENCE_WEIGHTS, router, vocabulary);
        })
        .catch(onError);
    }, FOLLOW_MS);
    timer.unref();
    return () => clearInterval(timer);
  };
  return {
    services,
    population,
    search,
    follow,
    searchCounts,
    vectorProgress: () => embedded.vectorProgress(),
  };
}
