import { estimateAlpha } from '#agents/search/estimate-alpha.ts';
import { ALLERGENS, DIETS } from '#agents/search/product.ts';
import { announceDiets } from '#graph/announce-diets.ts';
import { changeSettings } from '#graph/change-settings.ts';
import { correctMemory, forgetMemory } from '#graph/correct-memory.ts';
import { listMemory } from '#graph/list-memory.ts';
import { relayLearning } from '#graph/relay-learning.ts';
import { resolveCitation } from '#graph/resolve-citation.ts';
import type { TurnRunner } from '#graph/run-turn.ts';
import type { Services } from '#graph/services.ts';
import type {
  Application,
  HealthReport,
  PreferencesChange,
  SampleShopper,
} from '#infra/gateway/application.ts';
import { applySettingsPatch } from '#personalization/settings/apply-settings-patch.ts';
import { describeProfile } from './describe-profile.ts';

export interface ApplicationParts {
  readonly services: Services;
  readonly runner: TurnRunner;
  readonly health: () => Promise<HealthReport>;
  readonly sampleShoppers: readonly SampleShopper[];
  /** Removes what the graph keeps of a conversation. */
  readonly forgetThread: (conversationId: string) => Promise<void>;
  readonly prepareShopper: (shopperId: string) => Promise<void>;
  /** Something was announced outside a turn: let learning and analytics know. */
  readonly announced: () => void;
}

/** What the gateway works with, on top of the services of a turn. */
export function composeApplication({
  services,
  runner,
  announced,
  forgetThread,
  ...parts
}: ApplicationParts): Application {
  const { conversations, recollections, ledger, outbox, desk } = services;
  return {
    ...parts,
    runTurn: (request, hooks) => runner.run(request, hooks),
    desk: {
      ...desk,
      change: (...change) => desk.change(...change).finally(announced),
      placeOrder: (...placement) => desk.placeOrder(...placement).finally(announced),
      cancelOrder: (...order) => desk.cancelOrder(...order).finally(announced),
    },
    orders: services.orders,
    products: services.products,
    alphaFor: async (query) => estimateAlpha(await services.catalogueStatistics.describe(query)),
    conversations,
    async removeConversation(shopperId, conversationId) {
      await recollections.removeConversation(shopperId, conversationId);
      await ledger.remove(conversationId);
      await forgetThread(conversationId);
      return conversations.removeConversation(shopperId, conversationId);
    },
    settings: services.settings,
    changePreferences: async (shopperId, patch): Promise<PreferencesChange> => {
      const { effect, saved } = await changeSettings(services, shopperId, (current, now) => {
        const result = applySettingsPatch(current, patch, now, { diets: DIETS, allergens: ALLERGENS });
        return result.kind === 'invalid'
          ? { settings: current, errors: result.errors, said: [] }
          : {
              settings: result.settings,
              errors: null,
              said: announceDiets(services, current, result.settings),
            };
      });
      if (effect.said.length > 0) {
        await outbox.announce(effect.said);
        // So that the next turn heeds it; what can't be learned now is learned behind the turns.
        await relayLearning(services, shopperId).catch(announced);
      }
      return effect.errors === null
        ? { kind: 'changed', settings: saved }
        : { kind: 'refused', errors: effect.errors };
    },
    outbox: {
      async announce(entries) {
        await outbox.announce(entries);
        announced();
      },
    },
    citation: (shopperId, citationId) => resolveCitation(services, shopperId, citationId),
    profile: (shopperId) => describeProfile(services, shopperId),
    memory: {
      list: (...query) => listMemory(services, ...query),
      correct: (...correction) => correctMemory(services, ...correction),
      forget: (...fact) => forgetMemory(services, ...fact),
    },
    now: services.clock.now,
    newId: services.newId,
  };
}
