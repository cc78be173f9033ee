import { openDatabase } from '#infra/embedded/database.ts';
import {
  createEmbeddedPreferenceGraph,
  preferenceGraphMigrations,
} from '#infra/embedded/preference-graph.ts';
import { createEmbeddedSettingsStore, settingsMigrations } from '#infra/embedded/settings-store.ts';
import type { FeatureContext, KnownProduct, Trait } from '#personalization/features/feature-context.ts';
import { DAY_MS } from '#personalization/learning/evidence.ts';
import type { Interaction } from '#personalization/learning/interaction.ts';
import { createLearner } from '#personalization/learning/learn.ts';
import { loadProfile } from '#personalization/load-profile.ts';
import type { Population } from '#personalization/population/population.ts';
import type { PriceShelf } from '#personalization/prices/price-shelf.ts';
import { defaultSettings } from '#personalization/settings/default-settings.ts';
import type { ShopperSettings } from '#personalization/settings/settings.ts';

export const FIRST_DAY = Date.UTC(2026, 0, 5, 9);
export const onDay = (day: number) => FIRST_DAY + day * DAY_MS;

/** A basket: product id to packs. */
export type Basket = Readonly<Record<string, number>>;

/** A shopper's stores, filled through learning as a turn would. */
export function openHistory(shopperId = 'ana') {
  const database = openDatabase({
    path: ':memory:',
    migrations: [...preferenceGraphMigrations, ...settingsMigrations],
  });
  const graph = createEmbeddedPreferenceGraph(database);
  const settings = createEmbeddedSettingsStore(database);
  const learner = createLearner({ graph, now: () => onDay(1_000) });
  let events = 0;
  const learn = (interaction: Omit<Interaction, 'eventId' | 'shopperId' | 'source'>, who = shopperId) => {
    events += 1;
    return learner.learn([{ ...interaction, eventId: `e${events}`, shopperId: who, source: 'test' }], {
      privacy: { learning: true },
    });
  };
  return {
    graph,
    settings,
    learn,
    async order(day: number, basket: Basket, who = shopperId) {
      const lines = Object.entries(basket).map(([productId, quantity]) => ({ productId, quantity }));
      await learn({ kind: 'purchase', at: onDay(day), lines }, who);
    },
    async set(fields: Partial<ShopperSettings>) {
      const current = await settings.load(shopperId);
      await settings.save({ ...current, ...fields, revision: current.revision + 1 });
    },
    /** The profile; with a population, as it is on that day. */
    profile: (population: Population | null = null, day = 0, shelf?: PriceShelf) =>
      loadProfile(
        {
          graph,
          settings,
          overall: {
            population: { current: () => population },
            now: () => onDay(day),
            ...(shelf !== undefined && { shelf }),
          },
        },
        shopperId,
      ),
  };
}

/** Products that are all there, each called by its id; what their labels say by id. */
export function shelfOf(traits: Readonly<Record<string, readonly Trait[]>>): FeatureContext['products'] {
  const get = (id: string): KnownProduct => ({
    name: id.toUpperCase(),
    unfit: null,
    traits: traits[id] ?? [],
  });
  return { get } as FeatureContext['products'];
}

/** A context in which every product has its id, capitalised, as its name. */
export function contextOn(day: number, rest: Partial<FeatureContext> = {}): FeatureContext {
  return {
    now: onDay(day),
    view: 'personalized',
    products: shelfOf({}),
    candidates: [],
    basket: { productIds: [] },
    spentCents: 0,
    focus: [],
    replacements: [],
    offerable: new Map(),
    asked: null,
    ...rest,
  };
}

export const switchedOff = (name: keyof ShopperSettings['features']) => ({
  features: { ...defaultSettings('').features, [name]: false },
});
