import { createCartDesk } from '#agents/order/create-cart-desk.ts';
import { createRecipeBook } from '#agents/search/recipe-book.ts';
import { unitPrice } from '#agents/search/unit-price.ts';
import { createTranscriptChooser } from '#agents/supervisor/choose-transcript.ts';
import { createUnderstanding } from '#agents/supervisor/create-understanding.ts';
import { createProductMask } from '#agents/supervisor/product-mask.ts';
import { heedRouter } from '#agents/supervisor/router/heed-router.ts';
import { createRouter } from '#agents/supervisor/router/route-prior.ts';
import type { CatalogueVocabulary } from '#agents/supervisor/vocabulary.ts';
import type { EventRelay } from '#analytics/event-relay.ts';
import type { Services } from '#graph/services.ts';
import { readVocabulary } from '#infra/catalogue/read-vocabulary.ts';
import { loadShippedCatalogue } from '#infra/catalogue/shipped-catalogue.ts';
import { readShippedKnowledge } from '#infra/catalogue/shipped-knowledge.ts';
import { shippedPromotions } from '#infra/catalogue/shipped-promotions.ts';
import { readShippedRecipes } from '#infra/catalogue/shipped-recipes.ts';
import { createEmbeddedProductIndex } from '#infra/embedded/product-index.ts';
import { readRouterWeightsFile } from '#infra/models/router-weights-file.ts';
import { createLearner } from '#personalization/learning/learn.ts';
import type { EmbeddedStores } from './embedded-stores.ts';
import { systemClock } from './system-clock.ts';

/** How often a change of the catalogue by another process is looked for, in milliseconds. */
const FOLLOW_MS = 2_000;

export interface ComposedServices {
  readonly services: Services;
  /** Answers how to stop following the catalogue. */
  follow(onError: (error: unknown) => void): () => void;
}

/** Builds what a turn needs from the stores: the catalogue in memory, the words it understands, the agents' desks. */
export async function composeServices(
  stores: EmbeddedStores,
  parts: { readonly events: EventRelay; readonly newId: () => string },
): Promise<ComposedServices> {
  await loadShippedCatalogue(stores.catalogue);
  const products = createEmbeddedProductIndex({ store: stores.catalogue });
  const [recipeList, knowledge] = await Promise.all([
    readShippedRecipes(),
    readShippedKnowledge(),
    products.sync(),
  ]);
  let vocabulary = readVocabulary(stores.catalogue, recipeList);
  const router = createRouter(readRouterWeightsFile());
  const understandingOf = (words: CatalogueVocabulary) =>
    heedRouter(createUnderstanding(words), router, words);
  let understand = understandingOf(vocabulary);
  const promotions = shippedPromotions();
  const { carts, orders, ...others } = stores;
  const services: Services = {
    clock: systemClock,
    newId: parts.newId,
    understand: (request) => understand(request),
    chooseTranscript: createTranscriptChooser(
      () => vocabulary,
      (request) => understand(request),
    ),
    isProductName: createProductMask(() => vocabulary),
    products,
    catalogueStatistics: products,
    unitPriceOf: unitPrice,
    recipes: createRecipeBook(recipeList),
    desk: createCartDesk({ products, carts, orders, promotions, now: systemClock.now, newId: parts.newId }),
    orders,
    promotions,
    knowledge,
    conversations: others.conversations,
    recollections: others.recollections,
    ledger: others.ledger,
    outbox: others.outbox,
    settings: others.settings,
    preferences: others.preferences,
    learner: createLearner({ graph: others.preferences, now: systemClock.now }),
    events: parts.events,
  };

  const follow = (onError: (error: unknown) => void) => {
    let version = stores.catalogue.version();
    const timer = setInterval(() => {
      void products
        .sync()
        .then(() => {
          const latest = stores.catalogue.version();
          if (latest === version) return;
          version = latest;
          vocabulary = readVocabulary(stores.catalogue, recipeList);
          understand = understandingOf(vocabulary);
        })
        .catch(onError);
    }, FOLLOW_MS);
    timer.unref();
    return () => clearInterval(timer);
  };
  return { services, follow };
}
