import { ALLERGENS, DIETS } from '#agents/search/product.ts';
import type { ProductIndex } from '#agents/search/product-index.ts';
import { type PastOrderServices, takePastOrders } from '#infra/catalogue/history/take-past-orders.ts';
import { applySettingsPatch } from '#personalization/settings/apply-settings-patch.ts';
import type { SettingsStore } from '#personalization/settings/settings-store.ts';
import { makeUpOrders } from './make-up-orders.ts';
import type { Persona } from './personas.ts';
import { pickProducts } from './pick-products.ts';

export interface SampleShopper {
  readonly shopperId: string;
  readonly label: string;
  readonly description: string;
}

export interface SampleShoppers {
  readonly list: readonly SampleShopper[];
  /** Makes sure that a sample shopper's made-up year is there; nothing happens the second time, or for anybody else. */
  prepare(shopperId: string): Promise<void>;
}

export interface SampleShopperServices extends Pick<PastOrderServices, 'orders' | 'learner' | 'now'> {
  readonly products: Pick<ProductIndex, 'search'>;
  readonly settings: Pick<SettingsStore, 'load' | 'save'>;
}

/** Orders taken in at a time: others write in between. */
const BATCH = 15;

/** Sample shoppers whose history is made up when one of them is first chosen. Analysts do not hear of it. */
export function createSampleShoppers(
  services: SampleShopperServices,
  personas: readonly Persona[],
): SampleShoppers {
  const underWay = new Map<string, Promise<void>>();
  return {
    list: personas.map(({ shopperId, label, description }) => ({ shopperId, label, description })),
    async prepare(shopperId) {
      const persona = personas.find((it) => it.shopperId === shopperId);
      if (persona === undefined) return;
      const running =
        underWay.get(shopperId) ?? makeUp(services, persona).finally(() => underWay.delete(shopperId));
      underWay.set(shopperId, running);
      await running;
    },
  };
}

async function makeUp(services: SampleShopperServices, persona: Persona): Promise<void> {
  const settings = await services.settings.load(persona.shopperId);
  // Stored settings are the sign that all is there: they are written last.
  if (settings.revision > 0) return;

  const choice = await pickProducts(services.products, persona);
  const orders = makeUpOrders(persona, choice, services.now());
  for (let from = 0; from < orders.length; from += BATCH) {
    await takePastOrders({ ...services, describe: () => choice.names }, orders.slice(from, from + BATCH), {
      currency: 'USD',
      analytics: false,
    });
  }
  const patch = applySettingsPatch(settings, persona.settings, services.now(), {
    diets: DIETS,
    allergens: ALLERGENS,
  });
  if (patch.kind !== 'invalid') {
    await services.settings.save({ ...patch.settings, revision: 1, updatedAt: services.now() });
  }
}
