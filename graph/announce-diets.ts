import type { Announcement } from '#memory/conversation/conversation-log.ts';
import type { Interaction } from '#personalization/learning/interaction.ts';
import type { ShopperSettings } from '#personalization/settings/settings.ts';
import type { Services } from './services.ts';

/** What a change of the settings says of diets, for learning: which are kept from now on, and which are not any more. */
export function announceDiets(
  { newId, clock }: Pick<Services, 'newId' | 'clock'>,
  before: ShopperSettings,
  after: ShopperSettings,
): readonly Announcement[] {
  const now = clock.now();
  const { shopperId } = after;
  const said = (diet: string, holds: boolean): Announcement => {
    const entryId = newId();
    const statement = { kind: 'diet', value: diet, holds };
    const payload: Interaction = {
      eventId: entryId,
      shopperId,
      kind: 'statement',
      at: now,
      source: 'preferences',
      statement,
    };
    return { entryId, shopperId, topic: 'interaction', payload, createdAt: now };
  };
  return [
    ...after.diets.filter((diet) => !before.diets.includes(diet)).map((diet) => said(diet, true)),
    ...before.diets.filter((diet) => !after.diets.includes(diet)).map((diet) => said(diet, false)),
  ];
}
