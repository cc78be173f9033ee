import type { OrderOutcome, PricedCart } from '#agents/order/order-outcome.ts';
import type { Receipt } from '#agents/order/receipt.ts';
import { compileReply } from '#agents/response-compiler/compile-reply.ts';
import type { RankedProduct } from '#agents/response-compiler/reply-product.ts';
import type { TurnFacts } from '#agents/response-compiler/turn-facts.ts';
import { UNPERSONALIZED } from '#agents/response-compiler/unpersonalized.ts';
import type { Product } from '#agents/search/product.ts';
import type { SearchGroup, SearchOutcome } from '#agents/search/search-outcome.ts';
import { unitPrice } from '#agents/search/unit-price.ts';
import { EMPTY_FOCUS, type PendingQuestion } from '#agents/supervisor/dialogue-focus.ts';
import type { IntentName, IntentSlots } from '#agents/supervisor/intent.ts';

export const cartOf = (
  lines: readonly {
    readonly name: string;
    readonly quantity: number;
    readonly unitPriceCents: number | null;
  }[] = [],
  currency = 'USD',
): PricedCart => {
  const subtotalCents = lines.reduce((sum, line) => sum + line.quantity * (line.unitPriceCents ?? 0), 0);
  return {
    cart: {
      cartId: 'cart-1',
      shopperId: 'ada',
      revision: lines.length,
      lines: lines.map((line, at) => ({
        ...line,
        lineId: `line-${at}`,
        productId: `product-${at}`,
        unit: 'each',
      })),
      promotionCodes: [],
      currency,
    },
    subtotalCents,
    discounts: [],
    totalCents: subtotalCents,
    unpricedLines: lines.filter(({ unitPriceCents }) => unitPriceCents === null).length,
  };
};

/** A turn of which nothing is known but what the test says. */
export function factsOf(facts: Partial<TurnFacts> = {}): TurnFacts {
  return {
    mode: 'text',
    intents: [],
    priced: cartOf(),
    search: null,
    ranked: [],
    order: null,
    statements: [],
    memory: null,
    promotions: null,
    knowledge: null,
    reorder: null,
    stocked: [],
    budget: null,
    eaters: null,
    personalization: UNPERSONALIZED,
    standing: {},
    emotion: { primary: 'neutral', intensity: 0 },
    searchDown: false,
    down: [],
    firstTurn: false,
    ...facts,
  };
}

export const compiled = (facts: Partial<TurnFacts>) => compileReply(factsOf(facts), unitPrice);

export const intent = (name: IntentName, slots: IntentSlots = {}) => ({ name, confidence: 1, slots });

export const question = (text: string, ...labels: readonly string[]): PendingQuestion => ({
  kind: 'choose_to_add',
  text,
  options: labels.map((label, at) => ({ label, productId: `option-${at}` })),
  command: { kind: 'choose_to_add', quantity: 1 },
});

/** What the order agent did, as facts of a turn. */
export function ordered(
  receipts: readonly Receipt[],
  { priced = cartOf(), asks = null }: { priced?: PricedCart; asks?: PendingQuestion | null } = {},
): Pick<TurnFacts, 'order' | 'priced'> {
  const order: OrderOutcome = {
    receipts,
    steps: [],
    failed: false,
    priced,
    order: null,
    question: asks,
    products: [],
    focus: EMPTY_FOCUS,
  };
  return { order, priced };
}

/** One list that a search found, with its products in that order. */
export function found(
  title: string,
  products: readonly Product[],
  group: Partial<SearchGroup> = {},
  search: Partial<SearchOutcome> = {},
): Pick<TurnFacts, 'search' | 'ranked'> {
  return results([{ title, products, ...group }], search);
}

/** Several lists of one turn. */
export function results(
  lists: readonly (Partial<SearchGroup> & {
    readonly title: string;
    readonly products: readonly Product[];
  })[],
  search: Partial<SearchOutcome> = {},
): Pick<TurnFacts, 'search' | 'ranked'> {
  const groups = lists.map(
    ({ products, ...group }): SearchGroup => ({
      query: {
        text: group.title,
        excludeTerms: [],
        alpha: 0,
        filters: {},
        limit: 10,
        offset: 0,
        sort: 'relevance',
      },
      hits: products.map((product) => ({ product, score: 1, matchesAllTerms: true, exactName: false })),
      total: products.length,
      facets: [],
      ingredient: null,
      excludedUnknown: 0,
      relaxations: [],
      nearCategories: [],
      standingFilters: {},
      ...group,
    }),
  );
  const ranked = groups.flatMap((group) =>
    group.hits.map(
      ({ product }, at): RankedProduct => ({
        product,
        score: 1,
        rank: at + 1,
        unpersonalizedRank: at + 1,
        reasons: [],
        group: group.ingredient === null ? null : group.title,
      }),
    ),
  );
  return { search: { groups, recipe: null, unknownDish: null, ...search }, ranked };
}
