import type { FeatureName } from '#personalization/features/feature.ts';
import type { FeatureContext } from '#personalization/features/feature-context.ts';
import { type FeatureRun, personalBasis } from '#personalization/features/run-features.ts';
import type { ShopperProfile } from '#personalization/profile.ts';
import { type Basket, contextOn, type openHistory } from '#tests/personalization/shopper-history.ts';

export type History = ReturnType<typeof openHistory>;

/** What one feature makes of two shoppers; a row here is its share of the matrix in `every-feature.test.ts`. */
export interface FeatureCase {
  /** Fills a history from this day on. Both shoppers begin on it. */
  readonly one: (history: History, from: number) => Promise<void>;
  readonly other: (history: History, from: number) => Promise<void>;
  /** The day of the question, counted from the first of the history. */
  readonly asked: number;
  /** The feature's answer, without its report. */
  readonly answer: (run: FeatureRun, profile: ShopperProfile) => unknown;
  readonly expected: { readonly one: unknown; readonly other: unknown };
  /** What so many days alone, with nothing done in them, make of the first shopper's answer. */
  readonly later: { readonly days: number; readonly becomes: 'the same' | 'another' };
  /** The turn beside the day. */
  readonly context?: Partial<FeatureContext>;
  /** It says nothing while nothing is learned over everybody; then it may speak of others to whom nobody knows. */
  readonly needsPopulation?: true;
}

const weekly =
  (basket: Basket, orders = 6) =>
  async (history: History, from: number) => {
    for (let week = 0; week < orders; week += 1) await history.order(from + week * 7, basket);
  };
/** One basket in one week, the other in the next. */
const inTurn =
  (...baskets: readonly Basket[]) =>
  async (history: History, from: number) => {
    for (let week = 0; week < 6; week += 1) {
      await history.order(from + week * 7, baskets[week % baskets.length] ?? {});
    }
  };
const told = (fields: Parameters<History['set']>[0]) => (history: History) => history.set(fields);
const ids = (items: readonly { readonly productId: string }[]) =>
  items.map(({ productId }) => productId).sort();

const candidates = ['oat', 'milk', 'rice'].map((productId, index) => ({
  productId,
  name: productId,
  score: 0.9 - index / 100,
  exactName: false,
}));
const shelf = new Map(
  ['milk', 'bread', 'jam', 'rice', 'beans'].map((id) => [id, { name: id.toUpperCase(), priceCents: 300 }]),
);

export const FEATURE_CASES: Readonly<Record<FeatureName, FeatureCase>> = {
  response_compiler: {
    one: weekly({ milk: 1 }),
    other: weekly({ milk: 1 }, 1),
    asked: 42,
    answer: ({ section }) => section.enabled,
    expected: { one: true, other: false },
    later: { days: 14, becomes: 'the same' },
  },
  preference_schema: {
    one: told({ diets: ['vegan'], dislikes: ['olives'] }),
    other: told({ allergies: ['peanut'] }),
    asked: 0,
    answer: (_, { settings }) => [settings?.diets, settings?.allergies, settings?.dislikes],
    expected: { one: [['vegan'], [], ['olives']], other: [[], ['peanut'], []] },
    // What was told never expires, an allergy least of all.
    later: { days: 4_000, becomes: 'the same' },
  },
  smart_ranking: {
    one: weekly({ milk: 1 }),
    other: weekly({ rice: 1 }),
    asked: 42,
    answer: ({ ranked }) => ranked.map(({ productId }) => productId),
    expected: { one: ['milk', 'oat', 'rice'], other: ['rice', 'oat', 'milk'] },
    later: { days: 60, becomes: 'the same' },
    context: { candidates },
  },
  usual_orders: {
    one: weekly({ milk: 2, bread: 1 }),
    other: weekly({ rice: 3 }),
    asked: 42,
    answer: ({ section }) => section.usualItems.map(({ productId, quantity }) => `${quantity} ${productId}`),
    expected: { one: ['1 bread', '2 milk'], other: ['3 rice'] },
    later: { days: 7, becomes: 'the same' },
  },
  reorder_intelligence: {
    one: weekly({ milk: 1 }),
    other: async (history, from) => {
      for (let month = 0; month < 4; month += 1) await history.order(from + month * 12, { milk: 1 });
    },
    asked: 41,
    answer: ({ section }) => section.reorder.map(({ productId, status }) => `${productId} ${status}`),
    expected: { one: ['milk soon'], other: [] },
    later: { days: 2, becomes: 'another' },
  },
  dietary_cultural: {
    one: told({ diets: ['vegan'] }),
    other: told({ allergies: ['milk', 'egg'] }),
    asked: 0,
    answer: (_, profile) => personalBasis(profile).standing,
    expected: {
      one: { diets: ['vegan'], excludeAllergens: [] },
      other: { diets: [], excludeAllergens: ['milk', 'egg'] },
    },
    later: { days: 4_000, becomes: 'the same' },
  },
  complementary: {
    one: inTurn({ milk: 1, bread: 1, jam: 2 }, { tea: 1 }),
    other: inTurn({ milk: 1, rice: 1, beans: 5 }, { tea: 1 }),
    asked: 42,
    answer: ({ section }) => ids(section.complementary.slice(0, 2)),
    expected: { one: ['bread', 'jam'], other: ['beans', 'rice'] },
    later: { days: 7, becomes: 'the same' },
    context: { basket: { productIds: ['milk'] }, spentCents: 300, offerable: shelf },
    needsPopulation: true,
  },
  quantity_memory: {
    one: weekly({ milk: 2 }),
    other: weekly({ milk: 5 }),
    asked: 42,
    answer: (_, profile) =>
      personalBasis(profile).habits.map(({ productId, quantity }) => [productId, quantity]),
    expected: { one: [['milk', 2]], other: [['milk', 5]] },
    later: { days: 60, becomes: 'the same' },
  },
  budget_awareness: {
    one: told({ budgetCents: 4_000 }),
    other: told({ budgetCents: 20_000 }),
    asked: 0,
    answer: (_, profile) => personalBasis(profile).budgetCents,
    expected: { one: 4_000, other: 20_000 },
    later: { days: 400, becomes: 'the same' },
  },
  household: {
    one: told({ householdSize: 1 }),
    other: told({ householdSize: 5 }),
    asked: 0,
    answer: (_, profile) => personalBasis(profile).householdSize,
    expected: { one: 1, other: 5 },
    later: { days: 400, becomes: 'the same' },
  },
};

/** The turn of a case on a day. */
export function contextOf({ context }: FeatureCase, day: number): FeatureContext {
  return contextOn(day, context ?? {});
}
