import { kindOfQuery } from '#agents/search/estimate-alpha.ts';
import { createClickLearning } from '#agents/search/learn-from-clicks.ts';
import type { LearnedAlpha } from '#agents/search/learned-alpha.ts';
import type { ProductIndex } from '#agents/search/product-index.ts';
import type { CatalogueStatistics } from '#agents/search/query-statistics.ts';
import type { Learner } from '#personalization/learning/learn.ts';
import { createClickLimit } from './click-limit.ts';

/** The catalogue's statistics with what clicks on such queries have taught. */
export function withClicks(statistics: CatalogueStatistics, learned: LearnedAlpha): CatalogueStatistics {
  return {
    async describe(text, signal) {
      const known = await statistics.describe(text, signal);
      return { ...known, clicks: await learned.evidenceOf(kindOfQuery(known)) };
    },
  };
}

/**
 * The learner that also teaches search from clicks: each once, few of one shopper, and none of a shopper who switched
 * learning or sharing off. A click that cannot be learned from is lost, since what the shopper did is learned already.
 */
export function learningFromClicks(
  learner: Learner,
  parts: {
    readonly products: Pick<ProductIndex, 'search'>;
    readonly statistics: CatalogueStatistics;
    readonly learned: LearnedAlpha;
    readonly now: () => number;
    readonly onError: (error: unknown) => void;
  },
): Learner {
  const clickLearning = createClickLearning(parts);
  const counts = createClickLimit(parts.now);
  return {
    async learn(interactions, settings) {
      const results = await learner.learn(interactions, settings);
      const clicks = interactions.flatMap(({ kind, shopperId, query, productId, position }, at) =>
        settings.privacy.sharing !== false &&
        kind === 'click' &&
        results[at] === 'learned' &&
        query !== undefined &&
        productId !== undefined &&
        counts({ shopperId, query, productId })
          ? [{ query, productId, ...(position === undefined ? {} : { position }) }]
          : [],
      );
      await clickLearning.learn(clicks).catch(parts.onError);
      return results;
    },
  };
}
