import type { ShopperProfile } from '#personalization/profile.ts';
import { type BudgetStand, budgetAwareness, standOf } from './budget-awareness.ts';
import { budgetOrder } from './budget-order.ts';
import { cheaperAlternatives } from './cheaper-alternatives.ts';
import { complementary } from './complementary.ts';
import { dietaryCultural, type StandingFilters, standingFilters } from './dietary-cultural.ts';
import { FEATURE_NAMES, type FeatureReport } from './feature.ts';
import type { FeatureContext } from './feature-context.ts';
import { household } from './household.ts';
import { leanToTaste } from './lean-to-taste.ts';
import { preferenceSchema } from './preference-schema.ts';
import { withPriceFits } from './price-fit.ts';
import { type Habit, quantityMemory } from './quantity-memory.ts';
import { type ReorderAdvice, type ReorderItem, reorderIntelligence } from './reorder-intelligence.ts';
import { responseCompiler } from './response-compiler.ts';
import { type RankedCandidate, smartRanking } from './smart-ranking.ts';
import { type UsualItem, usualOrders } from './usual-orders.ts';

/** What the reply says of personalisation. */
export interface PersonalSection {
  readonly enabled: boolean;
  readonly features: readonly FeatureReport[];
  readonly usualItems: readonly {
    readonly productId: string;
    readonly name: string;
    readonly quantity: number;
    readonly reason: string;
  }[];
  readonly reorder: readonly {
    readonly productId: string;
    readonly name: string;
    readonly status: string;
    readonly probability: number;
    readonly reason: string;
  }[];
  readonly complementary: readonly {
    readonly productId: string;
    readonly name: string;
    readonly reason: string;
  }[];
  readonly alternatives: readonly {
    readonly productId: string;
    readonly name: string;
    readonly reason: string;
  }[];
}

/** All ten features over one turn. */
export interface FeatureRun {
  readonly section: PersonalSection;
  /** The turn's candidates in the shopper's order; the plain order when nothing is known. */
  readonly ranked: readonly RankedCandidate[];
  /** How the cart stands against a stated budget; null without one, and when everything is to be shown. */
  readonly budget: BudgetStand | null;
  /** The answer to "do I need …?"; null when that was not asked. */
  readonly advice: ReorderAdvice | null;
}

/** What the agents need of a profile before anything is searched. */
export interface PersonalBasis {
  readonly standing: StandingFilters;
  /** What the shopper buys, likeliest in the next order first. */
  readonly habits: readonly Habit[];
  /** The regular basket; empty when the evidence is thin. */
  readonly usualBasket: readonly UsualItem[];
  readonly budgetCents: number | null;
  readonly householdSize: number | null;
}

/** For an order at `now`, or at any time. */
export function personalBasis(profile: ShopperProfile, now: number | null = null): PersonalBasis {
  return {
    standing: standingFilters(profile),
    habits: quantityMemory(profile).habits,
    usualBasket: usualOrders(profile, now).items,
    budgetCents: budgetAwareness(profile).budgetCents,
    householdSize: household(profile).size,
  };
}

/** Products that `FeatureContext.products` should hold, so that what is said of them has a name. */
export function productsToName(profile: ShopperProfile, limit = 60): readonly string[] {
  return profile.products.slice(0, limit).map(({ productId }) => productId);
}

/** Runs every feature. Pure: the same profile and context always give the same answer. */
export function runFeatures(profile: ShopperProfile, context: FeatureContext): FeatureRun {
  const usual = usualOrders(profile, context.now);
  const reorder = reorderIntelligence(profile, context);
  const ranking = smartRanking(profile, { ...context, candidates: withPriceFits(profile, context) });
  const beside = complementary(profile, context);
  const eating = dietaryCultural(profile, context);
  const money = budgetAwareness(profile);
  const others: readonly FeatureReport[] = [
    preferenceSchema(profile).report,
    ranking.report,
    usual.report,
    reorder.report,
    eating.report,
    beside.report,
    quantityMemory(profile).report,
    money.report,
    household(profile).report,
  ];
  const compiler = responseCompiler(profile, others);
  const mayMove = context.view === 'personalized' && ['applied', 'abstained'].includes(ranking.report.status);
  const plain = context.view === 'all' || !compiler.personal;
  return {
    section: {
      enabled: compiler.personal && context.view === 'personalized',
      features: [compiler.report, ...others].sort(
        (a, b) => FEATURE_NAMES.indexOf(a.name) - FEATURE_NAMES.indexOf(b.name),
      ),
      usualItems: plain ? [] : usual.items.flatMap((item) => nameItem(item, context)),
      reorder: plain
        ? []
        : reorder.items.map(({ evidence, savesTrip, ...item }: ReorderItem) => ({
            ...item,
            reason: savesTrip ? `${evidence} Taken along now, it saves you a trip.` : evidence,
          })),
      complementary: plain ? [] : beside.items,
      alternatives: plain ? [] : cheaperAlternatives(profile, context),
    },
    ranked: budgetOrder(
      profile,
      eating.taste !== null && mayMove
        ? leanToTaste(ranking.ranked, context.candidates, eating.taste)
        : ranking.ranked,
      context,
    ),
    budget: plain ? null : standOf(money.budgetCents, context),
    advice: reorder.advice,
  };
}

function nameItem({ productId, quantity, reason }: UsualItem, { products }: FeatureContext) {
  const product = products.get(productId);
  return product?.unfit === null ? [{ productId, name: product.name, quantity, reason }] : [];
}
