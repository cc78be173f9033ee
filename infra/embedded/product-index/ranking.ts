/**
 * The weights of the ranking. What the shipped catalogue's cases fix is fixed by them; the rest is chosen by
 * `npm run tune:search` (docs/decisions/0026-words-and-meaning.md).
 */
export interface Ranking {
  /** What a word counts for that stands only in ingredients or description, beside 1 in name, brand, alias and category. */
  readonly inWeak: number;
  /** How much more a word of the query counts by how often it says what kind of thing products are. */
  readonly kindWord: number;
  /** Standard deviations above the mean of the catalogue that count as fully alike in meaning. */
  readonly fullyAlike: number;
  /** A product takes part that is at least this relevant beside the best one, at alpha 0 and at alpha 1. */
  readonly leastByWords: number;
  readonly leastByMeaning: number;
  /** Where so many products have every word of the query, one takes part that is at least this relevant. */
  readonly plenty: number;
  readonly leastAmongPlenty: number;
  /** From this alpha on a product takes part without any word of the query, when it is at least this alike. */
  readonly meaningAloneFrom: number;
  readonly leastAlike: number;
  /** What is added for standing on the shelf of all the best products, and for being like their mean at alpha ½. */
  readonly shelfOfBest: number;
  readonly likeBest: number;
  /** How far a product falls that has what the query is to be without, and rises that says it is without it. */
  readonly hasUnwanted: number;
  readonly saysWithout: number;
}

export const RANKING: Ranking = {
  inWeak: 0.5,
  kindWord: 2,
  fullyAlike: 6,
  leastByWords: 0.3,
  leastByMeaning: 0.1,
  plenty: 20,
  leastAmongPlenty: 0.5,
  meaningAloneFrom: 0.35,
  leastAlike: 0.55,
  shelfOfBest: 0.3,
  likeBest: 0.3,
  hasUnwanted: 0.4,
  saysWithout: 0.08,
};
